import type { Control } from './control-totals.js';

/** What came of a run. Amounts are cents. */
export interface ImportReport {
  readonly counts: readonly { readonly doctype: string; readonly read: number; readonly taken: number; readonly refused: number; readonly remarked: number }[];
  /** How many remarks there are of each reason. */
  readonly reasons: Readonly<Record<string, number>>;
  readonly controls: readonly Control[];
  readonly rowsRead: number;
  /** Rows of our tables that were added or differed. */
  readonly rowsChanged: number;
  readonly seconds: number;
}

/** The report as lines for a terminal. */
export function reportLines(report: ImportReport): string[] {
  const counts = [['', 'read', 'taken', 'refused', 'remarks'], ...report.counts.map((row) => [row.doctype, `${row.read}`, `${row.taken}`, `${row.refused}`, `${row.remarked}`])];
  const money = new Set(['total', 'outstanding', 'paid']);
  const shown = (name: string, value: number | null) => (value === null ? '–' : money.has(name) ? (value / 100).toFixed(2) : `${value}`);
  const totals = [['', 'export', 'read', 'in the tables', ''], ...report.controls.map((row) => [row.name, shown(row.name, row.expected), shown(row.name, row.read), shown(row.name, row.written), row.agrees ? 'agrees' : 'DIFFERS'])];
  const reasons = Object.entries(report.reasons).sort().map(([reason, count]) => [reason, `${count}`]);
  return [...table(counts), '', ...table(totals), ...(reasons.length ? ['', ...table([['remark', 'documents'], ...reasons])] : []), '', `${report.rowsRead} documents in ${report.seconds} s, ${report.rowsChanged} rows added or changed.`];
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) => row.map((cell, column) => (column ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!))).join('  ').trimEnd());
}
