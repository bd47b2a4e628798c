import { createHash, createHmac, hkdfSync } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Accounts } from '../auth/accounts.service.js';
import { systemActor, type Actor } from '../auth/actor.js';
import { RateLimits, type Limit } from '../auth/rate-limits.service.js';
import { SignInLinksService } from '../auth/sign-in-links.service.js';
import { Customer } from '../customers/customer.entity.js';
import { Invoice } from '../invoices/invoice.entity.js';
import { InvoicesService } from '../invoices/invoices.service.js';
import type { Caller } from '../platform/caller.js';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config/config.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import { uuidv7 } from '../platform/ids.js';
import { Work } from '../platform/queue/queue.js';
import { many, one, type Read } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { LinkChannel, NoAddressForLink, PaymentLink } from './payment-link.entity.js';
import { PaymentLinkSent } from './payment-link.events.js';
import { NothingToPay } from './payment.results.js';

/** Links that strangers may have sent to one customer, so that nobody's phone is flooded. */
const LINKS_BY_STRANGERS: Limit = { most: 3, minutes: 60 };

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Links that bring a customer to what they owe, signed in: made from their row again for a letter, found by their hash when opened. */
@Injectable()
export class PaymentLinksService {
  private readonly key: Buffer;

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly tenancy: TenancyService,
    private readonly accounts: Accounts,
    private readonly signIn: SignInLinksService,
    private readonly invoices: InvoicesService,
    private readonly limits: RateLimits,
    config: Config,
  ) {
    this.key = Buffer.from(hkdfSync('sha256', config.secretKeys[0]!.secret, 'demarc', 'payment-link', 32));
  }

  /** Sends a customer a link to one invoice, or to all that is owed. */
  send(me: Actor, customerId: string, invoiceId: string | null, channel: LinkChannel): Promise<Read<PaymentLink> | NothingToPay | NoAddressForLink> {
    return this.db.tx(me, async () => {
      const customer = await this.db.repo(Customer).findOneBy({ id: customerId });
      const invoice = invoiceId ? await this.db.repo(Invoice).findOneBy({ id: invoiceId, customerId }) : null;
      if (!customer || (invoiceId && !invoice)) throw new NotFoundError();
      const unpaid = (await this.invoices.unpaid(me, customerId)).filter(({ id }) => !invoiceId || id === invoiceId);
      const amount = unpaid.reduce((total, { balance }) => total + balance, 0);
      if (amount <= 0) return new NothingToPay();
      const account = await this.accounts.customers.of(customerId, null);
      if (!(channel === LinkChannel.SMS ? account?.phone : account?.email)) return new NoAddressForLink();
      const id = await this.make(me, customerId, invoiceId, me.name);
      await this.events.emit(new PaymentLinkSent(id, customerId, invoiceId, channel, amount, customer.currency, me.name));
      return one(PaymentLink, (link) => sql`${link.id} = ${id}`);
    });
  }

  /** Sends a link to whoever an account or invoice number belongs to, when something is owed; nobody is told whether that was so. */
  @Work('pay-page-link')
  async sendByNumber({ tenantId, number, channel }: { readonly tenantId: string; readonly number: string; readonly channel: LinkChannel }): Promise<void> {
    const me: Actor = { ...systemActor(tenantId), name: '' };
    const found = await this.db.tx(me, async () => {
      const invoice = await this.db.repo(Invoice).findOneBy({ number });
      const customer = invoice ? null : await this.db.repo(Customer).findOneBy({ number });
      return invoice ? { customerId: invoice.customerId, invoiceId: invoice.balance > 0 ? invoice.id : null } : customer && { customerId: customer.id, invoiceId: null };
    });
    if (!found || !(await this.limits.take('pay-page-link', found.customerId, LINKS_BY_STRANGERS)).accepted) return;
    const other = channel === LinkChannel.SMS ? LinkChannel.EMAIL : LinkChannel.SMS;
    if ((await this.send(me, found.customerId, found.invoiceId, channel)) instanceof NoAddressForLink) await this.send(me, found.customerId, found.invoiceId, other);
  }

  /** The links of a customer, the latest first. */
  list(customerId: string): Read<PaymentLink> {
    return many(PaymentLink, { where: (link) => sql`${link.customerId} = ${customerId}`, order: [[(link) => link.createdAt, 'desc']], limit: 20 });
  }

  /** Makes a link without sending it. Inside the transaction of its cause. */
  async make(caller: Caller, customerId: string, invoiceId: string | null, sentBy: string): Promise<string> {
    const account = await this.accounts.customers.of(customerId, null);
    const signIn = account ? await this.signIn.makeForCustomer(caller.tenantId, account) : null;
    const tenant = await this.tenancy.byId(caller.tenantId);
    const expiresAt = signIn?.expiresAt ?? new Date(this.clock.now().getTime() + (tenant?.linkHours ?? 24) * 3_600_000);
    const id = uuidv7();
    await this.db.repo(PaymentLink).insert({ id, customerId, invoiceId, hash: hashOf(this.secretOf(id)), signInLinkId: signIn?.id ?? null, sentBy, expiresAt, openedAt: null });
    return id;
  }

  /** The address a letter carries. */
  async address(tenantId: string, linkId: string): Promise<string> {
    return `${await this.tenancy.addressOf(tenantId)}/pay/${this.secretOf(linkId)}`;
  }

  /** Where the holder of a secret is led: to what is owed, signing them in on the way. A link that ended leads to the door, which offers another. */
  async lead(tenantId: string, secret: string): Promise<string> {
    const link = await this.db.unscoped('who opens a link has no session yet', () => this.db.repo(PaymentLink).findOneBy({ hash: hashOf(secret), tenantId }));
    if (!link) return '/#/login';
    const caller = { tenantId, seesAllCustomers: true, permissions: new Set<string>(), locale: 'fr' } as const;
    return this.db.tx(caller, async () => {
      if (!link.openedAt) await this.db.repo(PaymentLink).update(link.id, { openedAt: this.clock.now() });
      const invoice = link.invoiceId ? await this.db.repo(Invoice).findOneBy({ id: link.invoiceId }) : null;
      const path = invoice?.number ? `invoices/${invoice.number}` : 'payments';
      const letter = link.signInLinkId ? await this.signIn.letter(link.signInLinkId, path) : undefined;
      return letter ? letter.url.slice(letter.url.indexOf('/#/')) : `/#/login?next=${encodeURIComponent(`/${path}`)}`;
    });
  }

  private secretOf(id: string): string {
    return createHmac('sha256', this.key).update(id).digest('base64url');
  }
}
