import { Global, Module } from '@nestjs/common';
import { NumbersService } from './numbers.service.js';
import { SettingsService } from './settings.service.js';
import { TenancyResolver } from './tenancy.resolver.js';
import { TenancyService } from './tenancy.service.js';

@Global()
@Module({ providers: [TenancyService, NumbersService, SettingsService, TenancyResolver], exports: [TenancyService, NumbersService] })
export class TenancyModule {}
