import { Module } from '@nestjs/common';
import { AddressesModule } from '../addresses/addresses.module.js';
import { AlertsModule } from '../alerts/alerts.module.js';
import { BillingModule } from '../billing/billing.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { DemoLinesService } from './demo-lines.service.js';
import { DemoService } from './demo.service.js';

@Module({ imports: [AddressesModule, AlertsModule, BillingModule, LedgerModule], providers: [DemoService, DemoLinesService], exports: [DemoService] })
export class DemoModule {}
