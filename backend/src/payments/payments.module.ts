import { Module } from '@nestjs/common';
import { InvoicesModule } from '../invoices/invoices.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { AllocationsService } from './allocations.service.js';
import { AutopayChargesService } from './autopay-charges.service.js';
import { AutopayResolver, AutopayRunsResolver, CustomerAutopayResolver } from './autopay.resolver.js';
import { AutopayService } from './autopay.service.js';
import { CheckoutsService } from './checkouts.service.js';
import { CreditsService } from './credits.service.js';
import { DisputesService } from './disputes.service.js';
import { InvoiceFileRoutes } from './invoice-file.routes.js';
import { ReceiptsService } from './receipts.service.js';
import { PayPageRoutes } from './pay-page.routes.js';
import { PaymentActionsResolver, PaymentRefundsResolver } from './payment-actions.resolver.js';
import { PaymentRoutes } from './payment.routes.js';
import { CustomerPaymentsResolver, InvoicePaymentsResolver, PaymentsResolver } from './payments.resolver.js';
import { PaymentLinksResolver } from './payment-links.resolver.js';
import { PaymentLinksService } from './payment-links.service.js';
import { PaymentsService } from './payments.service.js';
import { RefundsService } from './refunds.service.js';
import { SavedMethodsResolver } from './saved-methods.resolver.js';
import { SavedMethodsService } from './saved-methods.service.js';
import { StripeNewsService } from './stripe-news.service.js';
import { StripeSandbox } from './stripe-sandbox.js';
import { StripeClient } from './stripe.client.js';
import { StripeChargesGateway } from './stripe-charges.gateway.js';
import { StripeMethodsGateway } from './stripe-methods.gateway.js';
import { StripeGateway } from './stripe.gateway.js';
import { WebhooksService } from './webhooks.service.js';

@Module({
  imports: [InvoicesModule, LedgerModule],
  providers: [PaymentActionsResolver, PaymentRefundsResolver, AllocationsService, CreditsService, RefundsService, DisputesService, StripeNewsService, PaymentsResolver, InvoicePaymentsResolver, CustomerPaymentsResolver, PaymentsService, CheckoutsService, ReceiptsService, WebhooksService, StripeSandbox, StripeClient, StripeGateway, StripeMethodsGateway, SavedMethodsResolver, SavedMethodsService, AutopayResolver, AutopayRunsResolver, CustomerAutopayResolver, AutopayService, AutopayChargesService, StripeChargesGateway, PaymentLinksResolver, PaymentLinksService, PaymentRoutes, PayPageRoutes, InvoiceFileRoutes],
  exports: [AllocationsService, CreditsService, PaymentLinksService, PaymentsService, ReceiptsService],
})
export class PaymentsModule {}
