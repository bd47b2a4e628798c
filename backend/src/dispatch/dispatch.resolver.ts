import { Args, ID, Query, Resolver, Subscription } from '@nestjs/graphql';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { CustomerChanged, CustomersLoaded } from '../customers/customer.events.js';
import { CachedUntil } from '../platform/graphql/cached-until.js';
import { live } from '../platform/graphql/live.js';
import { PageArgs } from '../platform/graphql/page.type.js';
import { one } from '../platform/read/read.js';
import { and, sql } from '../platform/read/sql.js';
import { BOARD_EVENTS, JOB_EVENTS, type AnyJobEvent, type JobsLoaded, type TechnicianChanged } from './dispatch.events.js';
import { isOnBoard } from './board-place.js';
import { BoardArgs, JobFilter } from './dispatch.inputs.js';
import { Job, Technician } from './dispatch.entity.js';
import { BoardChange, DispatchDay, JobPage } from './dispatch.results.js';
import { JobsService } from './jobs.service.js';

/** What can be asked of dispatch, and followed live. */
@Resolver(() => Job)
export class DispatchResolver {
  constructor(private readonly jobs: JobsService) {}

  @Allow('dispatch:read')
  @CachedUntil(...BOARD_EVENTS, CustomerChanged, CustomersLoaded)
  @Query(() => DispatchDay, { description: 'The board of one local day, or of several in a row.' })
  dispatchDay(@Me() me: Actor, @Args() { day, days }: BoardArgs) {
    return this.jobs.day(me, day, days);
  }

  @Allow('dispatch:read')
  @Query(() => Job, { nullable: true })
  job(@Me() me: Actor, @Args('id', { type: () => ID }) id: string) {
    return this.jobs.one(me, id);
  }

  @Allow('dispatch:read')
  @Query(() => JobPage, { name: 'jobs' })
  listJobs(@Me() me: Actor, @Args() page: PageArgs, @Args('filter', { nullable: true }) filter?: JobFilter) {
    return this.jobs.list(me, filter ?? {}, page);
  }

  @Allow('technicians:read')
  @Query(() => [Technician], { description: 'Everybody of the field, by name; also who no longer works here.' })
  technicians(@Me() me: Actor) {
    return this.jobs.technicians(me);
  }

  @Allow('dispatch:read')
  @Subscription(() => BoardChange, { description: 'What changes on the board of a day, change by change; a change without visit and technician says that the day is to be read again.' })
  dispatchDayChanged(@Me() me: Actor, @Args() { day, days }: BoardArgs) {
    return live<AnyJobEvent | TechnicianChanged | JobsLoaded>([...BOARD_EVENTS], {
      when: (e) => 'technicianId' in e || 'count' in e || isOnBoard(day, e.now, days) || isOnBoard(day, e.before, days),
      read: (e) => {
        if ('count' in e) return { jobId: null, job: null, technician: null, by: '' };
        return 'technicianId' in e
          ? { jobId: null, job: null, technician: one(Technician, (t) => sql`${t.id} = ${e.technicianId}`), by: '' }
          : { jobId: e.jobId, job: one(Job, (j) => and(sql`${j.id} = ${e.jobId}`, this.jobs.isOnBoard(j, day, days), this.jobs.visibleTo(me, j))), technician: null, by: e.by };
      },
    });
  }

  @Allow('dispatch:read')
  @Subscription(() => Job, { nullable: true, description: 'One visit, as it changes.' })
  jobChanged(@Me() me: Actor, @Args('id', { type: () => ID }) id: string) {
    return live<AnyJobEvent>([...JOB_EVENTS], { when: (e) => e.jobId === id, read: () => this.jobs.one(me, id) });
  }
}
