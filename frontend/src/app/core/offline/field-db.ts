import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { newKey } from '../graphql/key';
import type { Command } from './command';
import type { FieldDayQuery } from './day-pack.generated';

/** Parts and devices of the own van, where else they may go, and what visits usually take. */
export type FieldStock = Pick<FieldDayQuery, 'myVan' | 'stockPlaces' | 'parts' | 'partNeeds'>;

/** A day as it was downloaded. */
export interface Pack {
  readonly day: string;
  /** When the server was asked, by this phone's clock. */
  readonly askedAt: string;
  /** How far this phone's clock was behind the server's, in milliseconds. */
  readonly skewMs?: number;
  /** The form of `content`: a pack of another form is read as far as it goes, until the next download. */
  readonly form?: number;
  readonly content: FieldDayQuery['fieldDay'];
  /** What is on board, as it was told with that day. */
  readonly stock?: FieldStock;
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

/** A photograph or a signature of a visit: kept until the server has all of it, the small picture a while longer. */
export interface KeptPhoto {
  readonly id: string;
  readonly jobId: string;
  readonly takenAt: string;
  readonly bytes: Blob | null;
  /** A small picture as a data URL, to be shown without reading the large one. */
  readonly small: string;
  /** Why the server does not take it, in its words. */
  readonly refused?: string;
}

/** The phone's name for itself, and the number its next action gets. */
export interface Phone {
  readonly deviceId: string;
  readonly nextSeq: number;
}

/** The lock that unsent work is put under when its person leaves; only the server can open it, and only for that person. */
export interface SealKey {
  readonly kid: string;
  readonly point: string;
}

interface Schema extends DBSchema {
  commands: { key: string; value: Command };
  packs: { key: string; value: Pack };
  scans: { key: string; value: KeptScan };
  photos: { key: string; value: KeptPhoto };
  phone: { key: string; value: Phone };
  lock: { key: string; value: SealKey };
  /** Room kept free: given up when the phone is full, so that what was done can still be written down. */
  ballast: { key: string; value: Blob };
}

export type FieldDb = IDBPDatabase<Schema>;

const PREFIX = 'demarc.field.';

/** The technicians whose work is on this phone, readable. */
export const techniciansHere = async (): Promise<string[]> =>
  (await indexedDB.databases()).flatMap(({ name }) => (name?.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : []));

/** The database of one technician on this phone; another one who signs in finds nothing of it. `closed` hears when it must not be used any more. */
export function openFieldDb(technicianId: string, closed: () => void = () => undefined): Promise<FieldDb> {
  return openDB<Schema>(PREFIX + technicianId, 2, {
    upgrade(db, from) {
      if (from < 1) {
        db.createObjectStore('commands', { keyPath: 'commandId' });
        db.createObjectStore('packs', { keyPath: 'day' });
        db.createObjectStore('scans', { keyPath: 'id' });
        db.createObjectStore('phone');
      }
      db.createObjectStore('photos', { keyPath: 'id' });
      db.createObjectStore('lock');
      db.createObjectStore('ballast');
    },
    // Signing out deletes the databases; a tab still open must not stand in the way.
    blocking: (_current, _blocked, event) => {
      (event.target as IDBDatabase).close();
      closed();
    },
    terminated: closed,
  });
}

/** Writes an action down with its number, and its photo when it has one: all or nothing; several tabs count together. */
export async function writeDown(db: FieldDb, command: Omit<Command, 'seq'>, photo?: KeptPhoto): Promise<Command> {
  const tx = db.transaction(['commands', 'phone', 'photos'], 'readwrite', { durability: 'strict' });
  const settled = tx.done.then(() => null, (error: unknown) => ({ error }));
  const phone = (await tx.objectStore('phone').get('me')) ?? { deviceId: newKey(), nextSeq: 1 };
  const numbered = { ...command, seq: phone.nextSeq };
  await Promise.all([tx.objectStore('phone').put({ ...phone, nextSeq: phone.nextSeq + 1 }, 'me'), tx.objectStore('commands').add(numbered), photo && tx.objectStore('photos').put(photo)]);
  const failed = await settled;
  if (failed) throw failed.error;
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
