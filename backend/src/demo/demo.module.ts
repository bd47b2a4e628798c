import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger/ledger.module.js';
import { DemoService } from './demo.service.js';

@Module({ imports: [LedgerModule], providers: [DemoService], exports: [DemoService] })
export class DemoModule {}
