import { Module } from '@nestjs/common';
import { InvoicesModule } from '../invoices/invoices.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { DunningFactsService } from './dunning-facts.service.js';
import { DunningOfficeService } from './dunning-office.service.js';
import { DunningResolver } from './dunning.resolver.js';
import { DunningRunsService } from './dunning-runs.service.js';
import { DunningService } from './dunning.service.js';
import { RecordedSwitch, ServiceSwitch } from './service-switch.js';
import { ServiceOrdersService } from './service-orders.service.js';

@Module({
  imports: [InvoicesModule, LedgerModule],
  providers: [DunningResolver, DunningFactsService, DunningOfficeService, DunningRunsService, DunningService, ServiceOrdersService, { provide: ServiceSwitch, useClass: RecordedSwitch }],
  exports: [DunningService],
})
export class DunningModule {}
