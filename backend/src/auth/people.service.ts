import { Injectable } from '@nestjs/common';
import { Db } from '../platform/db/db.js';
import { SignInMethod, type Tenant } from '../tenancy/tenant.entity.js';
import { Accounts, type CustomerAccount, type Identifier, type TechnicianAccount } from './accounts.service.js';
import { StaffUser } from './auth.entity.js';
import { readIdentifier } from './identifier.js';
import { mayUse } from './sign-in-policy.js';

/** Everybody an identifier may mean and who may sign in that way, by realm. */
export interface People {
  readonly customers: readonly CustomerAccount[];
  readonly technicians: readonly TechnicianAccount[];
  readonly staff: readonly StaffUser[];
  /** What was typed, as an address of its own: what several accounts share. */
  readonly typed: { readonly email: string | null; readonly phone: string | null };
}

/** Finds who may sign in by a method. Inside a transaction of the tenant that sees all of it. */
@Injectable()
export class PeopleService {
  constructor(
    private readonly db: Db,
    private readonly accounts: Accounts,
  ) {}

  async find(tenant: Tenant, text: string, method: SignInMethod): Promise<People> {
    const identifier = readIdentifier(text);
    const customers = await this.accounts.customers.find(identifier);
    const isStaff = identifier.kind === 'email' && mayUse(tenant, 'staff', method);
    return {
      customers: customers.filter(({ company }) => mayUse(tenant, company ? 'company' : 'household', method)),
      technicians: method === SignInMethod.LINK ? await this.accounts.technicians.find(identifier) : [],
      staff: isStaff ? await this.db.repo(StaffUser).findBy({ email: identifier.email, active: true }) : [],
      typed: typedAddress(identifier),
    };
  }
}

function typedAddress(identifier: Identifier): People['typed'] {
  return { email: identifier.kind === 'email' ? identifier.email : null, phone: identifier.kind === 'phone' ? identifier.number : null };
}
