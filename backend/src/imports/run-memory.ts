import { createHash } from 'node:crypto';
import { uuidv7 } from '../platform/ids.js';
import { localTime } from './erpnext/local-time.js';
import type { Context, Taken } from './erpnext/mapping.js';
import type { Lane } from './lane.js';

/** Where things of each doctype are found again. */
const SOURCES: readonly (readonly [doctype: string, query: string])[] = [
  ['Item', 'select code, id, null from catalog_item'],
  ['Dispatch Technician', 'select source_id, id, null from technician where source_id is not null'],
  ['Customer', 'select source_id, id, id from customer where source_id is not null'],
  ['Contact', `select lower(email), id, null from contact where email is not null order by created_at desc`],
  ['Service Location', 'select source_id, id, customer_id from service_location where source_id is not null'],
  ['Service Equipment', 'select source_id, id, null from device where source_id is not null'],
  ['Service Subscription', 'select source_id, id, null from subscription where source_id is not null'],
  ['Sales Invoice', 'select source_id, id, customer_id from invoice where source_id is not null'],
  ['Payment Entry', 'select source_id, id, null from payment where source_id is not null'],
  ['Issue', 'select source_id, id, customer_id from ticket where source_id is not null'],
  ['Dispatch Job', 'select source_id, id, null from job where source_id is not null'],
];
/** Invoices and payments are the most, and only payments ask for invoices. */
const NOT_ASKED_AFTER: Readonly<Record<string, readonly string[]>> = { 'Payment Entry': ['Sales Invoice', 'Payment Entry', 'Service Subscription', 'Service Equipment', 'Item'], Communication: ['Issue'] };
const NUMBERED = ['customer', 'invoice', 'ticket', 'job'] as const;

/** What a run knows: ids by name there, numbers and serials in use. Filled from the tables, so that a run can go on or be run again. */
export class RunMemory implements Context {
  readonly at: Context['at'];
  private readonly taken = new Map<string, Map<string, Taken>>();
  private readonly numbers = new Map<string, Set<string>>();
  private readonly serials = new Map<string, string>();
  private readonly words = new Map<string, string>();

  constructor(
    readonly termsDays: number,
    zone: string,
  ) {
    this.at = localTime(zone);
  }

  async load(lane: Lane): Promise<void> {
    for (const [doctype, query] of SOURCES) {
      const known = this.of(doctype);
      await lane.each(query, ([name, id, customerId]) => known.set(plain(name!), { id: id!, customerId: customerId === '\\N' ? undefined : customerId }));
    }
    for (const table of NUMBERED) {
      const used = new Set<string>();
      this.numbers.set(table, used);
      await lane.each(`select number from ${table} where number is not null and number is distinct from source_id and (source_id is null or number <> 'ERP-' || source_id)`, ([number]) => used.add(plain(number!)));
    }
    await lane.each('select serial_key, source_id from device', ([key, source]) => this.serials.set(plain(key!), source === '\\N' ? '' : plain(source!)));
  }

  find = (doctype: string, name: string): Taken | undefined => this.taken.get(doctype)?.get(name);

  take = (doctype: string, name: string, customerId?: string): string => {
    const known = this.of(doctype);
    const before = known.get(name);
    if (before) return before.id;
    const id = uuidv7();
    known.set(name, { id, customerId });
    return id;
  };

  contactFor = (email: string): string => this.take('Contact', email);

  numberFor = (table: string, name: string): string => (this.numbers.get(table)?.has(name) ? `ERP-${name}` : name);

  claimSerial = (key: string, name: string): boolean => {
    const holder = this.serials.get(key);
    if (holder !== undefined) return holder === name;
    this.serials.set(key, name);
    return true;
  };

  lastWord = (issue: string): string | undefined => this.words.get(issue);

  /** Remembers when a message about an issue was written. */
  hearWord(issue: string, stamp: string): void {
    const known = this.words.get(issue);
    if (!known || known < stamp) this.words.set(issue, stamp);
  }

  /** Lets go of what nothing that comes after this doctype asks for. */
  passed(doctype: string): void {
    if (doctype === 'Issue') this.words.clear();
    for (const done of NOT_ASKED_AFTER[doctype] ?? []) this.taken.delete(done);
  }

  private of(doctype: string): Map<string, Taken> {
    const known = this.taken.get(doctype) ?? new Map<string, Taken>();
    this.taken.set(doctype, known);
    return known;
  }
}

/** COPY writes a backslash and control characters escaped. */
const plain = (field: string): string => (field.includes('\\') ? field.replace(/\\([\\tnr])/g, (_, letter: string) => ({ t: '\t', n: '\n', r: '\r' })[letter] ?? letter) : field);

/** The same remark about the same document in a run is one row, however often its batch is tried. */
export function remarkId(runId: string, doctype: string, name: string, reason: string): string {
  const hex = createHash('sha256').update(`${runId}\n${doctype}\n${name}\n${reason}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
