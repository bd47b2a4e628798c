import { Module } from '@nestjs/common';
import { InvoicesModule } from '../invoices/invoices.module.js';
import { CheckoutsService } from './checkouts.service.js';
import { InvoiceFileRoutes } from './invoice-file.routes.js';
import { LedgerService } from './ledger.service.js';
import { PaymentRoutes } from './payment.routes.js';
import { CustomerPaymentsResolver, InvoicePaymentsResolver, PaymentsResolver } from './payments.resolver.js';
import { PaymentsService } from './payments.service.js';
import { StripeSandbox } from './stripe-sandbox.js';
import { StripeGateway } from './stripe.gateway.js';
import { WebhooksService } from './webhooks.service.js';

@Module({
  imports: [InvoicesModule],
  providers: [PaymentsResolver, InvoicePaymentsResolver, CustomerPaymentsResolver, PaymentsService, CheckoutsService, LedgerService, WebhooksService, StripeSandbox, StripeGateway, PaymentRoutes, InvoiceFileRoutes],
  exports: [PaymentsService, LedgerService],
})
export class PaymentsModule {}
