import { Module } from '@nestjs/common';
import { TicketsModule } from '../tickets/tickets.module.js';
import { AlertsResolver } from './alerts.resolver.js';
import { AlertsService } from './alerts.service.js';
import { TelemetryRoutes } from './telemetry.routes.js';

@Module({ imports: [TicketsModule], providers: [AlertsResolver, AlertsService, TelemetryRoutes], exports: [AlertsService] })
export class AlertsModule {}
