import type { Columns } from '../platform/read/read.js';
import { and, sql, type Sql } from '../platform/read/sql.js';
import type { AuditEntry } from './audit-entry.entity.js';
import type { AuditFilter } from './audit.inputs.js';

/** `%` and `_` as the characters they are. */
const plain = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** The condition that a filter stands for; the screen and the export share it. */
export function auditWhere(e: Columns<AuditEntry>, { actor, actorKind, action, target, address, from, until }: AuditFilter): Sql {
  return and(
    actor && sql`${e.actorName} ilike ${`%${plain(actor.trim())}%`}`,
    actorKind && sql`${e.actorKind} = ${actorKind}`,
    action && (action.endsWith('.') ? sql`${e.action} like ${`${plain(action)}%`}` : sql`${e.action} = ${action}`),
    target && (target.includes(':') ? sql`${e.target} like ${`${plain(target)}%`}` : sql`${e.target} like ${`%:${plain(target)}%`}`),
    address && sql`${e.address} like ${`${plain(address.trim())}%`}`,
    from && sql`${e.createdAt} >= ${from}::timestamptz`,
    until && sql`${e.createdAt} < ${until}::timestamptz`,
  );
}
