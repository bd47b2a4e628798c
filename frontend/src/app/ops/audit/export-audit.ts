import { Unexpected, Unreachable } from '../../core/http/json';
import type { AuditFilter } from '../../core/graphql/schema.generated';

/** Fetches the entries that fit a filter as a spreadsheet and hands it to the browser to save. */
export async function exportAudit(filter: AuditFilter): Promise<void> {
  const response = await fetch('/files/audit.csv', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(filter), credentials: 'same-origin' }).catch(() => {
    throw new Unreachable('/files/audit.csv');
  });
  if (!response.ok) throw new Unexpected(response.status);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = 'audit.csv';
  link.click();
  URL.revokeObjectURL(link.href);
}
