import { Injectable } from '@nestjs/common';
import { addDays, addMonths } from '@demarc/time';
import type { Actor } from '../auth/actor.js';
import { BillingFrequency, CatalogItem, ServiceSubscription } from '../catalog/catalog.entity.js';
import { CatalogService } from '../catalog/catalog.service.js';
import { Customer, ServiceLocation } from '../customers/customer.entity.js';
import { BillingPolicyService } from '../invoices/billing-policy.service.js';
import { Db } from '../platform/db/db.js';
import { uuidv7 } from '../platform/ids.js';
import { Tenant } from '../tenancy/tenant.entity.js';
import { billCustomer, type Bill, type Billable, type BillContext } from './bill-customer.js';
import { cycleOf } from './proration.js';
import { RunIssuing } from './run-issuing.service.js';
import { SubscriptionChangesService } from './subscription-changes.service.js';

/** Something that is begun to be subscribed to, at an agreed price in minor units. */
export interface BegunItem {
  readonly itemId: string;
  readonly price: number;
  readonly quantity: number;
}

/** What beginning would cost. */
export interface FirstBill {
  /** The first invoice, with the days until the next billing day. */
  readonly first: Bill;
  /** A whole month of what comes every month, with its taxes, in minor units; what is paid by the year is not in it. */
  readonly monthly: Pick<Bill, 'subtotal' | 'taxes' | 'taxTotal' | 'total'>;
}

/** What somebody owes first: told to the cent before they order, and issued when the service begins. */
@Injectable()
export class FirstBillService {
  constructor(
    private readonly db: Db,
    private readonly catalog: CatalogService,
    private readonly policies: BillingPolicyService,
    private readonly changes: SubscriptionChangesService,
    private readonly issuing: RunIssuing,
  ) {}

  /** The first invoice and the usual month of some items in a province, when they begin on a day. */
  quote(me: Actor, items: readonly BegunItem[], province: string, startsOn: string, language: 'FR' | 'EN'): Promise<FirstBill> {
    return this.db.tx(me, async () => {
      const { currency } = await this.db.repo(Tenant).findOneByOrFail({ id: me.tenantId });
      const context = await this.context(me, startsOn, { currency, language });
      const frequencies = new Map((await this.db.repo(CatalogItem).find()).map(({ id, frequency }) => [id, frequency]));
      const billable = (from: string) => ({ itemId, price, quantity }: BegunItem): Billable =>
        ({ id: uuidv7(), startsOn: from, billedThrough: addDays(from, -1), quantity, price, province, terms: [{ from, itemId, price: price * quantity, frequency: frequencies.get(itemId)!, active: true }] });
      const whole = items.filter(({ itemId }) => frequencies.get(itemId) === BillingFrequency.MONTHLY).map(billable(context.periodStart));
      return { first: billCustomer(items.map(billable(startsOn)), [], context), monthly: billCustomer(whole, [], context) };
    });
  }

  /** Begins what was ordered on a day, and issues its first invoice unless billing stands still; then the next run bills it. */
  begin(me: Actor, whose: { readonly customerId: string; readonly locationId: string | null }, items: readonly BegunItem[], startsOn: string): Promise<void> {
    return this.db.tx(me, async () => {
      for (const item of items) await this.changes.start(me, { ...whose, ...item, startsOn });
      if ((await this.policies.of(me)).paused) return;
      const customer = await this.db.repo(Customer).findOneByOrFail({ id: whose.customerId });
      const province = whose.locationId ? (await this.db.repo(ServiceLocation).findOneByOrFail({ id: whose.locationId })).province : 'QC';
      // Rows of this transaction are those of its own moment.
      const begun = await this.db.repo(ServiceSubscription).createQueryBuilder('s').where('s.customerId = :customerId and s.createdAt = transaction_timestamp()', whose).orderBy('s.id').getMany();
      const billable = begun.map((one): Billable => ({ ...one, province, terms: SubscriptionChangesService.courseOf(one, []) }));
      const bill = billCustomer(billable, [], await this.context(me, startsOn, customer));
      if (bill.lines.length && !bill.missingRate) await this.issuing.issue(me.tenantId, [{ ...bill, id: uuidv7(), customerId: customer.id, currency: customer.currency, lines: [...bill.lines], taxes: [...bill.taxes] }]);
    });
  }

  /** The period that a day lies in, with what is sold and taxed then. */
  private async context(me: Actor, day: string, { currency, language }: { readonly currency: string; readonly language: 'FR' | 'EN' }): Promise<BillContext> {
    const { billingDay } = await this.policies.of(me);
    const { start, end } = cycleOf(BillingFrequency.MONTHLY, { billingDay, startsOn: addMonths(day, -1) }, day);
    return { periodStart: start, periodEnd: end, billingDay, language, currency, day, items: new Map((await this.db.repo(CatalogItem).find()).map((item) => [item.id, item])), rates: await this.catalog.allRates() };
  }
}
