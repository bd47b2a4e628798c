import { Injectable } from '@nestjs/common';
import type { ContactRole } from '@demarc/permissions';
import { CustomerAccounts, type CustomerAccount, type Identifier } from '../auth/accounts.service.js';
import type { AccountRef } from '../auth/auth.entity.js';
import { Db } from '../platform/db/db.js';
import type { Language } from '../tenancy/tenant.entity.js';
import { emailAddress } from './email-address.js';
import { e164, isHalfAPhone } from './phone-number.js';

interface Row {
  readonly customer_id: string;
  readonly contact_id: string | null;
  readonly number: string;
  readonly customer_name: string;
  readonly name: string | null;
  readonly role: string | null;
  readonly company: boolean;
  readonly language: Language;
  readonly email: string | null;
  readonly phone: string | null;
}

/** At most this many accounts are offered for one identifier. */
const MOST = 20;

/** One account a row; a contact who is no owner gets mail at their own address and no SMS on the customer's phone. */
const ACCOUNT = `
  select c.id customer_id, k.id contact_id, c.number, c.name customer_name, k.name, lower(l.role) role, coalesce(k.language, c.language) language, c.kind = 'COMPANY' company,
    coalesce(k.email, case when l.role is null or l.role = 'OWNER' then lower(c.billing_email) end) email,
    case when l.role is null or l.role = 'OWNER' then
      (select p.number from phone p where p.customer_id = c.id order by array_position(array['CELL', 'HOME', 'OFFICE'], p.kind), p.created_at, p.id limit 1) end phone
  from customer c`;
const ITS_OWNER = `
  left join lateral (select * from customer_contact x where x.customer_id = c.id and x.role = 'OWNER' order by x.created_at, x.id limit 1) l on true
  left join contact k on k.id = l.contact_id`;

/** Finds customers for sign-in: by contact or billing e-mail, customer number, or the last 10 digits of any telephone. */
@Injectable()
export class CustomerAccountsService extends CustomerAccounts {
  constructor(private readonly db: Db) {
    super();
  }

  async find(identifier: Identifier): Promise<CustomerAccount[]> {
    if (identifier.kind === 'email') return this.byEmail(identifier.email);
    if (identifier.kind === 'phone') return this.rows(`${ACCOUNT} ${ITS_OWNER} where c.id in (select customer_id from phone where last_ten = $1) order by c.number limit ${MOST}`, [identifier.lastTen]);
    return this.rows(`${ACCOUNT} ${ITS_OWNER} where c.number = $1 or c.legacy_number = $1 order by (c.number = $1) desc, c.number limit ${MOST}`, [identifier.number]);
  }

  async of(customerId: string, contactId: string | null): Promise<CustomerAccount | undefined> {
    const accounts = contactId
      ? await this.rows(`${ACCOUNT} join customer_contact l on l.customer_id = c.id join contact k on k.id = l.contact_id where c.id = $1 and k.id = $2`, [customerId, contactId])
      : await this.rows(`${ACCOUNT} ${ITS_OWNER} where c.id = $1`, [customerId]);
    return accounts[0];
  }

  async ofPerson(id: string): Promise<CustomerAccount[]> {
    const asContact = await this.rows(`${ACCOUNT} join customer_contact l on l.customer_id = c.id join contact k on k.id = l.contact_id where k.id = $1 order by c.number limit ${MOST}`, [id]);
    return asContact.length ? asContact : this.rows(`${ACCOUNT} ${ITS_OWNER} where c.id = $1`, [id]);
  }

  /** A household that has one owner speaks as they do, on its invoices too. */
  async speak({ customerId, contactId }: AccountRef, language: Language): Promise<void> {
    if (contactId) await this.db.query('update contact set language = $2 where id = $1', [contactId, language]);
    const isIts = `kind = 'RESIDENTIAL' and (select count(*) from customer_contact l where l.customer_id = c.id and l.role = 'OWNER' and l.contact_id is distinct from $3::uuid) = 0`;
    await this.db.query(`update customer c set language = $2 where id = $1 and ($3::uuid is null or (${isIts} and exists (select from customer_contact l where l.customer_id = c.id and l.contact_id = $3 and l.role = 'OWNER')))`, [customerId, language, contactId]);
  }

  /** An address with its @, and a number with its plus sign or ten digits, say themselves what they are meant to be. */
  problemWith(identifier: Identifier): 'email' | 'phone' | undefined {
    if (identifier.kind === 'email') return emailAddress(identifier.email) ? undefined : 'email';
    const isPhone = identifier.kind === 'phone' || identifier.number.startsWith('+') || isHalfAPhone(identifier.number);
    return isPhone && !e164(identifier.number) ? 'phone' : undefined;
  }

  /** A contact's own accounts first, then those it pays for; a customer is named once. */
  private async byEmail(email: string): Promise<CustomerAccount[]> {
    const asContact = await this.rows(`${ACCOUNT} join customer_contact l on l.customer_id = c.id join contact k on k.id = l.contact_id where k.email = $1 order by c.number limit ${MOST}`, [email]);
    const asPayer = await this.rows(`${ACCOUNT} ${ITS_OWNER} where lower(c.billing_email) = $1 order by c.number limit ${MOST}`, [email]);
    const known = new Set(asContact.map(({ customerId }) => customerId));
    return [...asContact, ...asPayer.filter(({ customerId }) => !known.has(customerId)).map((account) => ({ ...account, email }))];
  }

  private async rows(text: string, values: readonly unknown[]): Promise<CustomerAccount[]> {
    const rows = await this.db.query<Row>(text, values);
    return rows.map((row) => ({
      customerId: row.customer_id, contactId: row.contact_id, number: row.number, customerName: row.customer_name, name: row.name ?? row.customer_name,
      role: (row.role ?? 'owner') as ContactRole, language: row.language, email: row.email, phone: row.phone, company: row.company,
    }));
  }
}
