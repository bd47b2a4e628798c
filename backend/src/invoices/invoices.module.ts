import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/customers.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { BillingPolicyResolver } from './billing-policy.resolver.js';
import { BillingPolicyService } from './billing-policy.service.js';
import { CreditNotesService } from './credit-notes.service.js';
import { CustomerInvoicesResolver } from './customer-invoices.resolver.js';
import { InvoiceSearch } from './invoice-search.js';
import { InvoicePaperService } from './invoice-paper.service.js';
import { InvoicesResolver } from './invoices.resolver.js';
import { InvoicesService } from './invoices.service.js';
import { ReceivablesResolver } from './receivables.resolver.js';

@Module({ imports: [CustomersModule, LedgerModule], providers: [InvoicesResolver, CreditNotesService, BillingPolicyResolver, BillingPolicyService, CustomerInvoicesResolver, ReceivablesResolver, InvoiceSearch, InvoicePaperService, InvoicesService], exports: [BillingPolicyService, CreditNotesService, InvoicePaperService, InvoicesService] })
export class InvoicesModule {}
