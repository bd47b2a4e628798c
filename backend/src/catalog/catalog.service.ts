import { PUBLISHED_RATES } from '@demarc/money';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../auth/actor.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import { many, one, type Read } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { CatalogItem, TaxClass, TaxRateRow } from './catalog.entity.js';
import { CatalogItemChanged, TaxRatesChanged } from './catalog.events.js';
import type { CatalogItemChange, CatalogItemInput, CatalogPriceInput, TaxRateInput } from './catalog.inputs.js';
import { CodeTaken, PriceInThePast } from './catalog.results.js';

/** What the provider sells, and the taxes on it. */
@Injectable()
export class CatalogService {
  constructor(
    private readonly db: Db,
    private readonly events: Events,
    private readonly clock: Clock,
  ) {}

  /** What is for sale; staff with the right may ask for everything. */
  items(active: boolean | null): Read<CatalogItem> {
    return many(CatalogItem, {
      where: (item) => (active === null ? sql`true` : sql`${item.active} = ${active}::boolean`),
      order: [[(item) => item.group, 'asc'], [(item) => item.name, 'asc']],
      limit: 1_000,
    });
  }

  /** The rates of all provinces that hold on a day. */
  taxRates(day: string): Read<TaxRateRow> {
    return many(TaxRateRow, {
      where: (rate) => sql`${rate.validFrom} = (select max(r.valid_from) from tax_rate_row r where r.province = ${rate.province} and r.code = ${rate.code} and r.valid_from <= ${day}::date)`,
      order: [[(rate) => rate.province, 'asc'], [(rate) => rate.code, 'asc']],
    });
  }

  async create(me: Actor, input: CatalogItemInput): Promise<Read<CatalogItem> | CodeTaken> {
    const [tenant] = await this.db.query<{ currency: string }>('select currency from tenant where id = $1', [me.tenantId]);
    const { requiresVisit, taxClass, ...rest } = input;
    const item = Object.assign(new CatalogItem(), rest, { currency: tenant!.currency, requiresVisit: requiresVisit ?? false, taxClass: taxClass ?? TaxClass.STANDARD, active: true });
    const inserted = await this.db.repo(CatalogItem).createQueryBuilder().insert().values(item).orIgnore().returning('id').execute();
    if (!(inserted.raw as unknown[]).length) return this.taken(input.code);
    return this.changed(me, item.id);
  }

  async change(me: Actor, id: string, input: CatalogItemChange): Promise<Read<CatalogItem>> {
    const { price, ...columns } = input;
    const given = Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined && value !== null));
    if (!(await this.db.repo(CatalogItem).existsBy({ id }))) throw new NotFoundError();
    if (typeof price === 'number') await this.keepPrice(id, price, await this.today(me));
    if (Object.keys(given).length) await this.db.repo(CatalogItem).update({ id }, given);
    return this.changed(me, id);
  }

  /** Sets what an item costs from a day on, today at the earliest; the same day again replaces it. */
  async price(me: Actor, { itemId, price, validFrom }: CatalogPriceInput): Promise<Read<CatalogItem> | PriceInThePast> {
    if (!(await this.db.repo(CatalogItem).existsBy({ id: itemId }))) throw new NotFoundError();
    if (validFrom < (await this.today(me))) return new PriceInThePast();
    await this.keepPrice(itemId, price, validFrom);
    return this.changed(me, itemId);
  }

  /** Sets a sales tax from a day on; the same day again replaces it. Papers already issued stay as they are. */
  async setTaxRate(me: Actor, input: TaxRateInput): Promise<Read<TaxRateRow>> {
    await this.db.query(
      'insert into tax_rate_row (province, code, rate_millionths, valid_from, tax_classes) values ($1, $2, $3, $4, $5) on conflict (tenant_id, province, code, valid_from) do update set rate_millionths = excluded.rate_millionths, tax_classes = excluded.tax_classes',
      [input.province, input.code, input.rateMillionths, input.validFrom, input.taxClasses],
    );
    await this.events.emit(new TaxRatesChanged(me.name));
    return one(TaxRateRow, (rate) => sql`${rate.province} = ${input.province} and ${rate.code} = ${input.code} and ${rate.validFrom} = ${input.validFrom}::date`);
  }

  /** Adds the published rates of all provinces; those the provider has set stay as they are. */
  async adoptPublished(me: Actor, today: string): Promise<Read<TaxRateRow>> {
    await this.db.repo(TaxRateRow).createQueryBuilder().insert().values(PUBLISHED_RATES.map((rate) => ({ ...rate, taxClasses: [TaxClass.STANDARD, TaxClass.TELECOM] }))).orIgnore().execute();
    await this.events.emit(new TaxRatesChanged(me.name));
    return this.taxRates(today);
  }

  /** The taxes of every province by their days, for whoever computes many invoices at once. */
  allRates(): Promise<TaxRateRow[]> {
    return this.db.repo(TaxRateRow).find();
  }

  /** What items cost on a day, by item. */
  async pricesOn(day: string): Promise<Map<string, number>> {
    const rows = await this.db.query<{ id: string; price: string }>('select i.id, coalesce((select p.price from catalog_price p where p.item_id = i.id and p.valid_from <= $1 order by p.valid_from desc limit 1), i.price) price from catalog_item i', [day]);
    return new Map(rows.map(({ id, price }) => [id, Number(price)]));
  }

  async today(me: Actor): Promise<string> {
    const [tenant] = await this.db.query<{ zone: string }>('select time_zone zone from tenant where id = $1', [me.tenantId]);
    return this.clock.today(tenant!.zone);
  }

  private keepPrice(itemId: string, price: number, validFrom: string): Promise<unknown> {
    return this.db.query('insert into catalog_price (item_id, price, currency, valid_from) select id, $2::bigint, currency, $3::date from catalog_item where id = $1 on conflict (item_id, valid_from) do update set price = excluded.price', [itemId, price, validFrom]);
  }

  private async changed(me: Actor, id: string): Promise<Read<CatalogItem>> {
    await this.events.emit(new CatalogItemChanged(id, me.name));
    return one(CatalogItem, (item) => sql`${item.id} = ${id}::uuid`);
  }

  private async taken(code: string): Promise<CodeTaken> {
    const other = await this.db.repo(CatalogItem).findOneByOrFail({ code });
    return new CodeTaken(code, other.name);
  }
}
