import { Module } from '@nestjs/common';
import { AddressImportService } from './address-import.service.js';
import { AddressesResolver } from './addresses.resolver.js';
import { AddressesService } from './addresses.service.js';

@Module({ providers: [AddressesResolver, AddressesService, AddressImportService], exports: [AddressesService, AddressImportService] })
export class AddressesModule {}
