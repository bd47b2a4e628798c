import { Module } from '@nestjs/common';
import { DispatchModule } from '../dispatch/dispatch.module.js';
import { PlanSearchService } from './plan-search.service.js';
import { PlannerService } from './planner.service.js';
import { PlansResolver } from './plans.resolver.js';
import { PlansService } from './plans.service.js';
import { SlotOffersResolver, SlotsResolver } from './slots.resolver.js';
import { SlotsService } from './slots.service.js';
import { TravelService } from './travel.service.js';

@Module({
  imports: [DispatchModule],
  providers: [TravelService, PlannerService, PlanSearchService, PlansService, PlansResolver, SlotsService, SlotsResolver, SlotOffersResolver],
  exports: [TravelService, PlannerService, SlotsService],
})
export class PlanningModule {}
