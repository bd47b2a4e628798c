import { Injectable } from '@nestjs/common';
import type { Actor } from '../auth/actor.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import { many, one, type Read } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { CatalogItem, TaxRateRow } from './catalog.entity.js';
import { CatalogItemChanged } from './catalog.events.js';
import type { CatalogItemChange, CatalogItemInput } from './catalog.inputs.js';
import { CodeTaken } from './catalog.results.js';

/** What the provider sells, and the taxes on it. */
@Injectable()
export class CatalogService {
  constructor(
    private readonly db: Db,
    private readonly events: Events,
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
    const { requiresVisit, taxable, ...rest } = input;
    const item = Object.assign(new CatalogItem(), rest, { currency: tenant!.currency, requiresVisit: requiresVisit ?? false, taxable: taxable ?? true, active: true });
    const inserted = await this.db.repo(CatalogItem).createQueryBuilder().insert().values(item).orIgnore().returning('id').execute();
    if (!(inserted.raw as unknown[]).length) return this.taken(input.code);
    return this.changed(me, item.id);
  }

  async change(me: Actor, id: string, input: CatalogItemChange): Promise<Read<CatalogItem>> {
    const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined && value !== null));
    if (!(await this.db.repo(CatalogItem).existsBy({ id }))) throw new NotFoundError();
    if (Object.keys(given).length) await this.db.repo(CatalogItem).update({ id }, given);
    return this.changed(me, id);
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
