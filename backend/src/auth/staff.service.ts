import { Injectable } from '@nestjs/common';
import { STAFF_ROLES, type StaffRole } from '@demarc/permissions';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import type { Tenant } from '../tenancy/tenant.entity.js';
import { Language } from '../tenancy/tenant.entity.js';
import { systemActor } from './actor.js';
import { Realm, Role, StaffUser, type Session } from './auth.entity.js';
import { SignedIn, SignInRefused } from './auth.events.js';
import { hashPassword, isPassword } from './password-hash.js';
import type { Browser } from './redeem.service.js';
import { SessionsService } from './sessions.service.js';

/** Somebody new in the office. */
export interface NewStaff {
  readonly email: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly language?: Language;
  /** Null until the person chooses one. */
  readonly password?: string;
}

/** The people of the office: who they are, what their role lets them do, and their password. */
@Injectable()
export class StaffService {
  constructor(
    private readonly db: Db,
    private readonly events: Events,
    private readonly sessions: SessionsService,
  ) {}

  /** Gives a tenant its copies of the seeded roles, where it has none of that name. */
  async seedRoles(tenantId: string): Promise<void> {
    await this.db.tx(systemActor(tenantId), async () => {
      for (const [name, permissions] of Object.entries(STAFF_ROLES)) {
        await this.db.repo(Role).createQueryBuilder().insert().values({ tenantId, name, permissions: [...permissions] }).orIgnore().execute();
      }
    });
  }

  /** Adds somebody to the office; the seeded roles come with the first. */
  async add(tenantId: string, { email, name, role, language, password }: NewStaff): Promise<StaffUser> {
    const passwordHash = password ? await hashPassword(password) : null;
    await this.seedRoles(tenantId);
    return this.db.tx(systemActor(tenantId), () =>
      this.db.repo(StaffUser).save(Object.assign(new StaffUser(), { tenantId, email: email.trim().toLowerCase(), name, role, language: language ?? Language.FR, active: true, passwordHash })));
  }

  /** Whether somebody of the office has this address. */
  isKnown(tenantId: string, email: string): Promise<boolean> {
    return this.db.tx(systemActor(tenantId), () => this.db.repo(StaffUser).existsBy({ email: email.trim().toLowerCase() }));
  }

  /** Opens a session for the right password; anything else takes as long and says nothing more. */
  async signIn(tenant: Tenant, email: string, password: string, browser: Browser): Promise<Session | undefined> {
    const system = systemActor(tenant.id);
    const user = await this.db.tx(system, () => this.db.repo(StaffUser).findOneBy({ email: email.trim().toLowerCase() }));
    const isRight = await isPassword(password, user?.active ? user.passwordHash : null);
    return this.db.tx(system, async () => {
      if (!user || !isRight) return this.refuse(user, browser);
      const session = await this.sessions.open(tenant.id, { realm: Realm.STAFF, staffId: user.id, customerId: null, contactId: null, technicianId: null }, { ...browser, linkId: null });
      await this.events.emit(new SignedIn(session.id, Realm.STAFF, user.id, user.name, 'password', browser.address));
      return session;
    });
  }

  private async refuse(user: StaffUser | null, browser: Browser): Promise<undefined> {
    await this.events.emit(new SignInRefused('password', 'credentials', user?.id ?? null, browser.address));
    return undefined;
  }
}
