import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { AddressesService } from '../addresses/addresses.service.js';
import type { Limit } from '../auth/rate-limits.service.js';
import { SignInDoor, type Visit } from '../auth/sign-in-door.service.js';
import { Identity } from '../platform/graphql/identity.js';
import { Routes, type HttpRoutes } from '../platform/http/routes.js';
import { AreaRequestsService } from './area-requests.service.js';
import type { Order } from './order.entity.js';
import { OrdersService, type Orderer } from './orders.service.js';
import { linesIn, orderIn, placeIn } from './shop-body.js';
import { ShopRefusal } from './shop-texts.js';
import { ShopService } from './shop.service.js';
import { SlotsService } from './slots.service.js';

/** Looking around, by one address. */
const LOOKS: Limit = { most: 300, minutes: 15 };
/** Orders sent by one address. */
const ORDERS: Limit = { most: 20, minutes: 60 };
/** Wishes left by one address. */
const WISHES: Limit = { most: 10, minutes: 60 };
/** Orders sent by one browser. */
const ORDERS_OF_BROWSER: Limit = { most: 10, minutes: 60 };

type Handler = (visit: Visit) => Promise<object>;

/** The shop for whoever comes by: what is sold, whether an address is served, what a cart costs, when somebody can come, and ordering. */
@Routes()
@Injectable()
export class ShopRoutes implements HttpRoutes {
  constructor(
    private readonly door: SignInDoor,
    private readonly identity: Identity,
    private readonly shop: ShopService,
    private readonly slots: SlotsService,
    private readonly orders: OrdersService,
    private readonly addresses: AddressesService,
    private readonly areas: AreaRequestsService,
  ) {}

  install(fastify: FastifyInstance): void {
    this.look(fastify, '/shop/catalogue', async ({ tenant }) => ({ items: await this.shop.items(tenant), phone: tenant.phone, timeZone: tenant.timeZone }));
    this.look(fastify, '/shop/addresses', async ({ tenant, body }) => ({ addresses: typeof body['text'] === 'string' ? await this.addresses.search(tenant.id, body['text'].slice(0, 200)) : [] }));
    this.look(fastify, '/shop/quote', (visit) => this.quote(visit));
    this.look(fastify, '/shop/slots', async ({ tenant }) => ({ slots: await this.slots.offered(tenant), timeZone: tenant.timeZone }));
    this.look(fastify, '/shop/confirmation', async (visit) => this.shown(await this.orders.confirmation(await this.orderer(visit), typeof visit.body['number'] === 'string' ? visit.body['number'].slice(0, 20) : ''), visit));
    this.door.post(fastify, '/shop/interest', async (visit) => {
      if (!(await this.door.withinAddress(visit, 'shop-interest', WISHES))) return visit.reply;
      if (!(await this.door.within(visit, 'shop-interest', visit.browser.hash, WISHES))) return visit.reply;
      return this.answer(visit, async ({ tenant, body, locale }) => {
        await this.areas.ask(tenant, placeIn(body['place']), typeof body['reach'] === 'string' ? body['reach'].slice(0, 254) : '', locale);
        return { kept: true };
      });
    });
    this.door.post(fastify, '/shop/order', async (visit) => {
      if (!(await this.door.withinAddress(visit, 'shop-order', ORDERS))) return visit.reply;
      if (!(await this.door.within(visit, 'shop-order', visit.browser.hash, ORDERS_OF_BROWSER))) return visit.reply;
      return this.answer(visit, (one) => this.order(one));
    });
  }

  private look(fastify: FastifyInstance, path: string, handler: Handler): void {
    this.door.post(fastify, path, async (visit) => ((await this.door.withinAddress(visit, 'shop', LOOKS)) ? this.answer(visit, handler) : visit.reply));
  }

  private async answer(visit: Visit, handler: Handler): Promise<unknown> {
    try {
      return visit.reply.send(await handler(visit));
    } catch (error) {
      if (error instanceof ShopRefusal) return visit.reply.status(error.status).send(error.body(visit.locale));
      throw error;
    }
  }

  private async quote({ tenant, body, locale }: Visit): Promise<object> {
    const wanted = placeIn(body['place']);
    const place = wanted && (await this.shop.place(tenant, wanted));
    const from = typeof body['from'] === 'string' && !Number.isNaN(Date.parse(body['from'])) ? new Date(body['from']) : null;
    const { lines, needsVisit, bill } = await this.shop.price(tenant, linesIn(body['lines']), place?.province ?? 'QC', from, locale);
    const money = (amount: number) => ({ amount, currency: tenant.currency });
    const sums = ({ subtotal, taxes, total }: (typeof bill)['monthly']) => ({ subtotal: money(subtotal), taxes: taxes.map(({ code, amount }) => ({ code, amount: money(amount) })), total: money(total) });
    return {
      lines: lines.map((line) => ({ ...line, price: money(line.price) })), needsVisit, place: place ?? null, monthly: sums(bill.monthly),
      first: { ...sums(bill.first), lines: bill.first.lines.map(({ description, explanation, amount }) => ({ description, explanation, amount: money(amount) })) },
    };
  }

  private async order(visit: Visit): Promise<object> {
    const order = await this.orders.place(await this.orderer(visit), orderIn(visit.body));
    return { number: order.number };
  }

  private shown({ number, status, lines, firstTotal, monthlyTotal, currency, windowStart, windowEnd, location }: Order, { tenant }: Visit): object {
    const money = (amount: number) => ({ amount, currency });
    return {
      number, status, windowStart, windowEnd, timeZone: tenant.timeZone, phone: tenant.phone, first: money(firstTotal), monthly: money(monthlyTotal),
      lines: lines.map((line) => ({ ...line, price: money(line.price) })), place: { line1: location.line1, city: location.city, postalCode: location.postalCode },
    };
  }

  private async orderer({ tenant, locale, browser, request }: Visit): Promise<Orderer> {
    const me = await this.identity.callerOf(request.raw);
    return { tenant, locale, browser: browser.hash, customerId: me.customerId && !('viewedBy' in me && me.viewedBy) ? me.customerId : null };
  }
}
