import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/customers.module.js';
import { ConversationsResolver, CustomerConversationResolver } from './conversations.resolver.js';
import { ConversationsService } from './conversations.service.js';
import { CustomerTicketsResolver } from './customer-tickets.resolver.js';
import { DeskResolver } from './desk.resolver.js';
import { DeskService } from './desk.service.js';
import { DeviceTicketsResolver } from './device-tickets.resolver.js';
import { MessageFilesService } from './message-files.service.js';
import { ServiceLevelCustomerResolver, ServiceLevelsResolver } from './service-levels.resolver.js';
import { ServiceLevelsService } from './service-levels.service.js';
import { TicketFinderService } from './ticket-finder.service.js';
import { TicketMergingService } from './ticket-merging.service.js';
import { TicketSearch } from './ticket-search.js';
import { TicketMessagesResolver, TicketsResolver } from './tickets.resolver.js';
import { TicketsService } from './tickets.service.js';

@Module({
  imports: [CustomersModule],
  providers: [TicketsResolver, TicketMessagesResolver, DeskResolver, CustomerTicketsResolver, DeviceTicketsResolver, TicketSearch, TicketFinderService, TicketsService, TicketMergingService, ConversationsResolver, CustomerConversationResolver, ConversationsService, DeskService, MessageFilesService, ServiceLevelsResolver, ServiceLevelCustomerResolver, ServiceLevelsService],
  exports: [TicketsService, ConversationsService, MessageFilesService],
})
export class TicketsModule {}
