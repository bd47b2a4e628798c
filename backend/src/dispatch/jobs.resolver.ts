import { Args, ID, Mutation, Resolver } from '@nestjs/graphql';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { JobDetailsInput, JobFromTicketInput, JobInput, JobVersionArgs, MoveJobArgs, MoveJobsArgs, ScheduleJobArgs, TechnicianInput } from './dispatch.inputs.js';
import { Job, Technician } from './dispatch.entity.js';
import { ChangeJobResult, CreateJobResult, MoveJobsResult, PlanJobResult } from './dispatch.results.js';
import { JobsService } from './jobs.service.js';
import { ScheduleService } from './schedule.service.js';
import { TechniciansService } from './technicians.service.js';

/** What the office does with visits and with the people who make them. */
@Resolver(() => Job)
export class JobsResolver {
  constructor(
    private readonly jobs: JobsService,
    private readonly schedule: ScheduleService,
    private readonly people: TechniciansService,
  ) {}

  @Allow('dispatch:write')
  @Mutation(() => CreateJobResult)
  createJob(@Me() me: Actor, @Args('input') input: JobInput) {
    return this.jobs.createByHand(me, input);
  }

  @Allow('dispatch:write')
  @Mutation(() => CreateJobResult, { description: 'A visit that carries on a ticket.' })
  createJobFromTicket(@Me() me: Actor, @Args('ticketId', { type: () => ID }) ticketId: string, @Args('input', { nullable: true }) input?: JobFromTicketInput) {
    return this.jobs.createFromTicket(me, ticketId, input ?? {});
  }

  @Allow('dispatch:write')
  @Mutation(() => ChangeJobResult, { description: 'Changes the words of a visit, not its plan.' })
  updateJob(@Me() me: Actor, @Args() { id, version }: JobVersionArgs, @Args('input') input: JobDetailsInput) {
    return this.jobs.update(me, id, version, input);
  }

  @Allow('dispatch:write')
  @Mutation(() => PlanJobResult, { description: 'Puts a visit on the board. Overlapping another is allowed; ask for `overlaps` to warn of it.' })
  scheduleJob(@Me() me: Actor, @Args() args: ScheduleJobArgs) {
    return this.schedule.plan(me, args);
  }

  @Allow('dispatch:write')
  @Mutation(() => PlanJobResult, { description: 'Moves or resizes a visit; what is left out stays.' })
  moveJob(@Me() me: Actor, @Args() args: MoveJobArgs) {
    return this.schedule.plan(me, args);
  }

  @Allow('dispatch:write')
  @Mutation(() => MoveJobsResult, { description: 'Moves several visits together, or none of them; their lengths stay.' })
  moveJobs(@Me() me: Actor, @Args() { moves }: MoveJobsArgs) {
    return this.schedule.moveTogether(me, moves);
  }

  @Allow('dispatch:write')
  @Mutation(() => ChangeJobResult, { description: 'Puts a visit back among those that wait.' })
  unassignJob(@Me() me: Actor, @Args() { id, version }: JobVersionArgs) {
    return this.schedule.unassign(me, id, version);
  }

  @Allow('dispatch:write')
  @Mutation(() => ChangeJobResult, { description: 'Holds a visit where it is, so that plans leave it there; or lets it go.' })
  pinJob(@Me() me: Actor, @Args() { id, version }: JobVersionArgs, @Args('pinned') pinned: boolean) {
    return this.schedule.pin(me, id, version, pinned);
  }

  @Allow('dispatch:write')
  @Mutation(() => ChangeJobResult)
  cancelJob(@Me() me: Actor, @Args() { id, version }: JobVersionArgs, @Args('reason', { defaultValue: '' }) reason: string) {
    return this.jobs.cancel(me, id, version, reason);
  }

  @Allow('technicians:write')
  @Mutation(() => Technician)
  updateTechnician(@Me() me: Actor, @Args('id', { type: () => ID }) id: string, @Args('input') input: TechnicianInput) {
    return this.people.update(me, id, input);
  }
}
