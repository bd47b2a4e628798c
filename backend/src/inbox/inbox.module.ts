import { DispatchModule } from '../dispatch/dispatch.module.js';
import { PlanningModule } from '../planning/planning.module.js';
import { VisitKeywordsService } from './visit-keywords.service.js';
import { Module } from '@nestjs/common';
import { MessagingModule } from '../messaging/messaging.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { VisionModule } from '../vision/vision.module.js';
import { InboundResolver } from './inbound.resolver.js';
import { InboundRoutes } from './inbound.routes.js';
import { InboundService } from './inbound.service.js';
import { InvoicesModule } from '../invoices/invoices.module.js';
import { PaymentsModule } from '../payments/payments.module.js';
import { KeywordsService } from './keywords.service.js';
import { MediaService } from './media.service.js';
import { MessageFileRoutes } from './message-file.routes.js';
import { MailboxFetch } from './mailbox-fetch.js';
import { SendersService } from './senders.service.js';
import { TakingService } from './taking.service.js';

@Module({ imports: [TicketsModule, DispatchModule, PlanningModule, VisionModule, MessagingModule, InvoicesModule, PaymentsModule], providers: [KeywordsService, VisitKeywordsService, MessageFileRoutes, InboundRoutes, InboundService, InboundResolver, MailboxFetch, SendersService, TakingService, MediaService] })
export class InboxModule {}
