import { Injectable } from '@nestjs/common';
import { AuditService } from '../audit/audit.service.js';
import { Accounts, type CustomerAccount } from '../auth/accounts.service.js';
import { systemActor, type Actor } from '../auth/actor.js';
import { CodesService } from '../auth/codes.service.js';
import { CodePurpose, type ReachPurpose, type SignInCode } from '../auth/proofs.entity.js';
import { CODES_TO_NEW_ADDRESS, RateLimits } from '../auth/rate-limits.service.js';
import { TokensService } from '../auth/tokens.service.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { ForbiddenError, NotFoundError } from '../platform/graphql/errors.js';
import { one, Read } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { ContactsService } from './contacts.service.js';
import { Contact, Customer, Phone } from './customer.entity.js';
import { CustomerChanged, ReachChanged, type ReachChange } from './customer.events.js';
import { EmailNotUnderstood, PhoneAlreadyThere, PhoneNotUnderstood } from './customer.results.js';
import { emailAddress } from './email-address.js';
import { CodeGone, CodesTooOften, CodeWrong, EmailAlreadyYours, EmailOfAnother, LastWayToReach, ReachCodeSent } from './own-reach.results.js';
import { e164, lastTen } from './phone-number.js';

/** Where somebody of the portal is reached. A new address or number counts once its owner has given back the code sent there; the old one is told. */
@Injectable()
export class OwnReachService {
  constructor(
    private readonly db: Db,
    private readonly events: Events,
    private readonly accounts: Accounts,
    private readonly codes: CodesService,
    private readonly tokens: TokensService,
    private readonly limits: RateLimits,
    private readonly contacts: ContactsService,
    private readonly audit: AuditService,
  ) {}

  /** The address by which the caller signs in. */
  email(me: Actor): Promise<string | null> {
    return this.db.tx(systemActor(me.tenantId), async () => (await this.account(me)).email);
  }

  /** Sends a code to a new address: the caller's own or, with `NEW_BILLING_EMAIL`, where invoices go. */
  askEmail(me: Actor, purpose: CodePurpose.NEW_EMAIL | CodePurpose.NEW_BILLING_EMAIL, text: string): Promise<ReachCodeSent | EmailNotUnderstood | EmailAlreadyYours | CodesTooOften> {
    return this.db.tx(systemActor(me.tenantId), async () => {
      const email = text.trim() ? emailAddress(text) : undefined;
      if (!email) return new EmailNotUnderstood(text);
      const now = purpose === CodePurpose.NEW_EMAIL ? (await this.account(me)).email : await this.billingEmail(me);
      return now?.toLowerCase() === email ? new EmailAlreadyYours() : this.send(me, purpose, { email });
    });
  }

  /** Sends a code to a new number. */
  askPhone(me: Actor, text: string): Promise<ReachCodeSent | PhoneNotUnderstood | PhoneAlreadyThere | CodesTooOften> {
    return this.db.tx(systemActor(me.tenantId), async () => {
      const phone = text.trim();
      if (!e164(phone)) return new PhoneNotUnderstood(phone);
      if (await this.db.repo(Phone).existsBy({ customerId: me.customerId!, lastTen: lastTen(phone) })) return new PhoneAlreadyThere(phone);
      return this.send(me, CodePurpose.NEW_PHONE, { phone });
    });
  }

  /** Takes the code back; from now on the address or number counts. */
  confirm(me: Actor, id: string, code: string): Promise<Read<Customer> | CodeWrong | CodeGone | EmailOfAnother | PhoneAlreadyThere> {
    return this.db.tx(systemActor(me.tenantId), async () => {
      const tried = await this.codes.tryAt(me, id, code);
      if (tried.kind === 'gone' || (tried.kind === 'wrong' && !tried.triesLeft)) return new CodeGone();
      return tried.kind === 'wrong' ? new CodeWrong(tried.triesLeft) : this.take(me, tried.row);
    });
  }

  /** Takes a number of the caller's account away, unless it is the last way to reach them. */
  removePhone(me: Actor, id: string): Promise<Read<Customer> | LastWayToReach> {
    return this.db.tx(systemActor(me.tenantId), async () => {
      await this.db.query('select id from customer where id = $1 for update', [me.customerId!]);
      const phones = await this.db.repo(Phone).findBy({ customerId: me.customerId! });
      const phone = phones.find((one) => one.id === id);
      if (!phone) throw new NotFoundError();
      const { email } = await this.account(me);
      if (!email && phones.length === 1) return new LastWayToReach();
      await this.tokens.endSentTo({ phone: phone.number });
      await this.tell(me, 'phone-removed', email ? { email } : { phone: phone.number }, this.codes.hint({ phone: phone.number }));
      return this.contacts.removePhone(me, id);
    });
  }

  private async send(me: Actor, purpose: ReachPurpose, to: { readonly email: string } | { readonly phone: string }): Promise<ReachCodeSent | CodesTooOften> {
    const { accepted } = await this.limits.take('reach', `${me.tenantId}:${me.contactId ?? me.customerId}`, CODES_TO_NEW_ADDRESS);
    if (!accepted) return new CodesTooOften();
    const { id, minutes } = await this.codes.askAt(me, purpose, to);
    return ReachCodeSent.of(id, minutes);
  }

  private take(me: Actor, { purpose, email, phone }: SignInCode): Promise<Read<Customer> | EmailOfAnother | PhoneAlreadyThere> {
    if (purpose === CodePurpose.NEW_EMAIL) return this.takeEmail(me, email!);
    if (!me.permissions.has('own:contacts')) throw new ForbiddenError('own:contacts');
    return purpose === CodePurpose.NEW_PHONE ? this.takePhone(me, phone!) : this.takeBillingEmail(me, email!);
  }

  /** An address belongs to one person: two who take it at once follow one another. Invoices that went to the old one follow their owner. */
  private async takeEmail(me: Actor, email: string): Promise<Read<Customer> | EmailOfAnother> {
    if (!me.contactId) return this.takeBillingEmail(me, email);
    await this.db.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`email:${me.tenantId}:${email}`]);
    const others = await this.db.query<{ id: string; signs_in: boolean }>('select id, exists (select from customer_contact l where l.contact_id = k.id) signs_in from contact k where k.email = $1 and k.id <> $2', [email, me.contactId]);
    if (others.some(({ signs_in: signsIn }) => signsIn)) return new EmailOfAnother();
    for (const { id } of others) await this.db.repo(Contact).update({ id }, { email: null });
    const { email: before, phone } = await this.account(me);
    await this.db.repo(Contact).update({ id: me.contactId }, { email });
    const theirs = 'select customer_id from customer_contact where contact_id = $1';
    if (before) await this.db.query(`update customer set billing_email = $2 where lower(billing_email) = $3 and id in (${theirs} and role = 'OWNER')`, [me.contactId, email, before.toLowerCase()]);
    const accounts = await this.db.query<{ customer_id: string }>(theirs, [me.contactId]);
    for (const { customer_id: customerId } of accounts) await this.events.emit(new CustomerChanged(customerId, 'contacts', me.name));
    if (before) await this.tokens.endSentTo({ email: before.toLowerCase() });
    await this.tell(me, 'email', before ? { email: before } : { phone }, this.codes.hint({ email }));
    return this.own(me);
  }

  private async takeBillingEmail(me: Actor, email: string): Promise<Read<Customer>> {
    const before = await this.billingEmail(me);
    const account = await this.account(me);
    await this.db.repo(Customer).update({ id: me.customerId! }, { billingEmail: email });
    await this.events.emit(new CustomerChanged(me.customerId!, 'details', me.name));
    if (before && before.toLowerCase() !== account.email?.toLowerCase()) await this.tokens.endSentTo({ email: before.toLowerCase() });
    await this.tell(me, 'billing-email', before ? { email: before } : account, this.codes.hint({ email }));
    return this.own(me);
  }

  private async takePhone(me: Actor, number: string): Promise<Read<Customer> | PhoneAlreadyThere> {
    const { email, phone } = await this.account(me);
    const added = await this.contacts.addPhone(me, { customerId: me.customerId!, number });
    if (added instanceof PhoneNotUnderstood) throw new Error('A number that took a code is one');
    if (added instanceof Read) await this.tell(me, 'phone-added', email ? { email } : { phone }, this.codes.hint({ phone: number }));
    return added;
  }

  /** What was changed goes into the log, and as a letter to where the person was reached before. */
  private async tell(me: Actor, what: ReachChange, to: { readonly email?: string | null; readonly phone?: string | null }, now: string): Promise<void> {
    await this.audit.record(me, { action: `reach.${what}`, target: `customer:${me.customerId}`, detail: { now } });
    await this.events.emit(new ReachChanged(me.customerId!, me.contactId ?? null, what, to.email ?? null, to.email ? null : (to.phone ?? null), now));
  }

  private async billingEmail(me: Actor): Promise<string | null> {
    return (await this.db.repo(Customer).findOneByOrFail({ id: me.customerId! })).billingEmail;
  }

  private async account(me: Actor): Promise<CustomerAccount> {
    const account = await this.accounts.customers.of(me.customerId!, me.contactId ?? null);
    if (!account) throw new NotFoundError();
    return account;
  }

  private own(me: Actor): Read<Customer> {
    return one(Customer, (customer) => sql`${customer.id} = ${me.customerId!}::uuid`);
  }
}
