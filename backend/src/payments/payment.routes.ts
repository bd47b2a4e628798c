import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { systemActor } from '../auth/actor.js';
import { Invoice } from '../invoices/invoice.entity.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Routes, type HttpRoutes } from '../platform/http/routes.js';
import { isUuid } from '../platform/ids.js';
import { Log, reasonOf } from '../platform/observability/log.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { CheckoutsService } from './checkouts.service.js';
import { CheckoutStatus, type CheckoutSession } from './payment.entity.js';
import { PaymentLinksService } from './payment-links.service.js';
import { SavedMethodsService } from './saved-methods.service.js';
import { NotGenuine, StripeGateway } from './stripe.gateway.js';
import { WebhooksService } from './webhooks.service.js';

/** A webhook is usually here before the customer is; after this long we ask ourselves, and not more often. */
const ASK_AFTER_MS = 10_000;

const SHOWN: Readonly<Record<CheckoutStatus, 'paid' | 'processing' | 'open' | 'failed'>> = { OPEN: 'open', PROCESSING: 'processing', PAID: 'paid', FAILED: 'failed', EXPIRED: 'open' };

/** How somebody comes back from a page at Stripe. */
interface Back {
  readonly checkout?: string;
  readonly setup?: string;
  readonly cancelled?: string;
}

/** Stripe's webhook, and the way back from its payment page. */
@Routes()
@Injectable()
export class PaymentRoutes implements HttpRoutes {
  constructor(
    private readonly checkouts: CheckoutsService,
    private readonly methods: SavedMethodsService,
    private readonly links: PaymentLinksService,
    private readonly tenancy: TenancyService,
    private readonly webhooks: WebhooksService,
    private readonly gateway: StripeGateway,
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  install(fastify: FastifyInstance): void {
    // The signature is over the bytes as they came, so here nothing may parse them.
    void fastify.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
      scope.post('/webhook/stripe', (request, reply) => this.receive(request.body, request.headers['stripe-signature'], reply));
    });
    fastify.get<{ Querystring: Back }>('/payments/return', async (request, reply) => this.comeBack(request.query, reply));
    fastify.get<{ Params: { secret: string } }>('/pay/:secret', async (request, reply) => this.openLink(request.headers.host ?? '', request.params.secret, reply));
    fastify.get<{ Querystring: { session?: string } }>('/payments/status', async (request, reply) => this.tell(request.query.session, reply));
  }

  private async receive(body: unknown, signature: string | string[] | undefined, reply: FastifyReply): Promise<FastifyReply> {
    try {
      await this.webhooks.keep(this.gateway.genuine(Buffer.isBuffer(body) ? body : Buffer.alloc(0), Array.isArray(signature) ? signature[0] : signature));
    } catch (error) {
      if (!(error instanceof NotGenuine)) throw error;
      this.log.warn('a webhook was refused', { reason: reasonOf(error) });
      return reply.status(400).send({ error: 'signature' });
    }
    return reply.send({ received: true });
  }

  private async comeBack({ checkout: id, setup, cancelled }: Back, reply: FastifyReply): Promise<FastifyReply> {
    if (setup !== undefined) return this.savedBack(setup, cancelled !== undefined, reply);
    const checkout = await this.checkouts.find(id ?? null);
    if (checkout && cancelled === undefined) await this.checkouts.returned(checkout);
    // The word before the hash tells the server which page's scripts to send for; what follows the hash it never sees.
    const page = cancelled === undefined ? `merci${checkout ? `?session=${checkout.id}` : ''}` : 'annule';
    return reply.header('cache-control', 'no-store').redirect(`/?paiement#/paiement/${page}`, 303);
  }

  /** A payment link leads to what is owed. Opening it spends nothing, so a mail scanner that looks does no harm. */
  private async openLink(host: string, secret: string, reply: FastifyReply): Promise<FastifyReply> {
    const tenant = await this.tenancy.ofHost(host);
    const to = tenant ? await this.links.lead(tenant.id, secret) : '/#/login';
    return reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer').redirect(to, 303);
  }

  /** Back from saving a card: what was saved is there before the page asks for it. */
  private async savedBack(id: string, cancelled: boolean, reply: FastifyReply): Promise<FastifyReply> {
    const setup = isUuid(id) ? await this.methods.findSetup(id) : null;
    if (setup && !cancelled) await this.attempt('a saved method', () => this.methods.reconcile(setup));
    const page = setup && !cancelled ? `/#/paiement/carte-ajoutee?setup=${setup.id}` : '/#/payments';
    return reply.header('cache-control', 'no-store').redirect(page, 303);
  }

  /** Asks Stripe without making anybody wait for its being away: the webhook or the next run will tell. */
  private async attempt(what: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.log.warn('Stripe could not be asked', { what, reason: reasonOf(error) });
    }
  }

  /** Only status, number and amount, for whoever holds the id; the session may have ended while paying. */
  private async tell(id: string | undefined, reply: FastifyReply): Promise<FastifyReply> {
    reply.header('cache-control', 'no-store');
    const found = await this.checkouts.find(id ?? null);
    if (!found) return reply.status(404).send({ error: 'not_found' });
    const checkout = await this.fresh(found);
    const invoice = checkout.invoiceId ? await this.db.tx(systemActor(checkout.tenantId), () => this.db.repo(Invoice).findOneBy({ id: checkout.invoiceId! })) : null;
    const waiting = checkout.status === CheckoutStatus.OPEN && this.isAwaited(checkout);
    return reply.send({
      status: waiting ? 'processing' : SHOWN[checkout.status],
      amount: { amount: checkout.amount, currency: checkout.currency },
      ...(invoice?.number ? { invoiceNumber: invoice.number } : {}),
    });
  }

  private async fresh(checkout: CheckoutSession): Promise<CheckoutSession> {
    const since = checkout.checkedAt ?? checkout.returnedAt;
    const unfinished = checkout.status === CheckoutStatus.OPEN || checkout.status === CheckoutStatus.PROCESSING;
    if (!unfinished || !checkout.returnedAt || !since || this.clock.now().getTime() - since.getTime() < ASK_AFTER_MS) return checkout;
    await this.attempt('a payment page', () => this.checkouts.reconcile(checkout));
    return (await this.checkouts.find(checkout.id))!;
  }

  /** Whether the customer has just paid and the news has not come yet. */
  private isAwaited({ returnedAt, checkedAt }: CheckoutSession): boolean {
    return returnedAt !== null && (checkedAt === null || checkedAt < returnedAt);
  }
}
