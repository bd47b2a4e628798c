import { Global, Module } from '@nestjs/common';
import { DnsLookup, DomainLookup } from './domain-lookup.js';
import { DomainsService } from './domains.service.js';
import { LegacyHosts } from './legacy-hosts.js';
import { LogoRoutes } from './logo.routes.js';
import { NumbersService } from './numbers.service.js';
import { SettingsService } from './settings.service.js';
import { TenancyResolver } from './tenancy.resolver.js';
import { TenancyService } from './tenancy.service.js';

@Global()
@Module({
  providers: [TenancyService, NumbersService, SettingsService, DomainsService, { provide: DomainLookup, useClass: DnsLookup }, LegacyHosts, LogoRoutes, TenancyResolver],
  exports: [TenancyService, NumbersService, SettingsService],
})
export class TenancyModule {}
