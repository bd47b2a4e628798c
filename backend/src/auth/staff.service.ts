import { Injectable } from '@nestjs/common';
import { STAFF_ROLES, type StaffRole } from '@demarc/permissions';
import { Db } from '../platform/db/db.js';
import { Language } from '../tenancy/tenant.entity.js';
import { systemActor } from './actor.js';
import { Role, StaffUser } from './auth.entity.js';
import { hashPassword } from './password-hash.js';

/** Somebody new in the office. */
export interface NewStaff {
  readonly email: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly language?: Language;
  /** Null until the person chooses one. */
  readonly password?: string;
}

/** The people of the office: who they are, and what their role lets them do. */
@Injectable()
export class StaffService {
  constructor(private readonly db: Db) {}

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
}
