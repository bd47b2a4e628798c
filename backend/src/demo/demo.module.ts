import { Module } from '@nestjs/common';
import { AddressesModule } from '../addresses/addresses.module.js';
import { BillingModule } from '../billing/billing.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { DemoService } from './demo.service.js';

@Module({ imports: [AddressesModule, BillingModule, LedgerModule], providers: [DemoService], exports: [DemoService] })
export class DemoModule {}
