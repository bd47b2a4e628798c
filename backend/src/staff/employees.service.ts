import { Injectable } from '@nestjs/common';
import { STAFF_ROLES } from '@demarc/permissions';
import type { Actor } from '../auth/actor.js';
import { Role, StaffUser } from '../auth/auth.entity.js';
import { SessionsService } from '../auth/sessions.service.js';
import { SignInLinksService } from '../auth/sign-in-links.service.js';
import { AuditService } from '../audit/audit.service.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import { one, type Read } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { beyond, isForOffice } from './rights.js';
import { StaffInvited } from './staff.events.js';
import type { EmployeeChange, EmployeeInput } from './staff.inputs.js';
import { BeyondYourRights, EmployeeExists, LastOwner, RoleUnknown, ThatIsYou } from './staff.results.js';

export const theEmployee = (id: string): Read<StaffUser> => one(StaffUser, (user) => sql`${user.id} = ${id}`);

/** The people of the office: who is invited, with which role, and who no longer comes in. */
@Injectable()
export class EmployeesService {
  constructor(
    private readonly db: Db,
    private readonly audit: AuditService,
    private readonly events: Events,
    private readonly sessions: SessionsService,
    private readonly links: SignInLinksService,
  ) {}

  async invite(me: Actor, { email: typed, name, role, language }: EmployeeInput): Promise<Read<StaffUser> | EmployeeExists | RoleUnknown | BeyondYourRights> {
    const email = typed.toLowerCase();
    const refused = await this.mayGive(me, role);
    if (refused) return refused;
    const known = await this.db.repo(StaffUser).findOneBy({ email });
    if (known) return EmployeeExists.of(known);
    const user = await this.db.repo(StaffUser).save(Object.assign(new StaffUser(), { email, name, role, language, active: true, passwordHash: null }));
    await this.audit.record(me, { action: 'employee.invited', target: `staff:${user.id}`, detail: { name, role } });
    await this.sendInvitation(me, user);
    return theEmployee(user.id);
  }

  /** Sends the link again, to somebody who has lost it or come too late. */
  async inviteAgain(me: Actor, id: string): Promise<Read<StaffUser>> {
    const user = await this.locked(id);
    if (!user.active) throw new NotFoundError();
    await this.audit.record(me, { action: 'employee.invited', target: `staff:${id}`, detail: { name: user.name, again: true } });
    await this.sendInvitation(me, user);
    return theEmployee(id);
  }

  async change(me: Actor, id: string, input: EmployeeChange): Promise<Read<StaffUser> | RoleUnknown | BeyondYourRights | LastOwner> {
    const user = await this.locked(id);
    const wanted = { name: input.name ?? user.name, role: input.role ?? user.role, language: input.language ?? user.language };
    if (wanted.role !== user.role) {
      const refused = (await this.mayTouch(me, user)) ?? (await this.mayGive(me, wanted.role)) ?? (await this.lastOwner(user));
      if (refused) return refused;
    }
    const changes = Object.fromEntries((['name', 'role', 'language'] as const).filter((key) => user[key] !== wanted[key]).map((key) => [key, [user[key], wanted[key]]]));
    if (!Object.keys(changes).length) return theEmployee(id);
    await this.db.repo(StaffUser).update({ id }, wanted);
    await this.audit.record(me, { action: changes['role'] ? 'employee.role-changed' : 'employee.changed', target: `staff:${id}`, detail: { name: wanted.name, changes } });
    await this.sessions.lookAgain(me, { staffId: id });
    return theEmployee(id);
  }

  /** Closes the account: all of its sessions end, and it opens none until it is opened again. */
  async deactivate(me: Actor, id: string): Promise<Read<StaffUser> | BeyondYourRights | LastOwner | ThatIsYou> {
    const user = await this.locked(id);
    if (id === me.staffId) return new ThatIsYou();
    const refused = (await this.mayTouch(me, user)) ?? (await this.lastOwner(user));
    if (refused) return refused;
    if (!user.active) return theEmployee(id);
    await this.db.repo(StaffUser).update({ id }, { active: false });
    await this.sessions.end(me, { staffId: id });
    await this.audit.record(me, { action: 'employee.deactivated', target: `staff:${id}`, detail: { name: user.name, role: user.role } });
    return theEmployee(id);
  }

  async reactivate(me: Actor, id: string): Promise<Read<StaffUser> | RoleUnknown | BeyondYourRights> {
    const user = await this.locked(id);
    const refused = await this.mayGive(me, user.role);
    if (refused) return refused;
    if (user.active) return theEmployee(id);
    await this.db.repo(StaffUser).update({ id }, { active: true });
    await this.audit.record(me, { action: 'employee.reactivated', target: `staff:${id}`, detail: { name: user.name, role: user.role } });
    return theEmployee(id);
  }

  /** Signs an employee out everywhere; answers how many devices there were. */
  async endSessions(me: Actor, id: string): Promise<number | BeyondYourRights> {
    const user = await this.locked(id);
    return (await this.mayTouch(me, user)) ?? this.sessions.end(me, { staffId: id });
  }

  private async sendInvitation(me: Actor, user: StaffUser): Promise<void> {
    const link = await this.links.makeForStaff(me, user);
    await this.events.emit(new StaffInvited(user.id, link.id, me.name));
  }

  private async locked(id: string): Promise<StaffUser> {
    const user = await this.db.repo(StaffUser).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!user) throw new NotFoundError();
    return user;
  }

  private async permissionsOf(role: string): Promise<readonly string[] | undefined> {
    if (role === 'owner') return STAFF_ROLES.owner;
    return (await this.db.repo(Role).findOneBy({ name: role }))?.permissions;
  }

  /** Nobody gives a role that may do more than they may. */
  private async mayGive(me: Actor, role: string): Promise<RoleUnknown | BeyondYourRights | undefined> {
    const permissions = isForOffice(role) ? await this.permissionsOf(role) : undefined;
    if (!permissions) return new RoleUnknown();
    const refused = beyond(me.permissions, [], permissions);
    return refused.length ? BeyondYourRights.of(refused) : undefined;
  }

  /** Nobody takes rights away from somebody who has more. */
  private async mayTouch(me: Actor, user: StaffUser): Promise<BeyondYourRights | undefined> {
    const refused = beyond(me.permissions, (await this.permissionsOf(user.role)) ?? [], []);
    return refused.length ? BeyondYourRights.of(refused) : undefined;
  }

  /** The rows of all owners are locked, so that two who leave at once do not both believe the other stays. */
  private async lastOwner(user: StaffUser): Promise<LastOwner | undefined> {
    if (user.role !== 'owner' || !user.active) return undefined;
    const owners = await this.db.repo(StaffUser).find({ where: { role: 'owner', active: true }, order: { id: 'asc' }, lock: { mode: 'pessimistic_write' } });
    return owners.some(({ id }) => id !== user.id) ? undefined : new LastOwner();
  }
}
