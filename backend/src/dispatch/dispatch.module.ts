import { Module } from '@nestjs/common';
import { TechnicianAccounts } from '../auth/accounts.service.js';
import { CustomersModule } from '../customers/customers.module.js';
import { BoardDayService } from './board-day.service.js';
import { BoardPresenceResolver } from './board-presence.resolver.js';
import { CalendarRoutes } from './calendar.routes.js';
import { CustomerJobsResolver } from './customer-jobs.resolver.js';
import { CustomerVisitsResolver } from './customer-visits.resolver.js';
import { DirectoryResolver } from './directory.resolver.js';
import { DirectoryService } from './directory.service.js';
import { RepeatVisitsResolver } from './repeat-visits.resolver.js';
import { DispatchResolver } from './dispatch.resolver.js';
import { JobFieldsResolver, JobMovedResolver, JobsMovedTogetherResolver } from './job-fields.resolver.js';
import { JobLog } from './job-log.js';
import { JobSearch } from './job-search.js';
import { JobsResolver } from './jobs.resolver.js';
import { JobsService } from './jobs.service.js';
import { MaintenanceResolver } from './maintenance.resolver.js';
import { MaintenanceService } from './maintenance.service.js';
import { DeviceVisitsResolver, LocationVisitsResolver, MovementVisitResolver } from './past-visits.resolver.js';
import { NextVisitResolver } from './next-visit.resolver.js';
import { PaceService } from './pace.service.js';
import { PerformanceResolver } from './performance.resolver.js';
import { ScheduleService } from './schedule.service.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { TechnicianAccountsService } from './technician-accounts.service.js';
import { TechniciansService } from './technicians.service.js';
import { TraccarFollower } from './traccar.service.js';
import { TrackingResolver } from './tracking.resolver.js';
import { TrackingRoutes } from './tracking.routes.js';
import { TrackingService } from './tracking.service.js';
import { VisitsService } from './visits.service.js';

@Module({
  imports: [CustomersModule, TicketsModule],
  providers: [
    BoardPresenceResolver, MaintenanceResolver, MaintenanceService, PerformanceResolver,
    { provide: TechnicianAccounts, useClass: TechnicianAccountsService },
    DispatchResolver, JobsResolver, JobFieldsResolver, JobMovedResolver, JobsMovedTogetherResolver, CustomerJobsResolver, CustomerVisitsResolver, RepeatVisitsResolver, NextVisitResolver, DeviceVisitsResolver, LocationVisitsResolver, MovementVisitResolver, JobSearch, JobLog, JobsService, ScheduleService, VisitsService, TechniciansService,
    BoardDayService, DirectoryResolver, DirectoryService, CalendarRoutes, PaceService, TrackingService, TraccarFollower, TrackingResolver, TrackingRoutes,
  ],
  exports: [BoardDayService, DirectoryService, JobsService, ScheduleService, TrackingService, VisitsService],
})
export class DispatchModule {}
