import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { systemActor } from '../auth/actor.js';
import { Customer } from '../customers/customer.entity.js';
import { BillingPolicyService } from '../invoices/billing-policy.service.js';
import { InvoicesService } from '../invoices/invoices.service.js';
import type { Caller } from '../platform/caller.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { isUuid } from '../platform/ids.js';
import { Work } from '../platform/queue/queue.js';
import { Tenant } from '../tenancy/tenant.entity.js';
import { Autopay, AutopayCharge, AutopayStatus } from './autopay.entity.js';
import { AutopayChargeMoved, AutopayFailed } from './autopay.events.js';
import { afterFailure } from './autopay-plan.js';
import { chargeOnce, type ChargeOrder } from './autopay-steps.js';
import { chargeVerdict, type ChargeClaim } from './autopay-verdict.js';
import { CheckoutsService } from './checkouts.service.js';
import { CheckoutSession, CheckoutStatus } from './payment.entity.js';
import { PaymentLinksService } from './payment-links.service.js';
import { ReceiptsService } from './receipts.service.js';
import { SavedMethod } from './saved-method.entity.js';
import { StripeChargesGateway } from './stripe-charges.gateway.js';
import { StripeGateway, type Collected } from './stripe.gateway.js';

/** The queue on which attempts wait, one job each. */
export const CHARGE_WORK = 'payments.autopay';

const UNDER_WAY = [AutopayStatus.CHARGING, AutopayStatus.PROCESSING];

/** Makes one attempt after another: written down, asked for, taken in. A worker may die between any two of these. */
@Injectable()
export class AutopayChargesService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly policies: BillingPolicyService,
    private readonly invoices: InvoicesService,
    private readonly checkouts: CheckoutsService,
    private readonly receipts: ReceiptsService,
    private readonly links: PaymentLinksService,
    private readonly charges: StripeChargesGateway,
    private readonly gateway: StripeGateway,
  ) {}

  @Work(CHARGE_WORK, { retryLimit: 8, retryDelay: 5 })
  async charge({ tenantId, chargeId }: { tenantId: string; chargeId: string }): Promise<void> {
    const caller = systemActor(tenantId);
    const row = await this.db.tx(caller, () => this.db.repo(AutopayCharge).findOneBy({ id: chargeId }));
    if (!row || (row.status !== AutopayStatus.PLANNED && row.status !== AutopayStatus.CHARGING)) return;
    await chargeOnce({
      begin: () => this.db.tx(caller, () => this.begin(caller, row)),
      closePages: () => this.checkouts.closeAll(caller, row.customerId),
      skip: async () => void (await this.db.tx(caller, () => this.skip(row.id, 'customer_is_paying'))),
      find: (order) => this.charges.find(order, this.clock.now()),
      ask: (order) => this.charges.charge(order),
      keep: (claim) => this.take(row.id, claim),
    });
  }

  /** News about an attempt: it only says where to look, what counts is what Stripe has. */
  async hear(chargeId: string, intentId: string): Promise<string> {
    if (!isUuid(chargeId)) return 'no attempt of ours';
    const claim = await this.charges.intent(intentId);
    return claim ? this.take(chargeId, claim) : 'Stripe knows no such payment';
  }

  /** Asks what became of an attempt that a bank is deciding about. */
  async reconcile({ id, stripeIntentId }: AutopayCharge): Promise<string> {
    return stripeIntentId ? this.hear(id, stripeIntentId) : 'was never asked for';
  }

  private async take(chargeId: string, claim: ChargeClaim): Promise<string> {
    const known = await this.db.unscoped('news names an attempt, not a tenant', () => this.db.repo(AutopayCharge).findOneBy({ id: chargeId }));
    if (!known) return 'no attempt of ours';
    const paid = claim.news === 'paid' && claim.intentId ? await this.gateway.payment(claim.intentId) : null;
    const caller = systemActor(known.tenantId);
    return this.db.tx(caller, async () => {
      // Asked again under the lock: answer and news may be arriving at this moment.
      const own = await this.db.repo(AutopayCharge).findOneOrFail({ where: { id: chargeId }, lock: { mode: 'pessimistic_write' } });
      const verdict = chargeVerdict(own, claim);
      const seen = { stripeIntentId: claim.intentId ?? own.stripeIntentId };
      if (verdict.kind === 'nothing') return verdict.why;
      if (verdict.kind === 'fail') return this.fail(caller, own, seen, verdict.failure);
      if (verdict.kind === 'wait') await this.move(own, { ...seen, status: AutopayStatus.PROCESSING });
      if (verdict.kind === 'settle') await this.settle(caller, own, claim.intentId!, paid?.collected ?? null);
      return verdict.kind === 'wait' ? 'processing' : 'paid';
    });
  }

  private async begin(caller: Caller, { id, customerId, day }: AutopayCharge): Promise<ChargeOrder | 'pages' | null> {
    // The customer first, as when a payment page is opened: page and attempt never begin at the same moment.
    const customer = await this.db.repo(Customer).findOneOrFail({ where: { id: customerId }, lock: { mode: 'pessimistic_write' } });
    const own = await this.db.repo(AutopayCharge).findOneOrFail({ where: { id }, lock: { mode: 'pessimistic_write' } });
    if (own.status === AutopayStatus.CHARGING) return this.order(own, customer, true);
    if (own.status !== AutopayStatus.PLANNED || (await this.policies.of(caller)).paused) return null;
    const autopay = await this.db.repo(Autopay).findOneBy({ customerId, active: true });
    if (!autopay) return this.skip(id, 'turned_off');
    if (await this.db.repo(AutopayCharge).existsBy({ customerId, status: In(UNDER_WAY) })) return this.skip(id, 'payment_under_way');
    const pages = await this.db.repo(CheckoutSession).findBy({ customerId, status: In([CheckoutStatus.OPEN, CheckoutStatus.PROCESSING]) });
    if (pages.some(({ status }) => status === CheckoutStatus.PROCESSING)) return this.skip(id, 'payment_under_way');
    if (pages.length) return 'pages';
    const due = (await this.invoices.unpaid(caller, customerId)).filter(({ dueOn, currency }) => dueOn <= day && currency === own.currency);
    // Never more than was shown the evening before.
    const amount = Math.min(own.amount, due.reduce((total, { balance }) => total + balance, 0));
    if (amount <= 0) return this.skip(id, 'paid_meanwhile');
    const claimed = { amount, savedMethodId: autopay.savedMethodId, invoiceIds: due.map((invoice) => invoice.id), status: AutopayStatus.CHARGING, claimedAt: this.clock.now() };
    await this.move(own, claimed);
    return this.order(Object.assign(own, claimed), customer, false);
  }

  private async order(own: AutopayCharge, customer: Customer, again: boolean): Promise<ChargeOrder> {
    const { id, tenantId, customerId, amount, currency, claimedAt } = own;
    const { stripeMethodId } = await this.db.repo(SavedMethod).findOneByOrFail({ id: own.savedMethodId });
    return { id, tenantId, customerId, stripeCustomerId: customer.stripeCustomerId!, stripeMethodId, amount, currency, claimedAt: claimedAt!, again };
  }

  private async settle(caller: Caller, own: AutopayCharge, intentId: string, collected: Collected | null): Promise<void> {
    const { timeZone } = await this.db.repo(Tenant).findOneByOrFail({ id: own.tenantId });
    const { customerId, amount, currency } = own;
    const { kind } = await this.db.repo(SavedMethod).findOneByOrFail({ id: own.savedMethodId });
    await this.receipts.receive(caller, { customerId, invoiceId: null, amount, currency, method: collected?.method ?? kind, intentId, receivedOn: this.clock.today(timeZone), reference: intentId, fee: collected?.fee ?? 0 });
    await this.move(own, { stripeIntentId: intentId, status: AutopayStatus.SUCCEEDED, failure: null, nextTryOn: null, settledAt: this.clock.now() });
  }

  private async fail(caller: Caller, own: AutopayCharge, seen: Partial<AutopayCharge>, failure: string): Promise<string> {
    const { retryDays } = await this.policies.of(caller);
    const { nextTryOn, stops } = afterFailure(failure, own, retryDays);
    await this.move(own, { ...seen, status: AutopayStatus.FAILED, failure, nextTryOn, settledAt: this.clock.now() });
    if (stops) await this.db.repo(Autopay).update({ customerId: own.customerId }, { active: false, since: this.clock.now(), changedBy: '', stopReason: failure });
    const linkId = await this.links.make(caller, own.customerId, null, '');
    await this.events.emit(new AutopayFailed(own.id, own.customerId, failure, nextTryOn, stops, linkId));
    return `failed: ${failure}`;
  }

  private async skip(id: string, why: string): Promise<null> {
    const own = await this.db.repo(AutopayCharge).findOneByOrFail({ id });
    if (own.status === AutopayStatus.PLANNED) await this.move(own, { status: AutopayStatus.SKIPPED, failure: why, settledAt: this.clock.now() });
    return null;
  }

  private async move({ id, runId, customerId }: AutopayCharge, values: Partial<AutopayCharge>): Promise<void> {
    await this.db.repo(AutopayCharge).update(id, values);
    await this.events.emit(new AutopayChargeMoved(id, runId, customerId, String(values.status)));
  }
}
