import { Injectable } from '@nestjs/common';
import type { Actor } from '../auth/actor.js';
import { SessionsService } from '../auth/sessions.service.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import { one, type Read } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { Contact, ContactRoleName, Customer, CustomerContact, Phone, PhoneKind } from './customer.entity.js';
import { CustomerChanged } from './customer.events.js';
import type { ContactChange, ContactInput, PhoneInput } from './customer.inputs.js';
import { ContactAlreadyThere, EmailNotUnderstood, NameMissing, PhoneAlreadyThere, PhoneNotUnderstood } from './customer.results.js';
import { emailAddress } from './email-address.js';
import { e164, lastTen } from './phone-number.js';

/** The people behind a customer and how to reach them. */
@Injectable()
export class ContactsService {
  constructor(
    private readonly db: Db,
    private readonly events: Events,
    private readonly sessions: SessionsService,
  ) {}

  /** Adds a person; one whose address is known already, here or at another customer, stays one person. */
  async add(me: Actor, input: ContactInput): Promise<Read<Customer> | NameMissing | EmailNotUnderstood | ContactAlreadyThere> {
    const name = input.name.trim();
    const email = input.email?.trim() ? emailAddress(input.email) : null;
    if (!name) return new NameMissing();
    if (email === undefined) return new EmailNotUnderstood(input.email!);
    await this.hold(input.customerId);
    const known = email ? await this.db.repo(Contact).findOneBy({ email }) : null;
    if (known && (await this.db.repo(CustomerContact).existsBy({ customerId: input.customerId, contactId: known.id }))) return new ContactAlreadyThere(known.name);
    const contact = known ?? (await this.db.repo(Contact).save(Object.assign(new Contact(), { name, email, ...(input.language ? { language: input.language } : {}) })));
    await this.db.repo(CustomerContact).save(Object.assign(new CustomerContact(), { customerId: input.customerId, contactId: contact.id, role: input.role ?? ContactRoleName.OWNER }));
    return this.changed(me, input.customerId, 'contacts');
  }

  /** Changes a person, at every customer they belong to, and their role at this one. */
  async change(me: Actor, linkId: string, input: ContactChange): Promise<Read<Customer> | NameMissing | EmailNotUnderstood | ContactAlreadyThere> {
    const link = await this.db.repo(CustomerContact).findOneBy({ id: linkId });
    if (!link) throw new NotFoundError();
    if (input.name !== undefined && !input.name?.trim()) return new NameMissing();
    const email = input.email?.trim() ? emailAddress(input.email) : null;
    if (email === undefined) return new EmailNotUnderstood(input.email!);
    const other = email ? await this.db.repo(Contact).findOneBy({ email }) : null;
    if (other && other.id !== link.contactId) return new ContactAlreadyThere(other.name);
    const fields = { ...(input.name ? { name: input.name.trim() } : {}), ...(input.email === undefined ? {} : { email }) };
    if (Object.keys(fields).length) await this.db.repo(Contact).update({ id: link.contactId }, fields);
    if (input.role) await this.db.repo(CustomerContact).update({ id: linkId }, { role: input.role });
    if (input.role && input.role !== link.role) await this.sessions.lookAgain(me, { customerId: link.customerId, contactId: link.contactId });
    const links = await this.db.repo(CustomerContact).findBy({ contactId: link.contactId });
    for (const { customerId } of links) if (customerId !== link.customerId) await this.changed(me, customerId, 'contacts');
    return this.changed(me, link.customerId, 'contacts');
  }

  /** Ends what a person is to this customer, and signs them out of it; the person may belong to others. */
  async remove(me: Actor, linkId: string): Promise<Read<Customer>> {
    const link = await this.db.repo(CustomerContact).findOneBy({ id: linkId });
    if (!link) throw new NotFoundError();
    await this.db.repo(CustomerContact).delete({ id: linkId });
    await this.sessions.end(me, { customerId: link.customerId, contactId: link.contactId });
    return this.changed(me, link.customerId, 'contacts');
  }

  async addPhone(me: Actor, input: PhoneInput): Promise<Read<Customer> | PhoneNotUnderstood | PhoneAlreadyThere> {
    const number = input.number.trim();
    if (!e164(number)) return new PhoneNotUnderstood(number);
    await this.hold(input.customerId);
    const digits = lastTen(number);
    if (await this.db.repo(Phone).existsBy({ customerId: input.customerId, lastTen: digits })) return new PhoneAlreadyThere(number);
    await this.db.repo(Phone).save(Object.assign(new Phone(), { customerId: input.customerId, number, lastTen: digits, kind: input.kind ?? PhoneKind.CELL }));
    return this.changed(me, input.customerId, 'phones');
  }

  async removePhone(me: Actor, phoneId: string): Promise<Read<Customer>> {
    const phone = await this.db.repo(Phone).findOneBy({ id: phoneId });
    if (!phone) throw new NotFoundError();
    await this.db.repo(Phone).delete({ id: phoneId });
    return this.changed(me, phone.customerId, 'phones');
  }

  private async changed(me: Actor, customerId: string, what: 'contacts' | 'phones'): Promise<Read<Customer>> {
    await this.events.emit(new CustomerChanged(customerId, what, me.name));
    return one(Customer, (customer) => sql`${customer.id} = ${customerId}::uuid`);
  }

  /** The customer's row is held, so that the same number or person is not added twice at once. */
  private async hold(customerId: string): Promise<void> {
    const [row] = await this.db.query('select id from customer where id = $1 for update', [customerId]);
    if (!row) throw new NotFoundError();
  }
}
