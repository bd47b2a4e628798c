import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { systemActor, type Actor } from '../auth/actor.js';
import { Contact, Customer } from '../customers/customer.entity.js';
import { BillingPolicyService } from '../invoices/billing-policy.service.js';
import { Invoice } from '../invoices/invoice.entity.js';
import { InvoicesService } from '../invoices/invoices.service.js';
import type { Caller } from '../platform/caller.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import { isUuid } from '../platform/ids.js';
import { one, type Read } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { Tenant } from '../tenancy/tenant.entity.js';
import { AutopayCharge, AutopayStatus } from './autopay.entity.js';
import { verdict, type Claim } from './checkout-verdict.js';
import { ReceiptsService } from './receipts.service.js';
import { PaymentFailed } from './payment.events.js';
import { CheckoutSession, CheckoutStatus } from './payment.entity.js';
import { NothingToPay, PartOutOfRange, PaymentsUnavailable, PaymentUnderWay } from './payment.results.js';
import { intentClaim, sessionClaim } from './stripe-claim.js';
import { StripeUnavailable } from './stripe.client.js';
import { StripeGateway, type CheckoutOrder, type Collected } from './stripe.gateway.js';

/** A page is offered again this long, so that a second click or window does not make a second debt to the bank; Stripe closes it after a day. */
const OFFERED_MS = 12 * 3_600_000;

/** A page to open, and those that end with it. */
type Prepared = CheckoutOrder & { readonly superseded: readonly CheckoutSession[] };

/** Payment pages: opened for a debt of ours, and settled by news that agrees with it. */
@Injectable()
export class CheckoutsService {
  constructor(
    private readonly db: Db,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly tenancy: TenancyService,
    private readonly invoices: InvoicesService,
    private readonly policies: BillingPolicyService,
    private readonly receipts: ReceiptsService,
    private readonly gateway: StripeGateway,
  ) {}

  /** Opens a payment page for an invoice, or for all that is owed; with an amount, where the provider allows it, for a part. */
  async open(me: Actor, invoiceId: string | null, part: number | null): Promise<Read<CheckoutSession> | NothingToPay | PaymentUnderWay | PaymentsUnavailable | PartOutOfRange> {
    const order = await this.db.tx(me, () => this.prepare(me, invoiceId, part));
    if (!('checkout' in order)) return order;
    const { checkout } = order;
    try {
      // A debt has one page: what was open for it with another amount is closed first.
      for (const page of order.superseded) if (!(await this.closed(page))) return new PaymentUnderWay();
      if (!checkout.url) {
        const { id, url } = await this.gateway.openCheckout(order);
        await this.db.tx(me, () => this.db.repo(CheckoutSession).update(checkout.id, { stripeSessionId: id, url }));
      }
    } catch (error) {
      if (error instanceof StripeUnavailable) return new PaymentsUnavailable();
      throw error;
    }
    return one(CheckoutSession, (c) => sql`${c.id} = ${checkout.id} and ${c.customerId} = ${me.customerId}`);
  }

  /** Our checkout of that id, in whichever tenant: ids cannot be guessed, and what is shown of it is little. */
  async find(id: string | null): Promise<CheckoutSession | null> {
    if (!id || !isUuid(id)) return null;
    return this.db.unscoped('news and returning browsers name a checkout, not a tenant', () => this.db.repo(CheckoutSession).findOneBy({ id }));
  }

  /** Does what the news allows; answers what came of it, in words for the record. */
  async apply(checkout: CheckoutSession, claim: Claim): Promise<string> {
    const first = verdict(checkout, claim);
    if (first.kind === 'nothing') return first.why;
    // Signed news is not enough to book money: Stripe itself must have received it, for this very checkout.
    const paid = first.kind === 'settle' ? await this.gateway.payment(first.intentId) : null;
    if (first.kind === 'settle') {
      if (!paid) return 'Stripe knows no such payment';
      const truth = verdict(checkout, intentClaim(paid.intent));
      if (truth.kind !== 'settle') return truth.kind === 'nothing' ? truth.why : 'Stripe has not received it';
    }
    const collected = paid?.collected ?? null;
    const caller = systemActor(checkout.tenantId);
    return this.db.tx(caller, async () => {
      // Asked again under the lock: the same news may be arriving twice at this moment.
      const own = await this.db.repo(CheckoutSession).findOneOrFail({ where: { id: checkout.id }, lock: { mode: 'pessimistic_write' } });
      const decided = verdict(own, claim);
      if (decided.kind === 'nothing') return decided.why;
      if (decided.kind === 'settle') return this.settle(own, decided.intentId, collected!);
      await this.db.repo(CheckoutSession).update(own.id, { status: decided.status });
      if (decided.status === CheckoutStatus.FAILED) await this.events.emit(new PaymentFailed(own.id, own.customerId, own.invoiceId));
      return decided.status.toLowerCase();
    });
  }

  /** Asks Stripe what became of a page, for when its news is late or lost. */
  async reconcile(checkout: CheckoutSession): Promise<string> {
    await this.db.tx(systemActor(checkout.tenantId), () => this.db.repo(CheckoutSession).update(checkout.id, { checkedAt: this.clock.now() }));
    if (!checkout.stripeSessionId) return 'was never opened';
    return this.apply(checkout, sessionClaim(await this.gateway.session(checkout.stripeSessionId)));
  }

  /** The customer is back from the payment page. */
  async returned(checkout: CheckoutSession): Promise<void> {
    await this.db.tx(systemActor(checkout.tenantId), () => this.db.query('update checkout_session set returned_at = coalesce(returned_at, $2) where id = $1', [checkout.id, this.clock.now()]));
  }

  /** Closes what is open for a customer's debts, so that they cannot be paid twice; false when a page is being paid at this moment. */
  async closeAll(caller: Caller, customerId: string): Promise<boolean> {
    const pages = await this.db.tx(caller, () => this.db.repo(CheckoutSession).findBy({ customerId, status: In([CheckoutStatus.OPEN, CheckoutStatus.PROCESSING]) }));
    for (const page of pages) if (page.status === CheckoutStatus.PROCESSING || !(await this.closed(page))) return false;
    return true;
  }

  private async closed(page: CheckoutSession): Promise<boolean> {
    const isClosed = page.stripeSessionId === null || (await this.gateway.close(page.stripeSessionId));
    await this.reconcile(page);
    return isClosed;
  }

  private async settle(own: CheckoutSession, intentId: string, { method, fee }: Collected): Promise<string> {
    const caller = systemActor(own.tenantId);
    const { timeZone } = await this.db.repo(Tenant).findOneByOrFail({ id: own.tenantId });
    const { customerId, invoiceId, amount, currency } = own;
    const payment = await this.receipts.receive(caller, { customerId, invoiceId, amount, currency, method, intentId, receivedOn: this.clock.today(timeZone), reference: intentId, fee });
    await this.db.repo(CheckoutSession).update(own.id, { status: CheckoutStatus.PAID });
    return payment ? 'paid' : 'already booked';
  }

  private async prepare(me: Actor, invoiceId: string | null, part: number | null): Promise<Prepared | NothingToPay | PaymentUnderWay | PartOutOfRange> {
    // One page at a time for a customer: a second click waits here and is then given the same page.
    const customer = await this.db.repo(Customer).findOne({ where: { id: me.customerId ?? '' }, lock: { mode: 'pessimistic_write' } });
    const invoice = invoiceId ? await this.db.repo(Invoice).findOneBy({ id: invoiceId }) : null;
    if (!customer || (invoiceId && !invoice)) throw new NotFoundError();
    const unpaid = (await this.invoices.unpaid(me, customer.id)).filter(({ id }) => !invoiceId || id === invoiceId);
    const owed = unpaid.reduce((total, { balance }) => total + balance, 0);
    if (owed <= 0) return new NothingToPay();
    const { partialPayments, smallestPayment } = await this.policies.of(me);
    const amount = part ?? owed;
    const least = partialPayments ? Math.min(smallestPayment, owed) : owed;
    if (amount < least || amount > owed) return PartOutOfRange.of(least, owed, customer.currency);
    const pages = await this.db.repo(CheckoutSession).find({ where: { customerId: customer.id, status: In([CheckoutStatus.OPEN, CheckoutStatus.PROCESSING]) }, order: { createdAt: 'DESC' }, take: 50 });
    const sharing = pages.filter((page) => page.invoiceId === null || invoiceId === null || page.invoiceId === invoiceId);
    const charging = await this.db.repo(AutopayCharge).existsBy({ customerId: customer.id, status: In([AutopayStatus.CHARGING, AutopayStatus.PROCESSING]) });
    if (charging || sharing.some((page) => page.status === CheckoutStatus.PROCESSING)) return new PaymentUnderWay();
    const since = new Date(this.clock.now().getTime() - OFFERED_MS);
    const offered = sharing.find((page) => page.invoiceId === invoiceId && page.amount === amount && page.createdAt > since);
    const checkout = offered ?? (await this.begin({ customerId: customer.id, invoiceId, amount, currency: customer.currency }));
    const contact = me.contactId ? await this.db.repo(Contact).findOneBy({ id: me.contactId }) : null;
    const address = await this.tenancy.addressOf(me.tenantId);
    return {
      checkout, locale: me.locale, invoiceNumber: invoice?.number ?? null, email: contact?.email ?? customer.billingEmail,
      superseded: sharing.filter((page) => page.id !== checkout.id),
      successUrl: `${address}/payments/return?checkout=${checkout.id}`,
      cancelUrl: `${address}/payments/return?checkout=${checkout.id}&cancelled`,
    };
  }

  private async begin(values: Pick<CheckoutSession, 'customerId' | 'invoiceId' | 'amount' | 'currency'>): Promise<CheckoutSession> {
    const { id } = await this.db.repo(CheckoutSession).save(Object.assign(new CheckoutSession(), values));
    return this.db.repo(CheckoutSession).findOneByOrFail({ id });
  }
}
