import { Injectable } from '@nestjs/common';
import { dayOf, type Interval } from '@demarc/time';
import { systemActor, type Actor } from '../auth/actor.js';
import { FirstBillService } from '../billing/first-bill.service.js';
import { ServiceLocation } from '../customers/customer.entity.js';
import { EmailNotUnderstood, NameMissing, PhoneNotUnderstood } from '../customers/customer.results.js';
import { CustomersService } from '../customers/customers.service.js';
import { Job, JobKind } from '../dispatch/dispatch.entity.js';
import { JobsService } from '../dispatch/jobs.service.js';
import type { Locale } from '../platform/caller.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import type { PageArgs } from '../platform/graphql/page.type.js';
import { one, page, type Read } from '../platform/read/read.js';
import { and, sql } from '../platform/read/sql.js';
import { NumbersService } from '../tenancy/numbers.service.js';
import { Language, Tenant } from '../tenancy/tenant.entity.js';
import { InstallSeat, Order, OrderStatus } from './order.entity.js';
import { OrderChanged, OrderPlaced } from './order.events.js';
import { OrderUnderWay } from './order.results.js';
import type { NewPerson, WantedOrder } from './shop-body.js';
import { ShopService, type Priced, type ShopPlace } from './shop.service.js';
import { ShopRefusal } from './shop-texts.js';
import { SlotsService } from './slots.service.js';
import { VISIT_MINUTES } from './slot-capacity.js';

/** Who orders, from where. */
export interface Orderer {
  readonly tenant: Tenant;
  readonly locale: Locale;
  /** SHA-256 of the cookie of the browser. */
  readonly browser: string;
  /** The account that is signed in, if one is. */
  readonly customerId: string | null;
}

/** Orders: taken whole or not at all, installed by dispatch, billed when they begin. */
@Injectable()
export class OrdersService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly numbers: NumbersService,
    private readonly shop: ShopService,
    private readonly slots: SlotsService,
    private readonly customers: CustomersService,
    private readonly jobs: JobsService,
    private readonly bills: FirstBillService,
  ) {}

  list(filter: { readonly status: OrderStatus | null; readonly text: string | null }, args: PageArgs): Read<Order> {
    const like = filter.text?.trim() ? `%${filter.text.trim().replace(/[\\%_]/g, '\\$&')}%` : null;
    return page(Order, {
      page: args,
      order: [[(order) => order.createdAt, 'desc']],
      where: (order) => and(
        filter.status && sql`${order.status} = ${filter.status}`,
        like && sql`(${order.number} ilike ${like} or exists (select 1 from customer c where c.id = ${order.customerId} and c.name ilike ${like}))`,
      ),
    });
  }

  /** Takes an order; pressing twice takes it once. Throws a `ShopRefusal` when something has to be mended first. */
  async place(orderer: Orderer, wanted: WantedOrder): Promise<Order> {
    const { tenant, browser } = orderer;
    const place = await this.shop.place(tenant, wanted.place);
    return this.db.tx(systemActor(tenant.id), async () => {
      await this.db.query('select pg_advisory_xact_lock(hashtextextended($1, 47))', [`${browser}:${wanted.key}`]);
      const before = await this.db.repo(Order).findOneBy({ browser, key: wanted.key });
      if (before) return before;
      const priced = await this.shop.price(tenant, wanted.lines, place.province, wanted.from, orderer.locale);
      if (priced.needsVisit && !wanted.from) throw new ShopRefusal('slot_missing');
      if (priced.needsVisit && !this.slots.windowAt(tenant, wanted.from!)) throw new ShopRefusal('slot_taken');
      const { first, monthly } = priced.bill;
      if (first.total !== wanted.agreed.first || monthly.total !== wanted.agreed.monthly) throw new ShopRefusal('price_changed');
      return this.keep(orderer, wanted, place, priced);
    });
  }

  /** The order for its own page: of the browser that made it, or of the account that is signed in. */
  async confirmation({ tenant, browser, customerId }: Orderer, number: string): Promise<Order & { location: ServiceLocation }> {
    return this.db.tx(systemActor(tenant.id), async () => {
      const order = await this.db.repo(Order).findOne({ where: { number }, relations: { location: true } });
      if (!order || (order.browser !== browser && order.customerId !== customerId)) throw new ShopRefusal('not_found');
      return order;
    });
  }

  /** The installation is done: what was ordered begins on that day and is billed. */
  async begin(tenantId: string, jobId: string): Promise<void> {
    const me = systemActor(tenantId);
    await this.db.tx(me, async () => {
      const order = await this.db.repo(Order).findOne({ where: { jobId, status: OrderStatus.PLACED }, lock: { mode: 'pessimistic_write' } });
      if (!order) return;
      const { timeZone } = await this.db.repo(Tenant).findOneByOrFail({ id: tenantId });
      const { completedAt } = await this.db.repo(Job).findOneByOrFail({ id: jobId });
      await this.activate({ ...me, name: order.number }, order, dayOf(completedAt ?? this.clock.now(), timeZone));
    });
  }

  /** Cancels an order that has not begun, with its visit; its window is free again. */
  async cancel(me: Actor, id: string, reason: string): Promise<Read<Order> | OrderUnderWay> {
    const order = await this.db.repo(Order).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!order) throw new NotFoundError();
    const job = order.jobId ? await this.db.repo(Job).findOneByOrFail({ id: order.jobId }) : null;
    if (order.status === OrderStatus.ACTIVE) return new OrderUnderWay();
    if (order.status === OrderStatus.PLACED) {
      if (job && job.status !== 'CANCELLED' && !(await this.cancelled(me, job, reason))) return new OrderUnderWay();
      await this.end(order, me.name);
    }
    return one(Order, (row) => sql`${row.id} = ${id}`);
  }

  /** The office cancelled the visit: the order ends with it. */
  async visitCancelled(tenantId: string, jobId: string, by: string): Promise<void> {
    await this.db.tx(systemActor(tenantId), async () => {
      const order = await this.db.repo(Order).findOne({ where: { jobId, status: OrderStatus.PLACED }, lock: { mode: 'pessimistic_write' } });
      if (order && (await this.db.repo(Job).existsBy({ id: jobId, status: 'CANCELLED' as Job['status'] }))) await this.end(order, by);
    });
  }

  private async cancelled(me: Actor, job: Job, reason: string): Promise<boolean> {
    await this.jobs.cancel(me, job.id, job.version, reason);
    return this.db.repo(Job).existsBy({ id: job.id, status: 'CANCELLED' as Job['status'] });
  }

  private async end(order: Order, by: string): Promise<void> {
    await this.db.repo(InstallSeat).delete({ orderId: order.id });
    await this.db.repo(Order).update(order.id, { status: OrderStatus.CANCELLED, cancelledBy: by });
    await this.events.emit(new OrderChanged(order.id, order.customerId, OrderStatus.CANCELLED, by));
  }

  private async keep(orderer: Orderer, { key, person, from }: WantedOrder, place: ShopPlace, { lines, needsVisit, bill }: Priced): Promise<Order> {
    const { tenant, browser } = orderer;
    const number = `O-${String(await this.numbers.next('order')).padStart(6, '0')}`;
    const me: Actor = { ...systemActor(tenant.id), name: number, locale: orderer.locale };
    const customerId = orderer.customerId ?? (await this.newCustomer(me, person, orderer.locale));
    const locationId = await this.locationOf(customerId, place);
    const order = Object.assign(new Order(), {
      number, customerId, locationId, jobId: null, lines, firstTotal: bill.first.total, monthlyTotal: bill.monthly.total, currency: tenant.currency, addressKnown: place.known, browser, key, windowStart: null, windowEnd: null, activeAt: null,
    });
    await this.db.repo(Order).insert(order);
    if (needsVisit) await this.plan(me, tenant, order, from!);
    await this.events.emit(new OrderPlaced(order.id, customerId));
    if (!needsVisit) await this.activate(me, order, this.clock.today(tenant.timeZone));
    return order;
  }

  private async plan(me: Actor, tenant: Tenant, order: Order, from: Date): Promise<void> {
    const window = await this.slots.take(tenant, from, order.id);
    if (!window) throw new ShopRefusal('slot_taken');
    const jobId = await this.visit(me, tenant, order, window);
    Object.assign(order, { jobId, windowStart: window.start, windowEnd: window.end });
    await this.db.repo(Order).update(order.id, { jobId, windowStart: window.start, windowEnd: window.end });
  }

  /** The visit waits on the board of its day for dispatch. */
  private async visit(me: Actor, tenant: Tenant, { customerId, locationId, lines, number, addressKnown }: Order, window: Interval): Promise<string> {
    const isEnglish = tenant.language === Language.EN;
    const what = lines.filter(({ requiresVisit }) => requiresVisit).map(({ name, quantity }) => (quantity > 1 ? `${quantity} × ${name}` : name)).join(', ');
    await this.jobs.create(me, {
      customerId, locationId, title: `${what} (${number})`.slice(0, 200), kind: JobKind.INSTALLATION, durationMinutes: VISIT_MINUTES, day: dayOf(window.start, tenant.timeZone), windowStart: window.start, windowEnd: window.end,
      notes: addressKnown ? '' : isEnglish ? 'The address was typed by hand: check it before leaving.' : 'L’adresse a été tapée à la main : à vérifier avant de partir.',
    });
    // Rows of this transaction are those of its own moment.
    const job = await this.db.repo(Job).createQueryBuilder('j').where('j.customerId = :customerId and j.createdAt = transaction_timestamp()', { customerId }).getOneOrFail();
    return job.id;
  }

  private async activate(me: Actor, order: Order, day: string): Promise<void> {
    await this.bills.begin(me, { customerId: order.customerId, locationId: order.locationId }, order.lines, day);
    const activeAt = this.clock.now();
    Object.assign(order, { status: OrderStatus.ACTIVE, activeAt });
    await this.db.repo(Order).update(order.id, { status: OrderStatus.ACTIVE, activeAt });
    await this.events.emit(new OrderChanged(order.id, order.customerId, OrderStatus.ACTIVE, me.name));
  }

  private async newCustomer(me: Actor, person: NewPerson | null, locale: Locale): Promise<string> {
    if (!person) throw new ShopRefusal('signed_in_needed');
    const made = await this.customers.add(me, { ...person, language: locale === 'en' ? Language.EN : Language.FR });
    if (typeof made === 'string') return made;
    throw new ShopRefusal(made instanceof NameMissing ? 'name_missing' : made instanceof EmailNotUnderstood ? 'email_wrong' : made instanceof PhoneNotUnderstood ? 'phone_wrong' : 'address_missing');
  }

  /** The customer's place at that address, made when it is a new one. */
  private async locationOf(customerId: string, { line1, city, province, postalCode, lat, lon }: ShopPlace): Promise<string> {
    const own = await this.db.repo(ServiceLocation).findBy({ customerId });
    const same = own.find((place) => place.line1.toLowerCase() === line1.toLowerCase() && place.city.toLowerCase() === city.toLowerCase());
    if (same) return same.id;
    const place = Object.assign(new ServiceLocation(), { customerId, line1, city, province, postalCode, lat, lon, ...(own.length ? { name: line1 } : {}) });
    await this.db.repo(ServiceLocation).insert(place);
    return place.id;
  }
}
