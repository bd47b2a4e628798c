import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/customers.module.js';
import { CustomerTicketsResolver } from './customer-tickets.resolver.js';
import { TicketSearch } from './ticket-search.js';
import { TicketsResolver } from './tickets.resolver.js';
import { TicketsService } from './tickets.service.js';

@Module({ imports: [CustomersModule], providers: [TicketsResolver, CustomerTicketsResolver, TicketSearch, TicketsService], exports: [TicketsService] })
export class TicketsModule {}
