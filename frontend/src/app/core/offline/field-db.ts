import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { newKey } from '../graphql/key';
import type { Command } from './command';
import type { FieldDayQuery } from './day-pack.generated';

/** A day as it was downloaded. */
export interface Pack {
  readonly day: string;
  /** When the server was asked, by this phone's clock. */
  readonly askedAt: string;
  readonly content: FieldDayQuery['fieldDay'];
}

/** A photo of a label that waits for signal, and then what was read in it. */
export interface KeptScan {
  readonly id: string;
  readonly jobId: string | null;
  readonly mode: 'BARCODE' | 'LABEL';
  readonly takenAt: string;
  readonly photo: Blob | null;
  readonly answer: unknown;
}

/** The phone's name for itself, and the number its next action gets. */
export interface Phone {
  readonly deviceId: string;
  readonly nextSeq: number;
}

interface Schema extends DBSchema {
  commands: { key: string; value: Command };
  packs: { key: string; value: Pack };
  scans: { key: string; value: KeptScan };
  phone: { key: string; value: Phone };
}

export type FieldDb = IDBPDatabase<Schema>;

/** The database of one technician on this phone; another one who signs in finds nothing of it. */
export function openFieldDb(technicianId: string): Promise<FieldDb> {
  return openDB<Schema>(`demarc.field.${technicianId}`, 1, {
    upgrade(db) {
      db.createObjectStore('commands', { keyPath: 'commandId' });
      db.createObjectStore('packs', { keyPath: 'day' });
      db.createObjectStore('scans', { keyPath: 'id' });
      db.createObjectStore('phone');
    },
    // Signing out deletes the databases; a tab still open must not stand in the way.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
}

/** Writes an action down with its number, both or neither; several tabs count together. */
export async function writeDown(db: FieldDb, command: Omit<Command, 'seq'>): Promise<Command> {
  const tx = db.transaction(['commands', 'phone'], 'readwrite', { durability: 'strict' });
  const phone = (await tx.objectStore('phone').get('me')) ?? { deviceId: newKey(), nextSeq: 1 };
  const numbered = { ...command, seq: phone.nextSeq };
  await Promise.all([tx.objectStore('phone').put({ ...phone, nextSeq: phone.nextSeq + 1 }, 'me'), tx.objectStore('commands').add(numbered), tx.done]);
  return numbered;
}

/** Changes the log as a whole; `change` may also give the phone a new name and count. */
export async function rewrite(db: FieldDb, change: (commands: Command[], phone: Phone) => { readonly commands: readonly Command[]; readonly forget?: readonly Command[]; readonly phone?: Phone }): Promise<void> {
  const tx = db.transaction(['commands', 'phone'], 'readwrite', { durability: 'strict' });
  const [log, store] = [tx.objectStore('commands'), tx.objectStore('phone')];
  const before = await log.getAll();
  const { commands, forget = [], phone } = change(before, (await store.get('me')) ?? { deviceId: newKey(), nextSeq: 1 });
  const changed = commands.filter((command) => !before.includes(command));
  await Promise.all([...changed.map((command) => log.put(command)), ...forget.map(({ commandId }) => log.delete(commandId)), ...(phone ? [store.put(phone, 'me')] : []), tx.done]);
}
