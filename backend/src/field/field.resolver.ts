import { Args, Int, Mutation, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { JOB_EVENTS, type AnyJobEvent } from '../dispatch/dispatch.events.js';
import { JobsService } from '../dispatch/jobs.service.js';
import { live } from '../platform/graphql/live.js';
import { Outside } from '../platform/graphql/read.interceptor.js';
import { DateOnly } from '../platform/graphql/scalars.js';
import { FromSql } from '../platform/read/from-sql.js';
import { sql } from '../platform/read/sql.js';
import { Ticket } from '../tickets/ticket.entity.js';
import { FieldCommand, FieldPhone } from './field.entity.js';
import { ReplayArgs } from './field.inputs.js';
import { CommandAnswer, FieldDay, TechnicianJobChange } from './field.results.js';
import { FieldSealsService } from './field-seals.service.js';
import { FieldService } from './field.service.js';
import { ReplayService } from './replay.service.js';

/** The technician's phone: its day, its actions, its news; and what the office sees of it. */
@Resolver(() => FieldPhone)
export class FieldResolver {
  constructor(
    private readonly field: FieldService,
    private readonly replays: ReplayService,
    private readonly jobs: JobsService,
    private readonly seals: FieldSealsService,
  ) {}

  @Allow('field:work')
  @Query(() => FieldDay, { description: 'The caller’s own day and the next.' })
  fieldDay(@Me() me: Actor, @Args('day', { type: () => DateOnly }) day: string) {
    return this.field.day(me, day);
  }

  @Allow('field:work')
  @Query(() => String, { description: 'The key of what was closed on a phone under the caller’s lock, in base64; `point` is the box’s own half.' })
  openFieldSeal(@Me() me: Actor, @Args('kid') kid: string, @Args('point') point: string) {
    return this.seals.open(me, kid, point);
  }

  @Allow('field:work')
  @Outside('each command is a transaction of its own, retryable by its id')
  @Mutation(() => [CommandAnswer], { description: 'Does what was done without signal, in order, each once. What comes after a missing number is not answered: send from there again.' })
  replayCommands(@Me() me: Actor, @Args() args: ReplayArgs) {
    return this.replays.replay(me, args);
  }

  @Allow('field:work')
  @Subscription(() => TechnicianJobChange, { description: 'The caller’s visits as they are given, moved, changed and taken away.' })
  technicianJobChanged(@Me() me: Actor) {
    const mine = me.technicianId ?? null;
    return live<AnyJobEvent>([...JOB_EVENTS], {
      when: ({ now, before }) => mine !== null && (now.technicianId === mine || before.technicianId === mine),
      read: ({ jobId, by }) => ({ jobId, by, job: this.jobs.one(me, jobId) }),
    });
  }

  @Allow('dispatch:read')
  @Query(() => [FieldPhone], { description: 'The phones of the field, by last contact: which have actions that nobody else knows yet.' })
  fieldPhones(@Me() me: Actor) {
    return this.field.phones(me);
  }

  @Allow('dispatch:read')
  @Query(() => [FieldCommand], { description: 'Actions of the field that met another fact, and that the technician asks the office to look at.' })
  fieldDisputes(@Me() me: Actor) {
    return this.field.disputes(me);
  }
}

/** Tells how much was said about a ticket without all of it being carried. */
@Resolver(() => Ticket)
export class TicketLengthResolver {
  @Allow('tickets:read', 'field:work')
  @FromSql(Ticket, (ticket) => sql`(select count(*)::int from ticket_message m where m.ticket_id = ${ticket.id})`)
  @ResolveField(() => Int, { description: 'How many messages it has.' })
  messageCount(): void {}
}
