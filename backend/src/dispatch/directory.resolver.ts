import { Args, ID, Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { addDays, dayInterval } from '@demarc/time';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { DateOnly } from '../platform/graphql/scalars.js';
import { FromSql } from '../platform/read/from-sql.js';
import { sql } from '../platform/read/sql.js';
import { AbsenceInput, DaysArgs, TerritoryInput } from './directory.inputs.js';
import { CalendarFeed, WorkingDay } from './directory.results.js';
import { DirectoryService } from './directory.service.js';
import { Technician } from './dispatch.entity.js';
import { TechnicianInput } from './dispatch.inputs.js';
import { TechniciansService } from './technicians.service.js';
import { Absence, Territory } from './working.entity.js';

/** The directory of the field: who works when, where, and is away. */
@Resolver(() => Technician)
export class DirectoryResolver {
  constructor(
    private readonly directory: DirectoryService,
    private readonly people: TechniciansService,
  ) {}

  @Allow('dispatch:read')
  @Query(() => [WorkingDay], { description: 'When everybody works on a local day.' })
  workingDay(@Me() me: Actor, @Args('day', { type: () => DateOnly }) day: string) {
    return this.directory.workingDay(me, day);
  }

  @Allow('technicians:read')
  @Query(() => [Absence], { description: 'Who is away between two days, in UTC; at most 1,000.' })
  absences(@Args() { from, to }: DaysArgs) {
    return this.directory.absences(dayInterval(from, 'UTC').start, dayInterval(addDays(to ?? from, 0), 'UTC').end);
  }

  @Allow('technicians:read')
  @Query(() => [Territory])
  territories() {
    return this.directory.territories();
  }

  @Allow('technicians:write')
  @Mutation(() => Technician, { description: 'Somebody new in the field; a name is needed.' })
  addTechnician(@Me() me: Actor, @Args('input') input: TechnicianInput) {
    return this.people.add(me, input);
  }

  @Allow('dispatch:write')
  @Mutation(() => Absence, { description: 'Somebody is away. Their visits stay until a plan or a person moves them.' })
  addAbsence(@Me() me: Actor, @Args('input') input: AbsenceInput) {
    return this.directory.addAbsence(me, input);
  }

  @Allow('dispatch:write')
  @Mutation(() => Boolean)
  removeAbsence(@Me() me: Actor, @Args('id', { type: () => ID }) id: string) {
    return this.directory.removeAbsence(me, id);
  }

  @Allow('technicians:write')
  @Mutation(() => Territory, { description: 'A new territory, or another form of one.' })
  saveTerritory(@Me() me: Actor, @Args('input') input: TerritoryInput, @Args('id', { type: () => ID, nullable: true }) id?: string) {
    return this.directory.saveTerritory(me, id ?? undefined, input);
  }

  @Allow('technicians:write')
  @Mutation(() => Boolean)
  removeTerritory(@Me() me: Actor, @Args('id', { type: () => ID }) id: string) {
    return this.directory.removeTerritory(me, id);
  }

  @Allow('technicians:write')
  @Mutation(() => CalendarFeed, { description: 'The address of a technician’s calendar; an earlier one stops.' })
  makeCalendarFeed(@Me() me: Actor, @Args('technicianId', { type: () => ID }) technicianId: string) {
    return this.directory.makeFeed(me, technicianId);
  }

  @Allow('technicians:write')
  @Mutation(() => Boolean, { description: 'A technician’s calendar can no longer be read.' })
  removeCalendarFeed(@Me() me: Actor, @Args('technicianId', { type: () => ID }) technicianId: string) {
    return this.directory.removeFeed(me, technicianId);
  }

  @Allow('technicians:read')
  @FromSql(Technician, (technician) => sql`${technician.feedHash} is not null`)
  @ResolveField(() => Boolean, { description: 'Whether their calendar can be subscribed to.' })
  hasFeed(): void {}
}
