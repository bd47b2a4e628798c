import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/customers.module.js';
import { LedgerResolver } from './ledger.resolver.js';
import { LedgerService } from './ledger.service.js';

@Module({ imports: [CustomersModule], providers: [LedgerResolver, LedgerService], exports: [LedgerService] })
export class LedgerModule {}
