import { Injectable } from '@nestjs/common';
import { CONTACT_ROLES, isPermission, STAFF_ROLES, type Permission } from '@demarc/permissions';
import { Db } from '../platform/db/db.js';
import { localeOf } from '../tenancy/tenant.entity.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { Accounts } from './accounts.service.js';
import type { Actor } from './actor.js';
import { Realm, Role, Session, StaffUser } from './auth.entity.js';

const sets = new Map<string, ReadonlySet<Permission>>();

/** Equal rights are one object, so that what is prepared for one caller serves all with the same rights. */
export function shared(permissions: readonly Permission[]): ReadonlySet<Permission> {
  const key = [...permissions].sort().join(' ');
  const known = sets.get(key) ?? new Set(permissions);
  sets.set(key, known);
  return known;
}

/** Turns a session into who is asking; nobody, when its owner may no longer sign in. Inside a transaction of the tenant. */
@Injectable()
export class ActorsService {
  constructor(
    private readonly db: Db,
    private readonly accounts: Accounts,
    private readonly tenancy: TenancyService,
  ) {}

  async of(session: Session): Promise<Actor | undefined> {
    const base = { tenantId: session.tenantId, sessionId: session.id, ...(session.verifiedAt ? { verifiedAt: session.verifiedAt } : {}) };
    if (session.realm === Realm.STAFF) return this.staff(base, session.staffId!);
    if (session.realm === Realm.TECHNICIAN) return this.technician(base, session.technicianId!);
    const customer = await this.customer(base, session.customerId!, session.contactId);
    return customer && session.viewedBy ? this.seenBy(customer, session) : customer;
  }

  private async staff(base: Pick<Actor, 'tenantId' | 'sessionId' | 'verifiedAt'>, id: string): Promise<Actor | undefined> {
    const user = await this.db.repo(StaffUser).findOneBy({ id, active: true });
    if (!user) return undefined;
    return { ...base, kind: 'staff', name: user.name, staffId: id, seesAllCustomers: true, locale: localeOf(user.language), permissions: shared(await this.permissionsOf(user.role)) };
  }

  /** The customer as somebody of the office sees them: while both the person and the provider may and want it. */
  private async seenBy(customer: Actor, { viewedBy, viewedByName, tenantId, expiresAt }: Session): Promise<Actor | undefined> {
    const viewer = await this.staff({ tenantId }, viewedBy!);
    const tenant = await this.tenancy.byId(tenantId);
    if (!viewer?.permissions.has('customers:view-as') || !tenant?.viewAsCustomer) return undefined;
    return { ...customer, viewedBy: { id: viewedBy!, name: viewedByName ?? viewer.name, until: expiresAt } };
  }

  /** What a role may do today. The owner may always do everything, permissions of a newer version included. */
  private async permissionsOf(name: string): Promise<readonly Permission[]> {
    if (name === 'owner') return STAFF_ROLES.owner;
    const role = await this.db.repo(Role).findOneBy({ name });
    return (role?.permissions ?? []).filter(isPermission);
  }

  private async technician(base: Pick<Actor, 'tenantId' | 'sessionId' | 'verifiedAt'>, id: string): Promise<Actor | undefined> {
    const account = await this.accounts.technicians.of(id);
    if (!account) return undefined;
    const permissions = await this.permissionsOf('technician');
    return { ...base, kind: 'technician', name: account.name, technicianId: id, seesAllCustomers: true, locale: 'fr', permissions: shared(permissions.length ? permissions : STAFF_ROLES.technician) };
  }

  private async customer(base: Pick<Actor, 'tenantId' | 'sessionId' | 'verifiedAt'>, customerId: string, contactId: string | null): Promise<Actor | undefined> {
    const account = await this.accounts.customers.of(customerId, contactId);
    if (!account) return undefined;
    return {
      ...base, kind: 'customer', name: account.name, customerId, ...(contactId ? { contactId } : {}),
      seesAllCustomers: false, locale: localeOf(account.language), permissions: shared(CONTACT_ROLES[account.role]),
    };
  }
}
