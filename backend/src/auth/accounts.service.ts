import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { ContactRole } from '@demarc/permissions';
import type { Language } from '../tenancy/tenant.entity.js';
import type { AccountRef } from './auth.entity.js';

/** What somebody typed into the one field of the sign-in page. */
export type Identifier =
  | { readonly kind: 'email'; readonly email: string }
  | { readonly kind: 'number'; readonly number: string }
  | { readonly kind: 'phone'; readonly lastTen: string; readonly number: string };

/** A customer as sign-in sees it, for one of its people or, without a contact, for itself. */
export interface CustomerAccount {
  readonly customerId: string;
  readonly contactId: string | null;
  readonly number: string;
  /** The customer's name. */
  readonly customerName: string;
  /** Whom to greet. */
  readonly name: string;
  readonly role: ContactRole;
  /** Whether it is a company: companies and households sign in differently. */
  readonly company: boolean;
  readonly language: Language;
  readonly email: string | null;
  readonly phone: string | null;
}

/**
 * How sign-in finds customers, whose module stands below it and implements this. All methods run inside a transaction
 * that sees the whole tenant.
 */
export abstract class CustomerAccounts {
  /** Every account an identifier may mean, by the order of requirement AUTH 1; one entry per customer. */
  abstract find(identifier: Identifier): Promise<CustomerAccount[]>;
  /** The account of a customer: that of the contact, or that of its owner when there is none. */
  abstract of(customerId: string, contactId: string | null): Promise<CustomerAccount | undefined>;
  /** Every account of one person: of a contact, or of a customer that has none, named by its own id. */
  abstract ofPerson(id: string): Promise<CustomerAccount[]>;
  /** The person behind an account speaks this language from now on. */
  abstract speak(account: AccountRef, language: Language): Promise<void>;
  /** What cannot be right about an identifier, whoever it is meant for; nothing when it may be somebody's. */
  abstract problemWith(identifier: Identifier): 'email' | 'phone' | undefined;
}

/** A technician as sign-in sees them. */
export interface TechnicianAccount {
  readonly technicianId: string;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
}

/** How sign-in finds technicians, whose module stands below it and implements this; only those who still work here. */
export abstract class TechnicianAccounts {
  abstract find(identifier: Identifier): Promise<TechnicianAccount[]>;
  abstract of(technicianId: string): Promise<TechnicianAccount | undefined>;
}

/** The accounts that modules below keep, found when they are needed because they are made later. */
@Injectable()
export class Accounts {
  constructor(private readonly modules: ModuleRef) {}

  get customers(): CustomerAccounts {
    return this.modules.get(CustomerAccounts, { strict: false });
  }

  get technicians(): TechnicianAccounts {
    return this.modules.get(TechnicianAccounts, { strict: false });
  }
}
