import { Module } from '@nestjs/common';
import { TicketsModule } from '../tickets/tickets.module.js';
import { VisionModule } from '../vision/vision.module.js';
import { MessageFileRoutes } from './message-file.routes.js';

@Module({ imports: [TicketsModule, VisionModule], providers: [MessageFileRoutes] })
export class InboxModule {}
