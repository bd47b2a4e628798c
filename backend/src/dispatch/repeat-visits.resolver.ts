import { ResolveField, Resolver } from '@nestjs/graphql';
import { Allow } from '../auth/allow.js';
import { FromSql } from '../platform/read/from-sql.js';
import { many } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { Ticket } from '../tickets/ticket.entity.js';
import { Job } from './dispatch.entity.js';

/** Links a ticket to the visits that were just made at its address: a fault that comes back within 30 days is not a new one. */
@Resolver(() => Ticket)
export class RepeatVisitsResolver {
  @Allow('dispatch:read')
  @FromSql(Ticket, (ticket) => many(Job, {
    where: (job) => sql`${job.locationId} = ${ticket.locationId} and ${job.customerId} = ${ticket.customerId} and ${job.completedAt} < ${ticket.openedAt} and ${job.completedAt} > ${ticket.openedAt} - interval '30 days'`,
    order: [[(job) => job.completedAt, 'desc']],
    limit: 10,
  }))
  @ResolveField(() => [Job], { description: 'Visits completed at this address within the 30 days before the ticket, the latest first.' })
  recentVisits(): void {}
}
