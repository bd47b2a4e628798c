import type { TableName } from '../tables.js';
import type { Doc } from './document.js';

export type Value = string | number | boolean | null;

/** A row for one of our tables. */
export interface Row {
  readonly table: TableName;
  readonly values: Readonly<Record<string, Value>>;
}

/** Something about a document that a person should know. A refused document is not taken at all. */
export interface Remark {
  readonly reason: string;
  readonly explanation: string;
  readonly refused: boolean;
}

/** What a document becomes. */
export interface Mapped {
  readonly rows: readonly Row[];
  readonly remarks: readonly Remark[];
}

/** A thing of the other system that was taken, under its name there. */
export interface Taken {
  readonly id: string;
  readonly customerId?: string | undefined;
}

/** What a mapping may ask while it works; it is the run's memory. */
export interface Context {
  readonly termsDays: number;
  /** An instant from the tenant's local day and time. */
  readonly at: (day: string, time: string) => string;
  /** The thing of this doctype and name, when it was taken now or in an earlier run. */
  readonly find: (doctype: string, name: string) => Taken | undefined;
  /** The id for a thing of this doctype and name: the one it has, or a new one. Remembers it. */
  readonly take: (doctype: string, name: string, customerId?: string) => string;
  /** The number of a row: its name there when that is free, otherwise another one. */
  readonly numberFor: (table: 'customer' | 'invoice' | 'ticket' | 'job', name: string) => string;
  /** Claims a serial for a device; false when another device has it. */
  readonly claimSerial: (key: string, name: string) => boolean;
  /** The contact with this address, new or known. */
  readonly contactFor: (email: string) => string;
  /** When the last message about an issue was written, as the export writes it. */
  readonly lastWord: (issue: string) => string | undefined;
}

/** How one kind of document becomes rows; a plain function of the document and what is known already. */
export interface Mapping {
  readonly doctype: string;
  readonly map: (doc: Doc, context: Context) => Mapped;
}

export const refuse = (reason: string, explanation: string): Mapped => ({ rows: [], remarks: [{ reason, explanation, refused: true }] });
export const note = (reason: string, explanation: string): Remark => ({ reason, explanation, refused: false });

/** The id of a part of something: always the same for the same place in it, and near it in the index. */
export function partId(id: string, place: number): string {
  return id.slice(0, -4) + ((parseInt(id.slice(-4), 16) ^ place) & 0xffff).toString(16).padStart(4, '0');
}
