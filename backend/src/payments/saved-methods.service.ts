import { Injectable } from '@nestjs/common';
import { systemActor, type Actor } from '../auth/actor.js';
import { Contact, Customer, CustomerKind } from '../customers/customer.entity.js';
import type { Caller } from '../platform/caller.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { Ready } from '../platform/graphql/engine.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import { Log } from '../platform/observability/log.js';
import { Queue, Work } from '../platform/queue/queue.js';
import { many, one, type Columns, type Read } from '../platform/read/read.js';
import { and, sql, type Sql } from '../platform/read/sql.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { Autopay } from './autopay.entity.js';
import { PaymentMethodsChanged } from './payment.events.js';
import type { PaymentMethod } from './payment.entity.js';
import { PaymentsUnavailable } from './payment.results.js';
import { MethodInUse, UnknownToProcessor } from './saved-method.results.js';
import { BillingPortal, MethodSetup, MethodSetupStatus, SavedMethod } from './saved-method.entity.js';
import { StripeMethodsGateway, UnknownAtStripe, type MethodFacts } from './stripe-methods.gateway.js';
import { StripeUnavailable } from './stripe.client.js';

const DETACH = 'payments.detach';

/** Cards and accounts that customers keep with us: saved on the processor's page, never seen here. */
@Injectable()
export class SavedMethodsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly queue: Queue,
    private readonly tenancy: TenancyService,
    private readonly gateway: StripeMethodsGateway,
    private readonly log: Log,
  ) {}

  /** The one offered first, then the latest. */
  list(me: Actor, customerId: string | null): Read<SavedMethod> {
    return many(SavedMethod, {
      where: (m) => and(this.visibleTo(me, m), sql`${m.removedAt} is null`, customerId && sql`${m.customerId} = ${customerId}`),
      order: [[(m) => m.preferred, 'desc'], [(m) => m.createdAt, 'desc']],
      limit: 50,
    });
  }

  /** Opens a page on which the customer saves a card or an account. */
  async start(me: Actor, kind: PaymentMethod): Promise<Read<MethodSetup> | PaymentsUnavailable | UnknownToProcessor> {
    const customer = await this.ownCustomer(me);
    const made = await this.db.tx(systemActor(me.tenantId), () => this.db.repo(MethodSetup).save(Object.assign(new MethodSetup(), { customerId: customer.id, kind, stripeSessionId: null, url: null, savedMethodId: null, checkedAt: null })));
    const setup = { id: made.id, tenantId: me.tenantId, customerId: customer.id, kind };
    const back = `${await this.tenancy.addressOf(me.tenantId)}/payments/return?setup=${setup.id}`;
    return this.unlessAway(customer, async () => {
      const stripeCustomerId = await this.atProcessor(me, customer);
      const { id, url } = await this.gateway.openSetup({ setup, stripeCustomerId, currency: customer.currency, company: customer.kind === CustomerKind.COMPANY, locale: me.locale, successUrl: back, cancelUrl: `${back}&cancelled` });
      await this.db.tx(systemActor(me.tenantId), () => this.db.repo(MethodSetup).update(setup.id, { stripeSessionId: id, url }));
      return one(MethodSetup, (s) => sql`${s.id} = ${setup.id} and ${s.customerId} = ${me.customerId}`);
    });
  }

  /** What became of a page of the customer's. */
  setup(me: Actor, id: string): Read<MethodSetup> {
    return one(MethodSetup, (s) => and(sql`${s.id} = ${id}`, sql`${s.customerId} = ${me.customerId ?? null}`));
  }

  /** The processor's own page, where the customer sees and removes what is saved. */
  async portal(me: Actor): Promise<Ready<BillingPortal> | PaymentsUnavailable | UnknownToProcessor> {
    const customer = await this.ownCustomer(me);
    const back = `${await this.tenancy.addressOf(me.tenantId)}/#/payments`;
    return this.unlessAway(customer, async () => new Ready(Object.assign(new BillingPortal(), await this.gateway.portal(await this.atProcessor(me, customer), me.locale, back))));
  }

  /** Offers this one first from now on. */
  prefer(me: Actor, id: string): Promise<Read<SavedMethod>> {
    return this.db.tx(me, async () => {
      const { customerId } = await this.own(me, id);
      await this.db.tx(systemActor(me.tenantId), async () => {
        await this.db.query('update saved_method set preferred = false where customer_id = $1 and preferred', [customerId]);
        await this.db.repo(SavedMethod).update(id, { preferred: true });
        await this.events.emit(new PaymentMethodsChanged(customerId, id, 'preferred'));
      });
      return one(SavedMethod, (m) => sql`${m.id} = ${id}`);
    });
  }

  /** Lets go of a method: gone here at once, at the processor as soon as it can be reached. */
  remove(me: Actor, id: string): Promise<Read<SavedMethod> | MethodInUse> {
    return this.db.tx(me, async () => {
      const method = await this.own(me, id);
      if (await this.db.repo(Autopay).existsBy({ savedMethodId: id, active: true })) return new MethodInUse();
      await this.forget(systemActor(me.tenantId), method);
      await this.queue.send(DETACH, { stripeMethodId: method.stripeMethodId }, { key: method.stripeMethodId });
      return one(SavedMethod, (m) => sql`${m.id} = ${id}`);
    });
  }

  @Work(DETACH, { retryLimit: 30, retryDelay: 1 })
  async detach({ stripeMethodId }: { stripeMethodId: string }): Promise<void> {
    await this.gateway.detach(stripeMethodId);
  }

  /** Our page of that id, in whichever tenant. */
  findSetup(id: string): Promise<MethodSetup | null> {
    return this.db.unscoped('news and returning browsers name a page, not a tenant', () => this.db.repo(MethodSetup).findOneBy({ id }));
  }

  /** Asks Stripe what became of a page and keeps what was saved; whatever news brings us here, what counts is what Stripe has. */
  async reconcile(setup: MethodSetup): Promise<string> {
    const caller = systemActor(setup.tenantId);
    await this.db.tx(caller, () => this.db.repo(MethodSetup).update(setup.id, { checkedAt: this.clock.now() }));
    if (setup.status !== MethodSetupStatus.OPEN) return 'already known';
    if (!setup.stripeSessionId) return 'was never opened';
    const { session, method } = await this.gateway.setup(setup.stripeSessionId);
    const { setup: id, tenant, customer } = session.metadata ?? {};
    if (id !== setup.id || tenant !== setup.tenantId || customer !== setup.customerId) return 'differs from our page';
    if (session.status === 'expired') await this.db.tx(caller, () => this.db.repo(MethodSetup).update(setup.id, { status: MethodSetupStatus.EXPIRED }));
    if (!method) return session.status ?? 'changes nothing';
    return this.db.tx(caller, async () => {
      const own = await this.db.repo(MethodSetup).findOneOrFail({ where: { id: setup.id }, lock: { mode: 'pessimistic_write' } });
      if (own.status === MethodSetupStatus.SAVED) return 'already saved';
      const savedMethodId = await this.keep(caller, own.customerId, method);
      await this.db.repo(MethodSetup).update(own.id, { status: MethodSetupStatus.SAVED, savedMethodId });
      return 'saved';
    });
  }

  /** Takes in what Stripe has under a method of ours: another date on the card, or that it is gone. */
  async refresh(stripeMethodId: string): Promise<string> {
    const own = await this.db.unscoped('news names a method, not a tenant', () => this.db.repo(SavedMethod).findOneBy({ stripeMethodId }));
    if (!own || own.removedAt) return 'no method of ours';
    const facts = await this.gateway.method(stripeMethodId);
    const caller = systemActor(own.tenantId);
    return this.db.tx(caller, async () => {
      const customer = await this.db.repo(Customer).findOneByOrFail({ id: own.customerId });
      if (facts && facts.stripeCustomerId === customer.stripeCustomerId) {
        await this.db.repo(SavedMethod).update(own.id, { expiresOn: facts.expiresOn, last4: facts.last4, brand: facts.brand });
        return 'up to date';
      }
      await this.forget(caller, own);
      return 'removed';
    });
  }

  private async keep(caller: Caller, customerId: string, facts: MethodFacts): Promise<string> {
    const { stripeMethodId, kind, brand, last4, expiresOn, fingerprint } = facts;
    // One page at a time for a customer, so that only one becomes the first.
    await this.db.repo(Customer).findOneOrFail({ where: { id: customerId }, lock: { mode: 'pessimistic_write' } });
    const known = await this.db.query<{ id: string; fingerprint: string; stripe: string }>('select id, fingerprint, stripe_method_id stripe from saved_method where customer_id = $1 and removed_at is null', [customerId]);
    const same = known.find((method) => method.stripe === stripeMethodId || (fingerprint && method.fingerprint === fingerprint));
    if (same) {
      // The same card once more: the newer one counts, with its newer mandate.
      if (same.stripe !== stripeMethodId) await this.queue.send(DETACH, { stripeMethodId: same.stripe }, { key: same.stripe });
      await this.db.repo(SavedMethod).update(same.id, { stripeMethodId, expiresOn, brand });
    }
    const id = same?.id ?? (await this.db.repo(SavedMethod).save(Object.assign(new SavedMethod(), { customerId, kind, brand, last4, expiresOn, fingerprint, stripeMethodId, preferred: known.length === 0, removedAt: null }))).id;
    await this.events.emit(new PaymentMethodsChanged(customerId, id, 'saved'));
    return id;
  }

  private async forget(caller: Caller, { id, customerId }: SavedMethod): Promise<void> {
    await this.db.tx(caller, async () => {
      await this.db.repo(SavedMethod).update(id, { removedAt: this.clock.now(), preferred: false });
      await this.db.repo(Autopay).update({ savedMethodId: id, active: true }, { active: false, since: this.clock.now(), changedBy: '', stopReason: 'method_removed' });
      await this.db.query(
        `update saved_method set preferred = true where id = (select id from saved_method where customer_id = $1 and removed_at is null order by created_at desc limit 1)
         and not exists (select from saved_method where customer_id = $1 and removed_at is null and preferred)`,
        [customerId],
      );
      await this.events.emit(new PaymentMethodsChanged(customerId, id, 'removed'));
    });
  }

  /** Who the customer is at the processor, made there on first use. */
  private async atProcessor(me: Actor, customer: Customer): Promise<string> {
    if (customer.stripeCustomerId) return customer.stripeCustomerId;
    const { id, tenantId, name, billingEmail, number } = customer;
    const contact = me.contactId ? await this.db.tx(me, () => this.db.repo(Contact).findOneBy({ id: me.contactId! })) : null;
    const stripeCustomerId = await this.gateway.customer({ id, tenantId, name, email: billingEmail ?? contact?.email ?? null, number });
    await this.db.tx(systemActor(tenantId), () => this.db.repo(Customer).update(id, { stripeCustomerId }));
    return stripeCustomerId;
  }

  /** What is asked of the processor, or why it cannot be: it is away, or does not know this customer, which the office must look into. */
  private async unlessAway<T>({ id, stripeCustomerId }: Customer, work: () => Promise<T>): Promise<T | PaymentsUnavailable | UnknownToProcessor> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof StripeUnavailable) return new PaymentsUnavailable();
      if (!(error instanceof UnknownAtStripe)) throw error;
      this.log.warn('Stripe does not know a customer of ours', { customerId: id, stripeCustomerId });
      return new UnknownToProcessor();
    }
  }

  private async ownCustomer(me: Actor): Promise<Customer> {
    const customer = await this.db.tx(me, () => this.db.repo(Customer).findOneBy({ id: me.customerId ?? '' }));
    if (!customer) throw new NotFoundError();
    return customer;
  }

  private async own(me: Actor, id: string): Promise<SavedMethod> {
    const method = await this.db.repo(SavedMethod).findOneBy({ id, ...(me.kind === 'customer' ? { customerId: me.customerId! } : {}) });
    if (!method || method.removedAt) throw new NotFoundError();
    return method;
  }

  /** Customers see their own; staff see the tenant's. */
  private visibleTo(me: Actor, method: Columns<SavedMethod>): Sql | null {
    return me.kind === 'customer' ? sql`${method.customerId} = ${me.customerId}` : null;
  }
}
