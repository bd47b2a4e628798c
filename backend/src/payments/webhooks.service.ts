import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Schedule, Work, Queue } from '../platform/queue/queue.js';
import { CheckoutsService } from './checkouts.service.js';
import { CheckoutSession, StripeEvent } from './payment.entity.js';
import { MethodSetup } from './saved-method.entity.js';
import { SavedMethodsService } from './saved-methods.service.js';
import { StripeNewsService } from './stripe-news.service.js';
import { StripeGateway } from './stripe.gateway.js';
import { claimOf } from './stripe-claim.js';

const WORK = 'payments.webhook';
/** How long news may be late before Stripe is asked. */
const LATE_MS = 5 * 60_000;

/** How far back lost news is looked for, and at most: Stripe repeats a webhook for three days. */
const LOOKED_BACK_MS = 60 * 60_000;
const REPEATED_MS = 72 * 60 * 60_000;

/** Webhooks: kept as they arrive, worked on once each, in whatever order; what was lost on the way is fetched. */
@Injectable()
export class WebhooksService {
  constructor(
    private readonly db: Db,
    private readonly queue: Queue,
    private readonly clock: Clock,
    private readonly checkouts: CheckoutsService,
    private readonly methods: SavedMethodsService,
    private readonly news: StripeNewsService,
    private readonly gateway: StripeGateway,
  ) {}

  /** Keeps an event before anything is done about it; the same one again is no news. */
  async keep(event: Stripe.Event): Promise<void> {
    const [fresh] = await this.db.unscoped('a webhook belongs to no tenant until it is read', () =>
      this.db.query('insert into stripe_event (id, type, payload, received_at) values ($1, $2, $3, $4) on conflict do nothing returning id', [event.id, event.type, JSON.stringify(event), this.clock.now()]));
    if (fresh) await this.queue.send(WORK, { eventId: event.id }, { key: event.id });
  }

  @Work(WORK, { retryLimit: 10 })
  async workOn({ eventId }: { eventId: string }): Promise<void> {
    const kept = await this.db.unscoped('a webhook belongs to no tenant until it is read', () => this.db.repo(StripeEvent).findOneBy({ id: eventId }));
    if (!kept || kept.processedAt) return;
    const outcome = await this.outcomeOf(kept.payload as Stripe.Event);
    await this.db.unscoped('a webhook belongs to no tenant until it is read', () => this.db.repo(StripeEvent).update(eventId, { processedAt: this.clock.now(), outcome }));
  }

  /** Every few minutes: works on what was kept but never queued, and asks after pages nobody has told us about. */
  @Schedule('*/5 * * * *')
  async catchUp(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - LATE_MS);
    const [events, checkouts, setups] = await this.db.unscoped('late news of every tenant', async () => [
      await this.db.query<{ id: string }>('select id from stripe_event where processed_at is null and received_at < $1 order by received_at limit 200', [before]),
      await this.db.repo(CheckoutSession).createQueryBuilder('c').where(`c.status in ('OPEN', 'PROCESSING') and c.stripe_session_id is not null and coalesce(c.checked_at, c.created_at) < :before`, { before }).orderBy('c.created_at').limit(200).getMany(),
      await this.db.repo(MethodSetup).createQueryBuilder('s').where(`s.status = 'OPEN' and s.stripe_session_id is not null and coalesce(s.checked_at, s.created_at) < :before`, { before }).orderBy('s.created_at').limit(200).getMany(),
    ] as const);
    for (const { id } of events) await this.workOn({ eventId: id });
    for (const checkout of checkouts) await this.checkouts.reconcile(checkout);
    for (const setup of setups) await this.methods.reconcile(setup);
  }

  /** Every few minutes: asks Stripe what happened and keeps what nobody has told us, such as a dispute whose webhook was lost. After an outage that goes back to the last news there was, as far as Stripe itself would repeat it. */
  @Schedule('*/5 * * * *')
  async fetchLost(): Promise<void> {
    const now = this.clock.now().getTime();
    const [known] = await this.db.unscoped('webhooks of every tenant', () =>
      this.db.query<{ last: Date | null; used: boolean }>('select (select max(received_at) from stripe_event) last, exists (select from checkout_session) or exists (select from method_setup) used'));
    if (!known?.used) return;
    const from = Math.max(now - REPEATED_MS, Math.min(now - LOOKED_BACK_MS, known.last?.getTime() ?? 0));
    for (const event of await this.gateway.events(new Date(from), new Date(now - LATE_MS))) await this.keep(event);
  }

  private async outcomeOf(event: Stripe.Event): Promise<string> {
    const other = await this.news.hear(event);
    if (other) return other;
    const claim = claimOf(event);
    if (!claim) return 'no concern of ours';
    const checkout = await this.checkouts.find(claim.checkoutId);
    return checkout ? this.checkouts.apply(checkout, claim) : 'no checkout of ours';
  }
}
