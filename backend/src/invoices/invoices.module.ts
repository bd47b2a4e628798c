import { Module } from '@nestjs/common';
import { CustomerInvoicesResolver } from './customer-invoices.resolver.js';
import { InvoicesResolver } from './invoices.resolver.js';
import { InvoicesService } from './invoices.service.js';

@Module({ providers: [InvoicesResolver, CustomerInvoicesResolver, InvoicesService], exports: [InvoicesService] })
export class InvoicesModule {}
