import { Args, Int, Mutation, ResolveField, Resolver } from '@nestjs/graphql';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { Job } from '../dispatch/dispatch.entity.js';
import { Device } from '../equipment/device.entity.js';
import { Outside } from '../platform/graphql/read.interceptor.js';
import { FromSql } from '../platform/read/from-sql.js';
import { many } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { ReadLineArgs } from './diagnostics.inputs.js';
import { ReadLineResult } from './diagnostics.results.js';
import { DiagnosticsService } from './diagnostics.service.js';
import { LineReading } from './line-reading.entity.js';

/** How a customer’s line is and was: asked now, and kept with the device and the visit. */
@Resolver(() => Device)
export class DiagnosticsResolver {
  constructor(private readonly service: DiagnosticsService) {}

  @Allow('equipment:read', 'field:work')
  @Outside('the line is asked over the network')
  @Mutation(() => ReadLineResult, { description: 'Looks at the line that ends at a device and keeps what was seen; BEFORE and AFTER are evidence of a visit.' })
  readLine(@Me() me: Actor, @Args() args: ReadLineArgs) {
    return this.service.read(me, args);
  }

  @Allow('equipment:read', 'field:work')
  @FromSql(Device, (device, { first }) => many(LineReading, { where: (r) => sql`${r.deviceId} = ${device.id}`, order: [[(r) => r.createdAt, 'desc']], limit: Math.min(Math.max(Number(first), 1), 50) }))
  @ResolveField(() => [LineReading], { description: 'What was seen of its line, latest first; at most 50.' })
  lineReadings(@Args('first', { type: () => Int, defaultValue: 10 }) _first: number): void {}
}

/** Adds to a visit the evidence of how the line was before and after. */
@Resolver(() => Job)
export class JobReadingsResolver {
  @Allow('dispatch:read', 'field:work')
  @FromSql(Job, (job) => many(LineReading, { where: (r) => sql`${r.jobId} = ${job.id}`, order: [[(r) => r.createdAt, 'asc']], limit: 40 }))
  @ResolveField(() => [LineReading], { description: 'How the line was before and after, oldest first; at most 40.' })
  lineReadings(): void {}
}
