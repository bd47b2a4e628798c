import type { Columns } from '../platform/read/read.js';
import { raw, sql, type Sql } from '../platform/read/sql.js';
import type { Invoice } from './invoice.entity.js';

/** The tenant's local day, asked once per statement. */
export const TODAY = raw(`(select (now() at time zone zone.time_zone)::date from tenant zone where zone.id = (select current_tenant()))`);

/** Where an invoice stands for people: as stored, but overdue once its due date has passed unpaid. */
export function shownStatus(invoice: Columns<Invoice>): Sql {
  return sql`case when ${invoice.state} in ('ISSUED', 'PARTLY_PAID') and ${invoice.dueOn} < ${TODAY} then 'OVERDUE' else ${invoice.state} end`;
}

/** States in which an invoice is a debt. */
export const UNPAID = raw(`('ISSUED', 'PARTLY_PAID')`);
