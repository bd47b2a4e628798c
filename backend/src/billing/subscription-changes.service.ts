import { Injectable } from '@nestjs/common';
import { addDays } from '@demarc/time';
import type { Actor } from '../auth/actor.js';
import { systemActor } from '../auth/actor.js';
import { BillingFrequency, CatalogItem, ServiceSubscription, SubscriptionStatus } from '../catalog/catalog.entity.js';
import { CatalogService } from '../catalog/catalog.service.js';
import { Customer, ServiceLocation } from '../customers/customer.entity.js';
import { BillingPolicyService } from '../invoices/billing-policy.service.js';
import { InvoicesService } from '../invoices/invoices.service.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import { Schedule } from '../platform/queue/queue.js';
import { many, one, type Read } from '../platform/read/read.js';
import { EMPTY, sql } from '../platform/read/sql.js';
import { Tenant } from '../tenancy/tenant.entity.js';
import { BillingCharge, SubscriptionTerm } from './billing.entity.js';
import { SubscriptionChanged } from './billing.events.js';
import type { StartSubscriptionInput, SubscriptionChangeInput } from './billing.inputs.js';
import { ChangeCost, ChangeOverlaps, CostHasChanged, SubscriptionEnded } from './billing.results.js';
import { explanation, lineName } from './line-text.js';
import { proration, type Anchor, type Charge, type Term } from './proration.js';

interface Plan {
  readonly subscription: ServiceSubscription;
  readonly terms: SubscriptionTerm[];
  readonly next: SubscriptionTerm;
  readonly charges: Charge[];
  readonly effectiveOn: string;
  readonly today: string;
}

/** Starting, changing, pausing and ending what customers subscribe to, and what each costs for days already billed. */
@Injectable()
export class SubscriptionChangesService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly catalog: CatalogService,
    private readonly policies: BillingPolicyService,
    private readonly invoices: InvoicesService,
  ) {}

  async start(me: Actor, input: StartSubscriptionInput): Promise<Read<ServiceSubscription>> {
    return this.db.tx(me, async () => {
      const [customer, item] = [await this.db.repo(Customer).findOneBy({ id: input.customerId }), await this.db.repo(CatalogItem).findOneBy({ id: input.itemId, active: true })];
      const location = input.locationId ? await this.db.repo(ServiceLocation).findOneBy({ id: input.locationId, customerId: input.customerId }) : null;
      if (!customer || !item || (input.locationId && !location)) throw new NotFoundError();
      const startsOn = input.startsOn ?? (await this.today(me));
      const price = input.price ?? (await this.catalog.pricesOn(startsOn)).get(item.id)!;
      const values = { customerId: customer.id, locationId: location?.id ?? null, itemId: item.id, price, currency: customer.currency, quantity: input.quantity, frequency: item.frequency, status: SubscriptionStatus.ACTIVE, startsOn, endsOn: null, sourceId: null };
      const subscription = await this.db.repo(ServiceSubscription).save(Object.assign(new ServiceSubscription(), { ...values, billedThrough: addDays(startsOn, -1) }));
      await this.db.repo(SubscriptionTerm).insert(this.termOf(subscription, { validFrom: startsOn, changedBy: me.name, applied: true }));
      await this.events.emit(new SubscriptionChanged(subscription.id, customer.id, 'STARTED', startsOn, me.name));
      return this.read(subscription.id);
    });
  }

  /** What a customer may change a subscription to: other plans of its kind that are for sale. */
  choices(me: Actor, id: string): Read<CatalogItem> {
    const mine = me.kind === 'customer' ? sql`and s.customer_id = ${me.customerId}` : EMPTY;
    return many(CatalogItem, {
      where: (item) => sql`${item.active} and exists (select from subscription s join catalog_item now on now.id = s.item_id where s.id = ${id} ${mine} and now."group" = ${item.group} and s.frequency = ${item.frequency} and now.id <> ${item.id})`,
      order: [[(item) => item.price, 'asc']],
      limit: 50,
    });
  }

  /** What a change would cost, to the cent, before anybody agrees to it. */
  cost(me: Actor, id: string, change: SubscriptionChangeInput): Promise<ChangeCost | ChangeOverlaps | SubscriptionEnded> {
    return this.db.tx(me, async () => {
      const plan = await this.plan(me, id, change);
      return 'next' in plan ? this.costOf(me, plan) : plan;
    });
  }

  /** Makes the change. `agreed` is the total the person was shown: if it is another by now, nothing happens. */
  change(me: Actor, id: string, change: SubscriptionChangeInput, agreed: number | null): Promise<Read<ServiceSubscription> | ChangeOverlaps | SubscriptionEnded | CostHasChanged> {
    return this.db.tx(me, async () => {
      const plan = await this.plan(me, id, change);
      if (!('next' in plan)) return plan;
      if (agreed !== null) {
        const cost = await this.costOf(me, plan);
        if (cost.total.amount !== agreed) return CostHasChanged.to(cost.total);
      }
      const { subscription, terms, next, charges, effectiveOn, today } = plan;
      await this.db.tx(systemActor(me.tenantId), async () => {
        if (!terms.some((term) => term.validFrom === subscription.startsOn)) await this.db.repo(SubscriptionTerm).insert(this.termOf(subscription, { validFrom: subscription.startsOn, applied: true }));
        await this.db.repo(SubscriptionTerm).delete({ subscriptionId: id, validFrom: effectiveOn });
        await this.db.repo(SubscriptionTerm).insert({ ...next, applied: effectiveOn <= today });
        if (effectiveOn <= today) await this.apply(next);
        if (charges.length) await this.db.repo(BillingCharge).insert(charges.map(({ from, to, days, of, price, amount, itemId }) => ({ subscriptionId: id, customerId: subscription.customerId, itemId, fromDay: from, toDay: to, days, ofDays: of, price, amount, currency: subscription.currency, invoiceId: null })));
        await this.events.emit(new SubscriptionChanged(id, subscription.customerId, change.kind, effectiveOn, me.name));
      });
      return this.read(id);
    });
  }

  /** Every hour: what was agreed for a day that has come is so now. */
  @Schedule('7 * * * *')
  async applyDue(): Promise<void> {
    const due = await this.db.unscoped('terms of every provider whose day has come', () =>
      this.db.query<{ id: string; tenantId: string }>(`select t.id, t.tenant_id "tenantId" from subscription_term t join tenant zone on zone.id = t.tenant_id where not t.applied and t.valid_from <= ($1::timestamptz at time zone zone.time_zone)::date order by t.valid_from`, [this.clock.now()]));
    for (const { id, tenantId } of due) {
      await this.db.tx(systemActor(tenantId), async () => {
        const term = await this.db.repo(SubscriptionTerm).findOne({ where: { id, applied: false }, lock: { mode: 'pessimistic_write' } });
        if (!term) return;
        await this.apply(term);
        await this.db.repo(SubscriptionTerm).update(id, { applied: true });
        await this.events.emit(new SubscriptionChanged(term.subscriptionId, term.customerId, 'APPLIED', term.validFrom, term.changedBy));
      });
    }
  }

  /** The terms of a subscription as proration sees them; without any, its own columns since it began. */
  static courseOf(subscription: ServiceSubscription, terms: readonly SubscriptionTerm[]): Term[] {
    const own = terms.some((term) => term.validFrom <= subscription.startsOn) ? [] : [asTerm({ ...subscription, validFrom: subscription.startsOn, status: SubscriptionStatus.ACTIVE })];
    // An imported subscription that has ended without terms of ours ended on its last day.
    const ended = !terms.length && subscription.status !== SubscriptionStatus.ACTIVE ? [asTerm({ ...subscription, validFrom: subscription.endsOn ? addDays(subscription.endsOn, 1) : addDays(subscription.startsOn, 1) })] : [];
    return [...own, ...ended, ...terms.map(asTerm)];
  }

  private async plan(me: Actor, id: string, change: SubscriptionChangeInput): Promise<Plan | ChangeOverlaps | SubscriptionEnded> {
    const where = { id, ...(me.kind === 'customer' ? { customerId: me.customerId! } : {}) };
    const subscription = await this.db.repo(ServiceSubscription).findOne({ where, lock: { mode: 'pessimistic_write' } });
    if (!subscription) throw new NotFoundError();
    const terms = await this.db.repo(SubscriptionTerm).find({ where: { subscriptionId: id }, order: { validFrom: 'ASC' } });
    const today = await this.today(me);
    const effectiveOn = change.effectiveOn ?? today;
    const last = terms.at(-1);
    if (subscription.status === SubscriptionStatus.CANCELLED || last?.status === SubscriptionStatus.CANCELLED) return new SubscriptionEnded();
    if (effectiveOn < subscription.startsOn || (last && effectiveOn < last.validFrom)) return ChangeOverlaps.since(last?.validFrom ?? subscription.startsOn);
    const next = await this.nextTerm(me, subscription, last, change, effectiveOn);
    const before = SubscriptionChangesService.courseOf(subscription, terms);
    const after = [...before.filter((term) => term.from < effectiveOn), asTerm(next)];
    const { billingDay } = await this.policies.of(me);
    const anchor: Anchor = { billingDay, startsOn: subscription.startsOn };
    const through = subscription.billedThrough;
    const charges = through && through >= effectiveOn ? proration(before, after, anchor, effectiveOn, through) : [];
    return { subscription, terms, next, charges, effectiveOn, today };
  }

  private async nextTerm(me: Actor, subscription: ServiceSubscription, last: SubscriptionTerm | undefined, change: SubscriptionChangeInput, validFrom: string): Promise<SubscriptionTerm> {
    const now = last ?? this.termOf(subscription, {});
    const values = { validFrom, changedBy: me.name, applied: false };
    if (change.kind === 'PAUSE') return this.termOf(subscription, { ...pick(now), ...values, status: SubscriptionStatus.PAUSED });
    if (change.kind === 'CANCEL') return this.termOf(subscription, { ...pick(now), ...values, status: SubscriptionStatus.CANCELLED });
    if (change.kind === 'RESUME') return this.termOf(subscription, { ...pick(now), ...values, status: SubscriptionStatus.ACTIVE });
    const item = change.itemId ? await this.db.repo(CatalogItem).findOneBy({ id: change.itemId, active: true }) : null;
    if (change.itemId && !item) throw new NotFoundError();
    if (item && me.kind === 'customer') await this.refuseOtherKind(now, item);
    const price = change.price ?? (item ? (await this.catalog.pricesOn(validFrom)).get(item.id)! : now.price);
    return this.termOf(subscription, { ...pick(now), ...values, status: now.status, itemId: item?.id ?? now.itemId, frequency: item?.frequency ?? now.frequency, price, quantity: change.quantity ?? now.quantity });
  }

  /** Customers change between plans of a kind; what needs more than that is for the office. */
  private async refuseOtherKind(now: SubscriptionTerm, item: CatalogItem): Promise<void> {
    const current = await this.db.repo(CatalogItem).findOneByOrFail({ id: now.itemId });
    if (current.group !== item.group || now.frequency !== item.frequency) throw new NotFoundError();
  }

  private async costOf(me: Actor, { subscription, charges, next, effectiveOn }: Plan): Promise<ChangeCost> {
    const customer = await this.db.repo(Customer).findOneByOrFail({ id: subscription.customerId });
    const items = new Map((await this.db.repo(CatalogItem).find()).map((item) => [item.id, item]));
    const { currency } = subscription;
    const lines = charges.map((part) => ({ ...part, quantity: 1, unitPrice: part.amount, taxClass: items.get(part.itemId)!.taxClass }));
    const { subtotal, taxes, taxTotal, total } = await this.invoices.priced(me, customer.id, subscription.locationId, lines, effectiveOn);
    const money = (amount: number) => ({ amount, currency });
    const language = me.locale === 'en' ? 'EN' : 'FR';
    return Object.assign(new ChangeCost(), {
      effectiveOn, subtotal: money(subtotal), taxTotal: money(taxTotal), total: money(total), taxes: [...taxes],
      lines: lines.map((part) => ({ description: lineName(items.get(part.itemId)!.name, part.amount, language), explanation: explanation(part, currency, language), amount: money(part.amount), periodStart: part.from, periodEnd: part.to })),
      before: money(subscription.status === SubscriptionStatus.ACTIVE ? subscription.price * subscription.quantity : 0),
      after: money(next.status === SubscriptionStatus.ACTIVE ? next.price * next.quantity : 0),
      frequency: next.frequency, item: items.get(next.itemId)!.name,
    });
  }

  private async apply(term: SubscriptionTerm): Promise<void> {
    const { itemId, price, quantity, frequency, status, validFrom } = term;
    const endsOn = status === SubscriptionStatus.CANCELLED ? addDays(validFrom, -1) : null;
    await this.db.repo(ServiceSubscription).update(term.subscriptionId, { itemId, price, quantity, frequency, status, endsOn });
  }

  private termOf(subscription: ServiceSubscription, more: Partial<SubscriptionTerm>): SubscriptionTerm {
    const { id: subscriptionId, customerId, itemId, price, currency, quantity, frequency, startsOn } = subscription;
    return Object.assign(new SubscriptionTerm(), { subscriptionId, customerId, itemId, price, currency, quantity, frequency, status: SubscriptionStatus.ACTIVE, validFrom: startsOn, applied: false, changedBy: '', ...more });
  }

  private async today(me: Actor): Promise<string> {
    return this.clock.today((await this.db.repo(Tenant).findOneByOrFail({ id: me.tenantId })).timeZone);
  }

  private read(id: string): Read<ServiceSubscription> {
    return one(ServiceSubscription, (s) => sql`${s.id} = ${id}`);
  }
}

const pick = ({ itemId, price, quantity, frequency, status }: SubscriptionTerm): Partial<SubscriptionTerm> => ({ itemId, price, quantity, frequency, status });

const asTerm = (term: { readonly validFrom: string; readonly itemId: string; readonly price: number; readonly quantity: number; readonly frequency: BillingFrequency; readonly status: SubscriptionStatus }): Term =>
  ({ from: term.validFrom, itemId: term.itemId, price: term.price * term.quantity, frequency: term.frequency, active: term.status === SubscriptionStatus.ACTIVE });
