import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Actor } from '../auth/actor.js';
import { Me } from '../auth/me.js';
import { Allow } from '../auth/allow.js';
import { FromSql } from '../platform/read/from-sql.js';
import { many } from '../platform/read/read.js';
import { and, sql } from '../platform/read/sql.js';
import { Job, JobHistory, JobPhoto } from './dispatch.entity.js';
import { JobMoved, JobsMovedTogether } from './dispatch.results.js';
import { JobsService } from './jobs.service.js';

/** What a visit shows beyond its columns. */
@Resolver(() => Job)
export class JobFieldsResolver {
  @Allow('dispatch:read', 'field:work')
  @FromSql(Job, (job) => many(JobHistory, { where: (h) => sql`${h.jobId} = ${job.id}`, order: [[(h) => h.at, 'desc']], limit: 100 }))
  @ResolveField(() => [JobHistory], { description: 'What happened to it, latest first; at most 100 lines.' })
  history(): void {}

  @Allow('dispatch:read', 'field:work')
  @FromSql(Job, (job) => many(JobPhoto, { where: (p) => sql`${p.jobId} = ${job.id}`, order: [[(p) => p.takenAt, 'asc']], limit: 60 }))
  @ResolveField(() => [JobPhoto], { description: 'Photographs and signatures, oldest first; at `/files/job-photo/<id>`, small with `?size=small`.' })
  photos(): void {}

  @Allow('dispatch:read')
  @FromSql(Job, (job) =>
    many(Job, {
      where: (other) => sql`${job.startsAt} is not null and ${other.technicianId} = ${job.technicianId} and ${other.id} <> ${job.id} and ${other.status} <> 'CANCELLED'
        and ${other.startsAt} < ${job.endsAt} and ${other.endsAt} > ${job.startsAt}`,
      order: [[(other) => other.startsAt, 'asc']],
    }))
  @ResolveField(() => [Job], { description: 'Other visits of the same technician at the same time: allowed, but worth a warning.' })
  overlaps(): void {}
}

/** Shows a job that was changed first by somebody else as it is now. */
@Resolver(() => JobMoved)
export class JobMovedResolver {
  constructor(private readonly jobs: JobsService) {}

  @Allow('dispatch:read')
  @ResolveField(() => Job, { nullable: true })
  job(@Me() me: Actor, @Parent() { jobId }: JobMoved) {
    return this.jobs.one(me, jobId);
  }
}

/** Shows visits that were moved together as they are now. */
@Resolver(() => JobsMovedTogether)
export class JobsMovedTogetherResolver {
  constructor(private readonly jobs: JobsService) {}

  @Allow('dispatch:read')
  @ResolveField(() => [Job], { name: 'jobs', description: 'By number.' })
  moved(@Me() me: Actor, @Parent() { jobIds }: JobsMovedTogether) {
    return many(Job, { where: (job) => and(sql`${job.id} = any(${jobIds}::uuid[])`, this.jobs.visibleTo(me, job)), order: [[(job) => job.number, 'asc']] });
  }
}
