import { Args, createUnionType, Field, ID, Int, Mutation, ObjectType, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Role, Session, StaffUser } from '../auth/auth.entity.js';
import { Me } from '../auth/me.js';
import { SessionsService } from '../auth/sessions.service.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import { FromSql } from '../platform/read/from-sql.js';
import { many } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { EmployeesService } from './employees.service.js';
import { RolesService } from './roles.service.js';
import { EmployeeChange, EmployeeInput, RoleInput } from './staff.inputs.js';
import { BeyondYourRights, DeleteRoleResult, EmployeeResult, RoleResult } from './staff.results.js';

/** How many devices were signed out. */
@ObjectType({ description: 'How many devices were signed out.' })
export class SessionsEnded {
  @Field(() => Int) count: number;

  static of(count: number): SessionsEnded {
    return Object.assign(new SessionsEnded(), { count });
  }
}

export const EndSessionsResult = createUnionType({ name: 'EndSessionsResult', types: () => [SessionsEnded, BeyondYourRights] as const });

/** The roles of the office. */
@Resolver(() => Role)
export class RolesResolver {
  constructor(private readonly service: RolesService) {}

  @Allow('staff:read')
  @Query(() => [Role], { description: 'The roles of the office and of the technicians, the first made first.' })
  roles() {
    return many(Role, { order: [[(role) => role.id, 'asc']], limit: 200 });
  }

  @ResolveField(() => [StaffUser], { description: 'Who has it, closed accounts left out.' })
  @FromSql(Role, (role) => many(StaffUser, { where: (user) => sql`${user.role} = ${role.name} and ${user.active}`, order: [[(user) => user.name, 'asc']] }))
  members(): void {}

  @Allow('staff:write')
  @Mutation(() => RoleResult)
  createRole(@Me() me: Actor, @Args('input') input: RoleInput) {
    return this.service.create(me, input);
  }

  @Allow('staff:write')
  @Mutation(() => RoleResult, { description: 'Its people may do what it says within a second, wherever they are signed in.' })
  updateRole(@Me() me: Actor, @Args('id', { type: () => ID }) id: string, @Args('input') input: RoleInput) {
    return this.service.update(me, id, input);
  }

  @Allow('staff:write')
  @Mutation(() => DeleteRoleResult)
  deleteRole(@Me() me: Actor, @Args('id', { type: () => ID }) id: string) {
    return this.service.remove(me, id);
  }
}

/** The people of the office. */
@Resolver(() => StaffUser)
export class EmployeesResolver {
  constructor(
    private readonly service: EmployeesService,
    private readonly sessionsOf: SessionsService,
  ) {}

  @Allow('staff:read')
  @Query(() => [StaffUser], { description: 'Everybody of the office by name, closed accounts last.' })
  employees() {
    return many(StaffUser, { order: [[(user) => user.active, 'desc'], [(user) => user.name, 'asc']], limit: 1_000 });
  }

  @Allow('staff:read')
  @ResolveField(() => Date, { nullable: true, description: 'When a device of theirs was last used; null before the first sign-in.' })
  @FromSql(StaffUser, (user) => sql`(select max(s.last_used_at) from session s where s.staff_id = ${user.id})`)
  lastSeenAt(): void {}

  @Allow('staff:write')
  @ResolveField(() => [Session], { description: 'Where they are signed in now.' })
  @FromSql(StaffUser, (user) => many(Session, { where: (s) => sql`${s.staffId} = ${user.id} and ${s.revokedAt} is null and ${s.expiresAt} > now()`, order: [[(s) => s.lastUsedAt, 'desc']], limit: 100 }))
  sessions(): void {}

  @Allow('staff:write')
  @Mutation(() => EmployeeResult, { description: 'Adds somebody and sends them a link to sign in with.' })
  inviteEmployee(@Me() me: Actor, @Args('input') input: EmployeeInput) {
    return this.service.invite(me, input);
  }

  @Allow('staff:write')
  @Mutation(() => StaffUser, { description: 'Sends the link of an invitation again.' })
  inviteEmployeeAgain(@Me() me: Actor, @Args('id', { type: () => ID }) id: string) {
    return this.service.inviteAgain(me, id);
  }

  @Allow('staff:write')
  @Mutation(() => EmployeeResult)
  updateEmployee(@Me() me: Actor, @Args('id', { type: () => ID }) id: string, @Args('input') input: EmployeeChange) {
    return this.service.change(me, id, input);
  }

  @Allow('staff:write')
  @Mutation(() => EmployeeResult, { description: 'Closes the account and signs it out everywhere.' })
  deactivateEmployee(@Me() me: Actor, @Args('id', { type: () => ID }) id: string) {
    return this.service.deactivate(me, id);
  }

  @Allow('staff:write')
  @Mutation(() => EmployeeResult, { description: 'Opens a closed account again.' })
  reactivateEmployee(@Me() me: Actor, @Args('id', { type: () => ID }) id: string) {
    return this.service.reactivate(me, id);
  }

  @Allow('staff:write')
  @Mutation(() => EndSessionsResult, { description: 'Signs an employee out everywhere, open pages within a second.' })
  async endEmployeeSessions(@Me() me: Actor, @Args('id', { type: () => ID }) id: string) {
    const ended = await this.service.endSessions(me, id);
    return typeof ended === 'number' ? SessionsEnded.of(ended) : ended;
  }

  @Allow('customers:sign-in-link')
  @Mutation(() => Int, { description: 'Signs a customer’s people out of their portal, one device when named; answers how many there were.' })
  async endCustomerSessions(@Me() me: Actor, @Args('customerId', { type: () => ID }) customerId: string, @Args('id', { type: () => ID, nullable: true }) id: string | null): Promise<number> {
    const count = await this.sessionsOf.end(me, { customerId, ...(id ? { id } : {}) });
    if (id && !count) throw new NotFoundError();
    return count;
  }

  @Allow('technicians:write')
  @Mutation(() => Int, { description: 'Signs a technician’s phones out; answers how many there were.' })
  endTechnicianSessions(@Me() me: Actor, @Args('technicianId', { type: () => ID }) technicianId: string): Promise<number> {
    return this.sessionsOf.end(me, { technicianId });
  }
}
