import { Module } from '@nestjs/common';
import { PasswordsService } from '../auth/passwords.service.js';
import { DemoService } from './demo.service.js';

@Module({ providers: [DemoService, PasswordsService], exports: [DemoService] })
export class DemoModule {}
