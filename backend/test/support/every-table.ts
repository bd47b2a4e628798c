import { randomUUID } from 'node:crypto';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';
import type { DataSource, EntityMetadata } from 'typeorm';
import { entities } from '../../src/entities.js';
import { APP_SOURCE, type Db } from '../../src/platform/db/db.js';
import { namesOfEnum } from '../../src/platform/db/columns.js';
import { Tenant } from '../../src/tenancy/tenant.entity.js';
import type { TestApp } from './app.js';

/** One row in every table, all belonging together, whose every text holds the canary. */
export interface World {
  readonly canary: string;
  readonly tenantId: string;
  /** The row's id by table. */
  readonly ids: Readonly<Record<string, string>>;
}

/** Columns named after something else than the table they point to. */
const ALSO: Readonly<Record<string, string>> = { location: 'service_location', staff: 'staff_user', assignee: 'staff_user', subject: 'customer', item: 'catalog_item', rule: 'alert_rule', run: 'import_run' };
/** Values that a row needs to be kept, or to be seen at all by those who may. */
const SHOWN: Readonly<Record<string, unknown>> = { 'device.parent_id': null, 'ledger_entry.amount': 0, 'part_movement.from_place_id': null, 'customer.stripe_customer_id': null, 'billing_run.status': 'UNDONE', 'invoice.state': 'ISSUED', 'ticket_message.internal': false, 'alert_event.cleared_at': null, 'device_key.revoked_at': null, 'session.revoked_at': null };

/** Fills every table once, from the entities alone, so that a table added later is covered without a word here. */
export async function fillEveryTable(app: TestApp, canary: string, of: { readonly tenantId?: string } = {}): Promise<World> {
  const source = app.app.get<DataSource>(APP_SOURCE);
  const ids: Record<string, string> = {};
  const tenantId = of.tenantId ?? randomUUID();
  await app.db.unscoped('a test fills all tables of a tenant', async () => {
    for (const entity of entities) {
      const table = source.getMetadata(entity);
      if (table.target === Tenant && of.tenantId) ids['tenant'] = tenantId;
      else await insert(app.db, table, { canary, tenantId, ids });
    }
  });
  return { canary, tenantId, ids };
}

async function insert(db: Db, table: EntityMetadata, world: { canary: string; tenantId: string; ids: Record<string, string> }): Promise<void> {
  const id = table.target === Tenant ? world.tenantId : randomUUID();
  world.ids[table.tableName] = id;
  const columns = table.columns.filter((column) => !column.isGenerated);
  const values = columns.map((column) => valueOf(table, column, id, world));
  const list = columns.map((column) => `"${column.databaseName}"`).join(', ');
  const made = await db.query(`insert into "${table.tableName}" (${list}) values (${columns.map((_, i) => `$${i + 1}`).join(', ')}) on conflict do nothing returning 1`, values);
  if (made.length || !columns.some(({ propertyName }) => propertyName === 'tenantId') || !columns.some(({ propertyName }) => propertyName === 'id')) return;
  // Of some things a provider has one, which its customers share.
  const [shared] = await db.query<{ id: string }>(`select id::text from "${table.tableName}" where tenant_id = $1 limit 1`, [world.tenantId]);
  if (shared) world.ids[table.tableName] = shared.id;
}

function valueOf(table: EntityMetadata, column: ColumnMetadata, id: string, { canary, tenantId, ids }: { canary: string; tenantId: string; ids: Record<string, string> }): unknown {
  const path = `${table.tableName}.${column.databaseName}`;
  if (path in SHOWN) return SHOWN[path];
  if (column.propertyName === 'id') return column.type === 'uuid' ? id : `${canary}-${id}`;
  if (column.propertyName === 'tenantId') return tenantId;
  if (column.type === 'uuid' && !column.isArray) {
    const name = column.databaseName.replace(/_id$/, '');
    return ids[column.referencedColumn?.entityMetadata.tableName ?? ALSO[name] ?? name] ?? (column.isNullable ? null : randomUUID());
  }
  const names = namesOfEnum((table.target as { prototype: object }).prototype, column.propertyName);
  if (names) return typeof column.default === 'string' ? column.default : names[0];
  const type = String(column.type);
  if (column.isArray && Array.isArray(column.default) && column.default.length) return column.default;
  if (column.isArray) return type === 'text' ? [canary] : [];
  if (type === 'jsonb') return JSON.stringify(Array.isArray(column.default) ? [] : {});
  if (type === 'tstzrange') return null;
  if (type === 'boolean') return column.default === true;
  if (type === 'date') return new Date().toISOString().slice(0, 10);
  // What ends does so after it began.
  if (type.startsWith('timestamp')) return new Date(Date.now() + (column.databaseName === 'ends_at' ? 3_600_000 : 0));
  if (type === 'int' || type === 'integer' || type === 'bigint' || type === 'double precision') return 1;
  if (path === 'tenant_domain.host') return `${canary}.example`.toLowerCase();
  if (column.databaseName === 'language') return 'FR';
  if (column.databaseName === 'currency') return 'CAD';
  if (column.databaseName === 'time_zone') return 'America/Toronto';
  // A provider's own name is known to all of its customers.
  return `${table.target === Tenant ? `SHARED${canary.slice(-5)}` : canary} ${column.databaseName} ${id.slice(0, 8)}`;
}
