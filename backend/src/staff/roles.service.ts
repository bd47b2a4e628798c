import { Injectable } from '@nestjs/common';
import type { Permission } from '@demarc/permissions';
import type { Actor } from '../auth/actor.js';
import { Role, StaffUser } from '../auth/auth.entity.js';
import { SessionsService } from '../auth/sessions.service.js';
import { AuditService } from '../audit/audit.service.js';
import { Db } from '../platform/db/db.js';
import { BadInputError, NotFoundError } from '../platform/graphql/errors.js';
import { one, type Read } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { beyond, isSeeded, ungrantable } from './rights.js';
import type { RoleInput } from './staff.inputs.js';
import { BeyondYourRights, OwnerRoleIsFixed, RoleDeleted, RoleInUse, RoleNameTaken, SeededRoleStays } from './staff.results.js';

const theRole = (id: string): Read<Role> => one(Role, (role) => sql`${role.id} = ${id}`);

/** What the roles of the office may do, as the provider decides. A change holds within a second, open pages included. */
@Injectable()
export class RolesService {
  constructor(
    private readonly db: Db,
    private readonly audit: AuditService,
    private readonly sessions: SessionsService,
  ) {}

  async create(me: Actor, input: RoleInput): Promise<Read<Role> | RoleNameTaken | BeyondYourRights> {
    const permissions = known(input.permissions);
    const refused = beyond(me.permissions, [], permissions);
    if (refused.length) return BeyondYourRights.of(refused);
    if (await this.named(input.name)) return new RoleNameTaken();
    const role = await this.db.repo(Role).save(Object.assign(new Role(), { name: input.name, permissions }));
    await this.audit.record(me, { action: 'role.created', target: `role:${role.id}`, detail: { name: role.name, permissions } });
    return theRole(role.id);
  }

  async update(me: Actor, id: string, input: RoleInput): Promise<Read<Role> | RoleNameTaken | OwnerRoleIsFixed | SeededRoleStays | BeyondYourRights> {
    const permissions = known(input.permissions);
    const role = await this.locked(id);
    if (role.name === 'owner') return new OwnerRoleIsFixed();
    if (isSeeded(role.name) && input.name !== role.name) return new SeededRoleStays();
    const refused = beyond(me.permissions, role.permissions, permissions);
    if (refused.length) return BeyondYourRights.of(refused);
    const namesake = await this.named(input.name);
    if (namesake && namesake.id !== role.id) return new RoleNameTaken();
    const given = permissions.filter((p) => !role.permissions.includes(p));
    const taken = role.permissions.filter((p) => !permissions.includes(p as Permission));
    if (role.name === input.name && !given.length && !taken.length) return theRole(id);
    await this.db.repo(Role).update({ id }, { name: input.name, permissions });
    if (input.name !== role.name) await this.db.repo(StaffUser).update({ role: role.name }, { role: input.name });
    await this.audit.record(me, { action: 'role.changed', target: `role:${id}`, detail: { name: input.name, ...(input.name === role.name ? {} : { before: role.name }), given, taken } });
    this.sessions.changed(me.tenantId);
    return theRole(id);
  }

  async remove(me: Actor, id: string): Promise<RoleDeleted | SeededRoleStays | RoleInUse | BeyondYourRights> {
    const role = await this.locked(id);
    if (isSeeded(role.name)) return new SeededRoleStays();
    const refused = beyond(me.permissions, role.permissions, []);
    if (refused.length) return BeyondYourRights.of(refused);
    const people = await this.db.repo(StaffUser).find({ where: { role: role.name }, order: { name: 'asc' } });
    if (people.length) return RoleInUse.of(people.map(({ name }) => name));
    await this.db.repo(Role).delete({ id });
    await this.audit.record(me, { action: 'role.deleted', target: `role:${id}`, detail: { name: role.name, permissions: role.permissions } });
    return RoleDeleted.of(id);
  }

  private async locked(id: string): Promise<Role> {
    const role = await this.db.repo(Role).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!role) throw new NotFoundError();
    return role;
  }

  /** The role of a name, whatever its capitals; changes of names wait for each other. */
  private async named(name: string): Promise<Role | null> {
    await this.db.query(`select pg_advisory_xact_lock(hashtextextended('role-names:' || current_tenant(), 0))`);
    return this.db.repo(Role).createQueryBuilder('role').where('lower(role.name) = lower(:name)', { name }).getOne();
  }
}

function known(permissions: readonly string[]): Permission[] {
  const refused = ungrantable(permissions);
  if (refused.length) throw new BadInputError(`These are no permissions of a role: ${refused.slice(0, 5).join(', ')}`, { 'input.permissions': 'unknown' });
  return [...permissions].sort() as Permission[];
}
