import { Module } from '@nestjs/common';
import { CustomerTicketsResolver } from './customer-tickets.resolver.js';
import { TicketsResolver } from './tickets.resolver.js';
import { TicketsService } from './tickets.service.js';

@Module({ providers: [TicketsResolver, CustomerTicketsResolver, TicketsService], exports: [TicketsService] })
export class TicketsModule {}
