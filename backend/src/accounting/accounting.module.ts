import { Module } from '@nestjs/common';
import { InvoicesModule } from '../invoices/invoices.module.js';
import { AccountingResolver } from './accounting.resolver.js';
import { AccountingRoutes } from './accounting.routes.js';
import { AccountingService } from './accounting.service.js';
import { StatementRoutes } from './statement.routes.js';
import { StatementsService } from './statements.service.js';

@Module({ imports: [InvoicesModule], providers: [AccountingResolver, AccountingRoutes, AccountingService, StatementRoutes, StatementsService], exports: [StatementsService] })
export class AccountingModule {}
