import { Injectable } from '@nestjs/common';
import { Accounts } from '../auth/accounts.service.js';
import { systemActor, type Actor } from '../auth/actor.js';
import { PasswordLettersService } from '../auth/password-letters.service.js';
import { LINKS_TO_ACCOUNT, RateLimits } from '../auth/rate-limits.service.js';
import { SessionsService } from '../auth/sessions.service.js';
import { SignInLinksService } from '../auth/sign-in-links.service.js';
import { Db } from '../platform/db/db.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import { one, Read } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { SignInMethod } from '../tenancy/tenant.entity.js';
import type { Colleague } from './colleague.results.js';
import { ContactsService } from './contacts.service.js';
import { ContactRoleName, Customer, CustomerContact } from './customer.entity.js';
import type { ColleagueInput } from './customer.inputs.js';
import { ContactAlreadyActive, ContactWithoutEmail, InvitedTooOften, LastAccountOwner, type ContactAlreadyThere, type EmailNotUnderstood, type NameMissing } from './customer.results.js';

const LIST = `
  select l.id, k.name, k.email, l.role, l.contact_id is not distinct from $2::uuid as "isMe", coalesce(p.invited_at, l.created_at) as "invitedAt",
    (select max(s.last_used_at) from session s where s.contact_id = l.contact_id and s.customer_id = l.customer_id and s.viewed_by is null) as "lastUsedAt"
  from customer_contact l join contact k on k.id = l.contact_id left join contact_password p on p.owner_id = l.contact_id
  where l.customer_id = $1 order by k.name, l.id`;

type Refused = ContactAlreadyThere | EmailNotUnderstood | NameMissing;

/** People who are invited to an account: by the office, or by the account's own owner. */
@Injectable()
export class ColleaguesService {
  constructor(
    private readonly db: Db,
    private readonly contacts: ContactsService,
    private readonly accounts: Accounts,
    private readonly letters: PasswordLettersService,
    private readonly links: SignInLinksService,
    private readonly limits: RateLimits,
    private readonly sessions: SessionsService,
    private readonly tenancy: TenancyService,
  ) {}

  /** Sends a contact the letter with which they choose a password, or sends it again; the one before no longer works. */
  async invite(me: Actor, linkId: string): Promise<Read<Customer> | ContactWithoutEmail | ContactAlreadyActive | InvitedTooOften> {
    const link = await this.db.repo(CustomerContact).findOneBy({ id: linkId });
    const account = link && (await this.accounts.customers.of(link.customerId, link.contactId));
    if (!link || !account) throw new NotFoundError();
    const { email } = account;
    if (!email) return new ContactWithoutEmail();
    if (await this.tooOften(me, link.contactId)) return new InvitedTooOften();
    if ((await this.letters.invite(me, { ...account, email })) === 'active') return new ContactAlreadyActive();
    return this.account(link.customerId);
  }

  /** An owner adds a colleague to their own account; the letter says how to sign in. */
  add(me: Actor, { name, email, role }: ColleagueInput): Promise<Read<Customer> | Refused | ContactWithoutEmail | InvitedTooOften> {
    return this.db.tx(systemActor(me.tenantId), async () => {
      if (!email.trim()) return new ContactWithoutEmail();
      if (await this.tooOften(me, me.customerId!)) return new InvitedTooOften();
      const added = await this.contacts.add(me, { customerId: me.customerId!, name, email, role });
      if (!(added instanceof Read)) return added;
      const [link] = await this.db.query<{ contact_id: string }>('select l.contact_id from customer_contact l join contact k on k.id = l.contact_id where l.customer_id = $1 and k.email = $2', [me.customerId!, email.trim().toLowerCase()]);
      await this.write(me, link!.contact_id);
      return added;
    });
  }

  /** Everybody who may sign in to the caller's account. */
  list(me: Actor): Promise<Colleague[]> {
    return this.db.tx(systemActor(me.tenantId), () => this.db.query<Colleague>(LIST, [me.customerId!, me.contactId ?? null]));
  }

  /** An owner writes to a colleague again; the letter before no longer works. */
  again(me: Actor, linkId: string): Promise<Read<Customer> | ContactWithoutEmail | InvitedTooOften> {
    return this.ofOwn(me, linkId, async (link) => {
      const account = await this.accounts.customers.of(link.customerId, link.contactId);
      if (!account?.email) return new ContactWithoutEmail();
      if (await this.tooOften(me, me.customerId!)) return new InvitedTooOften();
      await this.write(me, link.contactId);
      return this.account(link.customerId);
    });
  }

  /** An owner gives a colleague another role; it counts from the colleague's next request on. */
  changeRole(me: Actor, linkId: string, role: ContactRoleName): Promise<Read<Customer> | LastAccountOwner> {
    return this.ofOwn(me, linkId, async (link) => {
      if (role !== ContactRoleName.OWNER && (await this.isLastOwner(link))) return new LastAccountOwner();
      await this.contacts.change(me, linkId, { role });
      return this.account(me.customerId!);
    });
  }

  /** An owner takes a colleague's access away; whoever is signed in with it is signed out within a second. */
  remove(me: Actor, linkId: string): Promise<Read<Customer> | LastAccountOwner> {
    return this.ofOwn(me, linkId, async (link) => {
      if (await this.isLastOwner(link)) return new LastAccountOwner();
      await this.contacts.remove(me, linkId);
      await this.sessions.end(me, { customerId: link.customerId, contactId: link.contactId });
      return this.account(me.customerId!);
    });
  }

  /** The customer's row is held, so that two owners do not take each other's role away at once. */
  private ofOwn<T>(me: Actor, linkId: string, work: (link: CustomerContact) => Promise<T>): Promise<T> {
    return this.db.tx(systemActor(me.tenantId), async () => {
      await this.db.query('select id from customer where id = $1 for update', [me.customerId!]);
      const link = await this.db.repo(CustomerContact).findOneBy({ id: linkId, customerId: me.customerId! });
      if (!link) throw new NotFoundError();
      return work(link);
    });
  }

  private async isLastOwner({ id, customerId, role }: CustomerContact): Promise<boolean> {
    if (role !== ContactRoleName.OWNER) return false;
    const owners = await this.db.repo(CustomerContact).findBy({ customerId, role: ContactRoleName.OWNER });
    return owners.every((owner) => owner.id === id);
  }

  /** A letter to choose a password where the policy has passwords for such people, otherwise a link. */
  private async write(me: Actor, contactId: string): Promise<void> {
    const account = await this.accounts.customers.of(me.customerId!, contactId);
    const tenant = await this.tenancy.byId(me.tenantId);
    if (!account?.email || !tenant) return;
    const methods = account.company ? tenant.companySignIn : tenant.householdSignIn;
    if (methods.includes(SignInMethod.PASSWORD) && (await this.letters.invite(me, { ...account, email: account.email })) === 'invited') return;
    await this.links.sendToCustomer(me, account);
  }

  private async tooOften(me: Actor, subjectId: string): Promise<boolean> {
    return !(await this.limits.take('invitations', `${me.tenantId}:${subjectId}`, LINKS_TO_ACCOUNT)).accepted;
  }

  private account(customerId: string): Read<Customer> {
    return one(Customer, (customer) => sql`${customer.id} = ${customerId}::uuid`);
  }
}
