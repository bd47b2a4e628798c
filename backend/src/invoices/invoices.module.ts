import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/customers.module.js';
import { CustomerInvoicesResolver } from './customer-invoices.resolver.js';
import { InvoiceSearch } from './invoice-search.js';
import { InvoicePaperService } from './invoice-paper.service.js';
import { InvoicesResolver } from './invoices.resolver.js';
import { InvoicesService } from './invoices.service.js';
import { ReceivablesResolver } from './receivables.resolver.js';

@Module({ imports: [CustomersModule], providers: [InvoicesResolver, CustomerInvoicesResolver, ReceivablesResolver, InvoiceSearch, InvoicePaperService, InvoicesService], exports: [InvoicePaperService, InvoicesService] })
export class InvoicesModule {}
