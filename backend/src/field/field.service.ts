import { Injectable } from '@nestjs/common';
import { addDays } from '@demarc/time';
import type { Actor } from '../auth/actor.js';
import { Job } from '../dispatch/dispatch.entity.js';
import { JobsService } from '../dispatch/jobs.service.js';
import { Clock } from '../platform/clock.js';
import { many, type Columns, type Read } from '../platform/read/read.js';
import { raw, sql, type Sql } from '../platform/read/sql.js';
import { Article } from '../tickets/desk.entity.js';
import { FieldSealsService } from './field-seals.service.js';
import { FieldCommand, FieldPhone } from './field.entity.js';

/** What a phone carries for the day, and what the office knows of the phones. */
@Injectable()
export class FieldService {
  constructor(
    private readonly jobs: JobsService,
    private readonly clock: Clock,
    private readonly seals: FieldSealsService,
  ) {}

  day(me: Actor, day: string) {
    return { day, now: this.clock.now(), seal: this.seals.lockOf(me), jobs: this.of(me, day), tomorrow: this.of(me, addDays(day, 1)), articles: this.help() };
  }

  phones(me: Actor): Read<FieldPhone> {
    return many(FieldPhone, { where: (phone) => this.visibleTo(me, phone), order: [[(phone) => phone.lastContactAt, 'desc']], limit: 500 });
  }

  /** What technicians have asked the office to look at, latest first. */
  disputes(me: Actor): Read<FieldCommand> {
    return many(FieldCommand, {
      where: (command) => sql`${this.visibleTo(me, command)} and ${command.result} = 'CONFLICT' and exists (
        select 1 from field_command s where s.kind = 'conflict.settle' and s.result = 'APPLIED' and s.technician_id = ${command.technicianId}
          and s.payload->>'commandId' = ${command.commandId}::text and s.payload->>'choice' = 'ASK_DISPATCHER')`,
      order: [[(command) => command.createdAt, 'desc']],
      limit: 200,
    });
  }

  /** The office sees every phone; a technician their own. */
  visibleTo(me: Actor, row: Columns<FieldPhone> | Columns<FieldCommand>): Sql {
    if (me.kind === 'technician') return sql`${row.technicianId} = ${me.technicianId ?? null}::uuid`;
    return raw(me.kind === 'customer' ? 'false' : 'true');
  }

  private help(): Read<Article> {
    return many(Article, { where: (article) => sql`${article.published}`, order: [[(article) => article.titleFr, 'asc']], limit: 200 });
  }

  private of(me: Actor, day: string): Read<Job> {
    return many(Job, {
      where: (job) => sql`${job.technicianId} = ${me.technicianId ?? null}::uuid and ${job.day} = ${day}::date and ${this.jobs.visibleTo(me, job)}`,
      order: [[(job) => job.startsAt, 'asc']],
      limit: 100,
    });
  }
}
