import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { add, noTotals, type Totals } from './control-totals.js';
import { copyLine } from './copy-text.js';
import { text, type Doc } from './erpnext/document.js';
import type { Mapped, Mapping } from './erpnext/mapping.js';
import { MAPPINGS } from './erpnext/mappings.js';
import { linesOf } from './json-lines.js';
import type { Batch } from './lane.js';
import { Lanes } from './lanes.js';
import { remarkId, type RunMemory } from './run-memory.js';
import { TABLES } from './tables.js';

/** Rows in one transaction: long enough to be fast, short enough (some 50 ms) that live news does not wait. */
const BATCH_ROWS = 5_000;

/** How many documents of a kind were read, taken, refused, and taken with a remark. */
export interface Count {
  read: number;
  taken: number;
  refused: number;
  remarked: number;
}

/** How far a run is: everything before this is safely in the tables. */
export interface Progress {
  doctype: string;
  /** The byte at which the next line of that doctype's file begins. */
  offset: number;
  rowsRead: number;
  rowsChanged: number;
  counts: Record<string, Count>;
  reasons: Record<string, number>;
  read: Totals;
  written: Totals;
}

export const noProgress = (): Progress => ({ doctype: MAPPINGS[0]!.doctype, offset: 0, rowsRead: 0, rowsChanged: 0, counts: {}, reasons: {}, read: noTotals(), written: noTotals() });

export interface RunOptions {
  readonly runId: string;
  readonly folder: string;
  readonly dryRun: boolean;
  readonly lanes: Lanes;
  readonly memory: RunMemory;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Told about once a second, when what it says is durable. */
  readonly onProgress: (progress: Progress) => Promise<void>;
}

/** Reads an export from where it stands and brings it in, kind by kind. Throws the signal's reason when it is stopped. */
export async function runErpnext(options: RunOptions): Promise<Progress> {
  const { folder, lanes, memory, progress } = options;
  const first = Math.max(0, MAPPINGS.findIndex((mapping) => mapping.doctype === progress.doctype));
  const words = hearWords(folder, memory);
  words.catch(() => undefined); // awaited where the words are needed
  for (const mapping of MAPPINGS.slice(first)) {
    const file = join(folder, `${mapping.doctype}.jsonl`);
    if (progress.doctype !== mapping.doctype) Object.assign(progress, { doctype: mapping.doctype, offset: 0 });
    if (!existsSync(file)) continue;
    if (mapping.doctype === 'Issue') await words;
    await new Stage(mapping, options, file).run();
    memory.passed(mapping.doctype);
  }
  await lanes.settled();
  await words;
  await options.onProgress(progress);
  return progress;
}

/** Looks ahead at when the last message about each issue was written, so that a ticket is written once. */
async function hearWords(folder: string, memory: RunMemory): Promise<void> {
  const file = join(folder, 'Communication.jsonl');
  if (!existsSync(file)) return;
  for await (const lines of linesOf(file)) {
    for (const line of lines) {
      const doc = parse(line.text);
      if (doc) memory.hearWord(text(doc, 'reference_name'), text(doc, 'creation'));
    }
  }
}

/** One kind of document on its way in. */
class Stage {
  private batch: Batch = emptyBatch();
  private rows = 0;
  private readonly seen = new Set<string>();
  /** How far reading is; how far writing is stands in the options' progress. */
  private readonly ahead: Progress;

  constructor(
    private readonly mapping: Mapping,
    private readonly options: RunOptions,
    private readonly file: string,
  ) {
    this.ahead = structuredClone(options.progress);
  }

  async run(): Promise<void> {
    const { signal, progress } = this.options;
    for await (const lines of linesOf(this.file, progress.offset)) {
      for (const line of lines) {
        if (line.text.trim()) this.take(line.text, line.next);
        this.ahead.offset = line.next;
        if (this.rows >= BATCH_ROWS) await this.send();
        if (signal.aborted) await this.stop();
      }
    }
    await this.send();
    await this.options.lanes.settled(); // what comes next refers to this kind
    await this.options.onProgress(progress);
  }

  private async stop(): Promise<never> {
    await this.options.lanes.settled();
    await this.options.onProgress(this.options.progress);
    throw this.options.signal.reason;
  }

  private take(line: string, next: number): void {
    const { doctype, map } = this.mapping;
    const count = (this.ahead.counts[doctype] ??= { read: 0, taken: 0, refused: 0, remarked: 0 });
    count.read++;
    this.ahead.rowsRead++;
    this.rows++;
    const doc = parse(line);
    if (!doc) return this.remark(count, `byte ${next}`, { rows: [], remarks: [{ reason: 'not-json', explanation: 'The line is no document.', refused: true }] }, { line: line.slice(0, 2_000) });
    const name = text(doc, 'name');
    const again = !name || this.seen.has(name);
    this.seen.add(name);
    if (again) return this.remark(count, name || `byte ${next}`, { rows: [], remarks: [{ reason: name ? 'duplicate-name' : 'no-name', explanation: name ? 'The export has this document twice; the first was taken.' : 'The document has no name.', refused: true }] }, doc);
    const known = this.options.memory.find(doctype, name);
    const mapped = map(doc, this.options.memory);
    this.remark(count, name, mapped, doc);
    if (!mapped.rows.length) return;
    if (known && doctype === 'Sales Invoice') this.batch.known.invoices.push(known.id);
    if (known && doctype === 'Payment Entry') this.batch.known.payments.push(known.id);
    this.tally(doc, mapped);
    if (!this.options.dryRun) this.stage(mapped);
  }

  private stage(mapped: Mapped): void {
    for (const { table, values } of mapped.rows) {
      const staged = this.batch.tables.get(table) ?? { text: '', rows: 0 };
      staged.text += copyLine(values, TABLES[table].columns);
      staged.rows++;
      this.batch.tables.set(table, staged);
      this.rows++;
    }
  }

  /** Counts money as it was read, under the other system's own words. */
  private tally(doc: Doc, mapped: Mapped): void {
    for (const { table, values } of mapped.rows) {
      if (table === 'invoice') add(this.ahead.read, { invoices: 1, total: values['total'] as number, outstanding: values['balance'] as number, paid: 0, byStatus: { [text(doc, 'status') || 'Draft']: 1 } });
      if (table === 'payment_allocation') this.ahead.read.paid += values['amount'] as number;
    }
  }

  private remark(count: Count, name: string, { remarks }: Mapped, doc: object): void {
    const refused = remarks.some((remark) => remark.refused);
    if (refused) count.refused++;
    else count.taken++;
    if (remarks.length && !refused) count.remarked++;
    for (const remark of remarks) {
      this.ahead.reasons[remark.reason] = (this.ahead.reasons[remark.reason] ?? 0) + 1;
      const row = remark.refused ? doc : null;
      this.batch.remarks.push(JSON.stringify({ id: remarkId(this.options.runId, this.mapping.doctype, name, remark.reason), doctype: this.mapping.doctype, name, ...remark, row }));
    }
  }

  private async send(): Promise<void> {
    if (!this.rows) return;
    const { progress, lanes, onProgress } = this.options;
    const batch = this.batch;
    const reached = structuredClone(this.ahead);
    this.batch = emptyBatch();
    this.rows = 0;
    // Customers share contacts, which an earlier batch may still be bringing in: only kinds that stand alone go side by side.
    const alone = this.mapping.doctype === 'Customer';
    await lanes.send(batch, alone, async (written) => {
      const { written: total, rowsChanged } = progress;
      add(total, written.totals);
      Object.assign(progress, reached, { written: total, rowsChanged: rowsChanged + written.changed });
      if (lanes.due()) await onProgress(progress);
    });
  }
}

const emptyBatch = (): Batch => ({ tables: new Map(), known: { invoices: [], payments: [] }, remarks: [] });

function parse(line: string): Doc | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Doc) : undefined;
  } catch {
    return undefined; // a broken line is reported as such
  }
}
