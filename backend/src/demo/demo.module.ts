import { Module } from '@nestjs/common';
import { PasswordsService } from '../auth/passwords.service.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { DemoService } from './demo.service.js';

@Module({ imports: [LedgerModule], providers: [DemoService, PasswordsService], exports: [DemoService] })
export class DemoModule {}
