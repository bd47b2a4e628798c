import { Injectable } from '@nestjs/common';
import { Accounts } from '../auth/accounts.service.js';
import { Order } from '../orders/order.entity.js';
import { OrderPlaced } from '../orders/order.events.js';
import type { Caller } from '../platform/caller.js';
import { Db } from '../platform/db/db.js';
import { On } from '../platform/events/event.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { Language } from '../tenancy/tenant.entity.js';
import { MessagingService } from './messaging.service.js';

/** Confirms orders to whoever made them. */
@Injectable()
export class OrderLettersListener {
  constructor(
    private readonly db: Db,
    private readonly messaging: MessagingService,
    private readonly accounts: Accounts,
    private readonly tenancy: TenancyService,
  ) {}

  @On(OrderPlaced)
  async placed({ orderId, customerId }: OrderPlaced, { tenantId }: Caller): Promise<void> {
    const { number, lines, location, windowStart, windowEnd, firstTotal, monthlyTotal, currency } = await this.db.repo(Order).findOneOrFail({ where: { id: orderId }, relations: { location: true } });
    const [account, tenant] = [await this.accounts.customers.of(customerId, null), await this.tenancy.byId(tenantId)];
    if (!account || !tenant) return;
    const { email, phone, language } = account;
    const tag = language === Language.EN ? 'en-CA' : 'fr-CA';
    const say = (instant: Date, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, { ...options, timeZone: tenant.timeZone }).format(instant);
    const hour = { hour: 'numeric', minute: '2-digit' } as const;
    const data = {
      number, items: lines.map(({ name, quantity }) => (quantity > 1 ? `${quantity} × ${name}` : name)), address: `${location.line1}, ${location.city}`,
      when: windowStart && windowEnd ? `${say(windowStart, { weekday: 'long', day: 'numeric', month: 'long' })}, ${say(windowStart, hour)} – ${say(windowEnd, hour)}` : null,
      first: { amount: firstTotal, currency }, monthly: { amount: monthlyTotal, currency }, url: `${await this.tenancy.addressOf(tenantId)}/#/`,
    };
    await this.messaging.send({ tenantId, template: 'order-placed', data, language, customerId, to: email ? { email } : { phone }, about: `order:${orderId}` });
  }
}
