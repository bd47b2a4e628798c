import { Module } from '@nestjs/common';
import { DispatchModule } from '../dispatch/dispatch.module.js';
import { EquipmentModule } from '../equipment/equipment.module.js';
import { VisionModule } from '../vision/vision.module.js';
import { FieldRoutes } from './field.routes.js';
import { FieldSealsService } from './field-seals.service.js';
import { FieldUploadsService } from './field-uploads.service.js';
import { FieldActionsService } from './field-actions.service.js';
import { FieldResolver, TicketLengthResolver } from './field.resolver.js';
import { FieldService } from './field.service.js';
import { ReplayService } from './replay.service.js';
import { VanResolver } from './van.resolver.js';
import { VanService } from './van.service.js';

@Module({
  imports: [DispatchModule, EquipmentModule, VisionModule],
  providers: [FieldResolver, TicketLengthResolver, FieldService, VanResolver, VanService, FieldActionsService, ReplayService, FieldSealsService, FieldUploadsService, FieldRoutes],
})
export class FieldModule {}
