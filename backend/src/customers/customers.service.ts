import { Injectable } from '@nestjs/common';
import type { Actor } from '../auth/actor.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import type { PageArgs } from '../platform/graphql/page.type.js';
import { one, page, type Columns, type Read } from '../platform/read/read.js';
import { and, sql, type Sql } from '../platform/read/sql.js';
import { NumbersService } from '../tenancy/numbers.service.js';
import { Customer } from './customer.entity.js';
import { CustomerChanged, CustomerCreated } from './customer.events.js';
import type { CustomerChange, CustomerFilter, CustomerInput } from './customer.inputs.js';
import { AddressMissing, EmailNotUnderstood, NameMissing, PhoneNotUnderstood } from './customer.results.js';
import { ContactsService } from './contacts.service.js';
import { CUSTOMER_SERIES, customerNumber } from './customer-number.js';
import { emailAddress } from './email-address.js';
import { LocationsService } from './locations.service.js';
import { e164 } from './phone-number.js';
import { SearchService } from './search.service.js';

/** Further down the list nobody looks; they type another letter. */
const MOST_FOUND = 200;

/** The customers of a provider: finding, adding and changing them. */
@Injectable()
export class CustomersService {
  constructor(
    private readonly db: Db,
    private readonly events: Events,
    private readonly numbers: NumbersService,
    private readonly search: SearchService,
    private readonly contacts: ContactsService,
    private readonly locations: LocationsService,
  ) {}

  /** Every read of customers starts here: a portal caller sees the own one. */
  visibleTo(me: Actor, customer: Columns<Customer>): Sql {
    if (me.seesAllCustomers) return sql`true`;
    return me.customerId ? sql`${customer.id} = ${me.customerId}::uuid` : sql`false`;
  }

  /** An e-mail address or telephone number as it is kept; nothing for what is neither. */
  reachOf(text: string): string | undefined {
    return text.includes('@') ? emailAddress(text) : e164(text);
  }

  customer(me: Actor, id: string): Read<Customer> {
    return one(Customer, (customer) => and(this.visibleTo(me, customer), sql`${customer.id} = ${id}::uuid`));
  }

  /** By name; with a text the best fits first. */
  async list(me: Actor, filter: CustomerFilter, paging: PageArgs): Promise<Read<Customer>> {
    const text = filter.text?.trim();
    const ids = text ? await this.search.customerIds(me, text, MOST_FOUND) : undefined;
    return page(Customer, {
      page: paging,
      where: (customer) => and(
        this.visibleTo(me, customer),
        ids && sql`${customer.id} = any(${ids}::uuid[])`,
        filter.status && sql`${customer.status} = ${filter.status}`,
        filter.kind && sql`${customer.kind} = ${filter.kind}`,
        filter.tag && sql`${filter.tag} = any(${customer.tags})`,
      ),
      order: [ids ? [(customer) => sql`to_char(array_position(${ids}::uuid[], ${customer.id}), 'FM0000')`, 'asc'] : [(customer) => customer.name, 'asc']],
    });
  }

  /** Adds a customer with what is known so far; nothing is kept when a part cannot be understood. */
  async create(me: Actor, input: CustomerInput): Promise<Read<Customer> | NameMissing | EmailNotUnderstood | PhoneNotUnderstood | AddressMissing> {
    const made = await this.add(me, input);
    return typeof made === 'string' ? this.customer(me, made) : made;
  }

  /** The same, for whoever goes on with the new customer: answers its id. */
  async add(me: Actor, input: CustomerInput): Promise<string | NameMissing | EmailNotUnderstood | PhoneNotUnderstood | AddressMissing> {
    const name = input.name.trim();
    const email = input.email?.trim() ? emailAddress(input.email) : null;
    if (!name) return new NameMissing();
    if (email === undefined) return new EmailNotUnderstood(input.email!);
    if (input.phone?.trim() && !e164(input.phone)) return new PhoneNotUnderstood(input.phone);
    if (input.location && !this.locations.isComplete(input.location)) return new AddressMissing();
    const customer = Object.assign(new Customer(), { name, billingEmail: email, ...given({ kind: input.kind, language: input.language }) });
    customer.number = customerNumber(await this.numbers.next(CUSTOMER_SERIES));
    await this.db.repo(Customer).save(customer);
    await this.contacts.add(me, { customerId: customer.id, name, email, language: input.language ?? null });
    if (input.phone?.trim()) await this.contacts.addPhone(me, { customerId: customer.id, number: input.phone });
    if (input.location) await this.locations.add(me, customer.id, input.location);
    await this.events.emit(new CustomerCreated(customer.id, me.name));
    return customer.id;
  }

  /** Changes only what is given, so that two people editing different fields both succeed. */
  async change(me: Actor, id: string, input: CustomerChange): Promise<Read<Customer> | NameMissing | EmailNotUnderstood> {
    if (input.name !== undefined && !input.name?.trim()) return new NameMissing();
    const billingEmail = input.billingEmail?.trim() ? emailAddress(input.billingEmail) : input.billingEmail === undefined ? undefined : null;
    if (input.billingEmail?.trim() && !billingEmail) return new EmailNotUnderstood(input.billingEmail);
    const { kind, status, language, notes, tags } = input;
    const changed = { ...given({ name: input.name?.trim(), kind, status, language, notes, tags: tags && [...new Set(tags.map((tag) => tag.trim()))] }), ...(billingEmail === undefined ? {} : { billingEmail }) };
    await this.lock(id);
    if (Object.keys(changed).length) await this.db.repo(Customer).update({ id }, changed);
    await this.events.emit(new CustomerChanged(id, 'details', me.name));
    return this.customer(me, id);
  }

  /** Holds the row until the transaction ends, so that changes follow one another. */
  private async lock(id: string): Promise<void> {
    const [row] = await this.db.query('select id from customer where id = $1 for update', [id]);
    if (!row) throw new NotFoundError();
  }
}

/** Only what was really given. */
function given<T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null)) as { [K in keyof T]?: NonNullable<T[K]> };
}
