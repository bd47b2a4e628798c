import { readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Totals } from './control-totals.js';

/** What the export says about itself. */
export interface Manifest {
  readonly counts: Readonly<Record<string, number>>;
  readonly totals: Totals | null;
}

const whole = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0);
const object = (value: unknown): Readonly<Record<string, unknown>> => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {});
const numbers = (value: unknown): Record<string, number> => Object.fromEntries(Object.entries(object(value)).map(([name, count]) => [name, whole(count)]));

/** Reads `manifest.json` beside the files; an export without one is read without comparison. */
export function readManifest(folder: string): Manifest {
  const file = join(folder, 'manifest.json');
  if (!existsSync(file)) return { counts: {}, totals: null };
  const manifest = object(JSON.parse(readFileSync(file, 'utf8')));
  const said = manifest['control_totals_cents_of_importable_invoices'];
  const { invoices, grand_total, outstanding, paid, by_status } = object(said);
  return { counts: numbers(manifest['counts']), totals: said ? { invoices: whole(invoices), total: whole(grand_total), outstanding: whole(outstanding), paid: whole(paid), byStatus: numbers(by_status) } : null };
}
