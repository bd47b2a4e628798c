import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.js';
import { InvoicesModule } from '../invoices/invoices.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { PaymentsModule } from '../payments/payments.module.js';
import { BillingRunsResolver, SubscriptionsResolver } from './billing.resolver.js';
import { FirstBillService } from './first-bill.service.js';
import { RunIssuing } from './run-issuing.service.js';
import { RunPreview } from './run-preview.service.js';
import { RunsService } from './runs.service.js';
import { SubscriptionChangesService } from './subscription-changes.service.js';

@Module({
  imports: [CatalogModule, InvoicesModule, LedgerModule, PaymentsModule],
  providers: [SubscriptionsResolver, BillingRunsResolver, SubscriptionChangesService, RunsService, RunPreview, RunIssuing, FirstBillService],
  exports: [FirstBillService, SubscriptionChangesService, RunsService],
})
export class BillingModule {}
