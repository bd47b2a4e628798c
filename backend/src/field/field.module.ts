import { Module } from '@nestjs/common';
import { DispatchModule } from '../dispatch/dispatch.module.js';
import { EquipmentModule } from '../equipment/equipment.module.js';
import { FieldActionsService } from './field-actions.service.js';
import { FieldResolver, TicketLengthResolver } from './field.resolver.js';
import { FieldService } from './field.service.js';
import { ReplayService } from './replay.service.js';

@Module({
  imports: [DispatchModule, EquipmentModule],
  providers: [FieldResolver, TicketLengthResolver, FieldService, FieldActionsService, ReplayService],
})
export class FieldModule {}
