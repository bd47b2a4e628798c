import { Injectable } from '@nestjs/common';
import { dayOf } from '@demarc/time';
import { AddressesService } from '../addresses/addresses.service.js';
import { systemActor } from '../auth/actor.js';
import { FirstBillService, type FirstBill } from '../billing/first-bill.service.js';
import { CatalogItem } from '../catalog/catalog.entity.js';
import { CatalogService } from '../catalog/catalog.service.js';
import type { Locale } from '../platform/caller.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import type { Tenant } from '../tenancy/tenant.entity.js';
import type { OrderLine } from './order.entity.js';
import type { WantedLine, WantedPlace } from './shop-body.js';
import { ShopRefusal } from './shop-texts.js';

/** A place of an order, looked up. */
export interface ShopPlace {
  readonly line1: string;
  readonly city: string;
  readonly province: string;
  readonly postalCode: string;
  readonly lat: number | null;
  readonly lon: number | null;
  /** Whether it stands in the register. */
  readonly known: boolean;
}

/** Priced lines with what they come to. */
export interface Priced {
  readonly lines: OrderLine[];
  readonly needsVisit: boolean;
  readonly bill: FirstBill;
}

/** What a visitor sees before ordering: what is sold, whether they are served, and what it costs. */
@Injectable()
export class ShopService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly catalog: CatalogService,
    private readonly addresses: AddressesService,
    private readonly bills: FirstBillService,
  ) {}

  /** What is for sale, at today's prices; what costs less than nothing is for the office. */
  async items(tenant: Tenant) {
    return this.db.tx(systemActor(tenant.id), async () => {
      const prices = await this.catalog.pricesOn(this.clock.today(tenant.timeZone));
      const items = await this.db.repo(CatalogItem).find({ where: { active: true }, order: { group: 'asc', name: 'asc' } });
      return items.map(({ id, code, name, group, frequency, requiresVisit, currency }) => ({ id, code, name, group, frequency, requiresVisit, price: { amount: prices.get(id)!, currency } })).filter(({ price }) => price.amount >= 0);
    });
  }

  /** The place that is meant, if the provider connects homes there. */
  async place(tenant: Tenant, wanted: WantedPlace): Promise<ShopPlace> {
    if ('addressId' in wanted) {
      const found = await this.addresses.address(tenant.id, wanted.addressId);
      if (!found) throw new ShopRefusal('address_missing');
      if (!found.served) throw new ShopRefusal('outside_area');
      return { line1: found.line1, city: found.city, province: found.province, postalCode: found.postalCode, lat: found.lat, lon: found.lon, known: true };
    }
    if (!(await this.addresses.isServed(tenant.id, wanted.city, wanted.postalCode))) throw new ShopRefusal('outside_area');
    return { ...wanted, province: provinceOf(wanted.postalCode), lat: null, lon: null, known: false };
  }

  /** What a cart costs at a place when it begins on a day; today, where nobody has to come. */
  async price(tenant: Tenant, wanted: readonly WantedLine[], province: string, from: Date | null, locale: Locale): Promise<Priced> {
    const me = systemActor(tenant.id);
    const today = this.clock.today(tenant.timeZone);
    return this.db.tx(me, async () => {
      const sold = new Map((await this.items(tenant)).map((item) => [item.id, item]));
      const lines = wanted.map(({ itemId, quantity }): OrderLine => {
        const item = sold.get(itemId);
        if (!item) throw new ShopRefusal('item_gone', { itemId });
        return { itemId, quantity, name: item.name, price: item.price.amount, frequency: item.frequency, requiresVisit: item.requiresVisit };
      });
      const needsVisit = lines.some(({ requiresVisit }) => requiresVisit);
      const bill = await this.bills.quote(me, lines, province, needsVisit && from ? dayOf(from, tenant.timeZone) : today, locale === 'en' ? 'EN' : 'FR');
      if (bill.first.missingRate) throw new ShopRefusal('tax_unknown');
      return { lines, needsVisit, bill };
    });
  }
}

/** The province by the first letter of a postal code. */
const LETTERS: Readonly<Record<string, string>> = { A: 'NL', B: 'NS', C: 'PE', E: 'NB', G: 'QC', H: 'QC', J: 'QC', K: 'ON', L: 'ON', M: 'ON', N: 'ON', P: 'ON', R: 'MB', S: 'SK', T: 'AB', V: 'BC', X: 'NT', Y: 'YT' };
const provinceOf = (postal: string): string => LETTERS[postal[0]!] ?? 'QC';
