/** What the importers fill: the columns they give, and what says that a row is there already. */
export const TABLES = {
  catalog_item: { columns: ['id', 'code', 'name', '"group"', 'price', 'currency', 'frequency', 'requires_visit', 'active'], key: ['tenant_id', 'code'] },
  technician: { columns: ['id', 'name', 'phone', 'email', 'skills', 'home_lat', 'home_lon', 'shift_start', 'shift_end', 'colour', 'source_id'], key: ['tenant_id', 'source_id'] },
  customer: { columns: ['id', 'created_at', 'number', 'name', 'kind', 'status', 'language', 'currency', 'billing_email', 'legacy_number', 'stripe_customer_id', 'source_id'], key: ['tenant_id', 'source_id'] },
  contact: { columns: ['id', 'name', 'email', 'language'], key: ['id'] },
  customer_contact: { columns: ['id', 'customer_id', 'contact_id', 'role'], key: ['customer_id', 'contact_id'] },
  phone: { columns: ['id', 'customer_id', 'kind', 'number', 'last_ten'], key: ['id'] },
  service_location: { columns: ['id', 'customer_id', 'name', 'line1', 'city', 'province', 'postal_code', 'lat', 'lon', 'access_notes', 'source_id'], key: ['tenant_id', 'source_id'] },
  device: { columns: ['id', 'serial', 'serial_key', 'mac', 'kind', 'brand', 'model', 'status', 'customer_id', 'location_id', 'source_id'], key: ['tenant_id', 'source_id'] },
  subscription: { columns: ['id', 'customer_id', 'location_id', 'item_id', 'price', 'currency', 'frequency', 'status', 'starts_on', 'ends_on', 'source_id'], key: ['tenant_id', 'source_id'] },
  invoice: { columns: ['id', 'number', 'state', 'customer_id', 'currency', 'subtotal', 'tax_total', 'total', 'balance', 'taxes', 'issued_on', 'due_on', 'issued_at', 'source_id'], key: ['tenant_id', 'source_id'] },
  invoice_line: { columns: ['id', 'invoice_id', 'customer_id', 'position', 'description', 'quantity', 'unit_price', 'amount', 'currency', 'period_start', 'period_end'], key: ['id'] },
  payment: { columns: ['id', 'customer_id', 'amount', 'currency', 'method', 'status', 'received_on', 'reference', 'source_id'], key: ['tenant_id', 'source_id'] },
  payment_allocation: { columns: ['id', 'payment_id', 'invoice_id', 'customer_id', 'amount', 'currency'], key: ['payment_id', 'invoice_id'] },
  ticket: { columns: ['id', 'number', 'subject', 'kind', 'status', 'priority', 'customer_id', 'raised_by', 'channel', 'opened_at', 'last_message_at', 'closed_at', 'source_id'], key: ['tenant_id', 'source_id'] },
  ticket_message: { columns: ['id', 'ticket_id', 'customer_id', 'author', 'author_name', 'channel', 'body', 'sent_at', 'source_id'], key: ['tenant_id', 'source_id'] },
  job: { columns: ['id', 'number', 'title', 'kind', 'status', 'priority', 'duration_minutes', 'day', 'starts_at', 'ends_at', 'technician_id', 'customer_id', 'location_id', 'skills', 'completed_at', 'source_id'], key: ['tenant_id', 'source_id'] },
} as const satisfies Record<string, { readonly columns: readonly string[]; readonly key: readonly string[] }>;

export type TableName = keyof typeof TABLES;

/** Tables whose rows are parts of another, listed after it. */
export const TABLE_NAMES = Object.keys(TABLES) as TableName[];

/** Adds the staged rows; those that are there already are brought up to date, and left alone when nothing differs. */
export function mergeStatement(table: TableName): string {
  const { columns, key } = TABLES[table];
  const given = columns.filter((column) => column !== 'id' && !(key as readonly string[]).includes(column));
  const list = (prefix: string) => given.map((column) => `${prefix}.${column}`).join(', ');
  return `insert into ${table} (tenant_id, ${columns.join(', ')}) select (select current_tenant()), ${columns.join(', ')} from stage_${table}
    on conflict (${key.join(', ')}) do update set ${given.map((column) => `${column} = excluded.${column}`).join(', ')} where (${list(table)}) is distinct from (${list('excluded')})`;
}
