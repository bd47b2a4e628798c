import { Args, ID, Int, Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow } from '../auth/allow.js';
import { Job, JobKind } from '../dispatch/dispatch.entity.js';
import { PartMovement } from '../equipment/stock.entity.js';
import { BadInputError } from '../platform/graphql/errors.js';
import { FromSql } from '../platform/read/from-sql.js';
import { many } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { PartNeed } from './part-need.entity.js';
import { VanService } from './van.service.js';

const MOST_NEEDED = 1_000;

/** What visits take along: by kind beforehand, and what was used at each. */
@Resolver(() => Job)
export class VanResolver {
  constructor(private readonly vans: VanService) {}

  @Allow('equipment:read', 'field:work')
  @Query(() => [PartNeed], { description: 'What visits usually take, by kind.' })
  partNeeds() {
    return this.vans.needs();
  }

  @Allow('equipment:write')
  @Mutation(() => [PartNeed], { description: 'Says how much of a part a visit of a kind usually takes; 0 takes the word back.' })
  setPartNeed(@Args('partId', { type: () => ID }) partId: string, @Args('kind', { type: () => JobKind }) kind: JobKind, @Args('quantity', { type: () => Int }) quantity: number) {
    if (quantity < 0 || quantity > MOST_NEEDED) throw new BadInputError('A quantity is from 0 to 1,000.', { quantity: 'RANGE' });
    return this.vans.setNeed(partId, kind, quantity);
  }

  @Allow('dispatch:read', 'field:work')
  @FromSql(Job, (job) => many(PartMovement, { where: (m) => sql`${m.jobId} = ${job.id} and ${m.kind} = 'USED'`, order: [[(m) => m.createdAt, 'asc']], limit: 100 }))
  @ResolveField(() => [PartMovement], { description: 'Parts that were used at this visit.' })
  partsUsed(): void {}
}
