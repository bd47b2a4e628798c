import { addDays } from '@demarc/time';
import type { FieldDb } from './field-db';
import { forgettable } from './log-rules';

const BALLAST_BYTES = 512 * 1024;
const isFull = (error: unknown): boolean => error instanceof DOMException && (error.name === 'QuotaExceededError' || /quota/i.test(error.message));

/** The phone has no room left, and what was done could not be written down. */
export class StorageFull extends Error {
  override readonly name = 'StorageFull';
}

/** Keeps some room free, so that a full phone can still write down what was done. False when there is none. */
export async function keepRoom(db: FieldDb): Promise<boolean> {
  if (await db.count('ballast')) return true;
  return db.put('ballast', new Blob([new Uint8Array(BALLAST_BYTES)]), 'room').then(() => true, () => false);
}

/** Writes; when the phone is full it gives up what can be had again, and then the room kept free. Throws `StorageFull`. */
export async function inRoom<T>(db: FieldDb, work: () => Promise<T>): Promise<T> {
  for (const give of [giveUpOld, giveUpBallast]) {
    try {
      return await work();
    } catch (error) {
      if (!isFull(error)) throw error;
      await give(db);
    }
  }
  try {
    return await work();
  } catch (error) {
    throw isFull(error) ? new StorageFull() : error;
  }
}

/** What the server has: old days, actions answered long ago, small pictures of photos it holds, labels read. */
async function giveUpOld(db: FieldDb): Promise<void> {
  const latest = (await db.getAllKeys('packs')).sort().at(-1);
  for (const { commandId } of forgettable(await db.getAll('commands'), new Date())) await db.delete('commands', commandId);
  for (const day of await db.getAllKeys('packs')) if (latest && day < addDays(latest, -1)) await db.delete('packs', day);
  for (const { id, bytes } of await db.getAll('photos')) if (!bytes) await db.delete('photos', id);
  for (const { id, photo, answer } of await db.getAll('scans')) if (!photo && answer) await db.delete('scans', id);
}

const giveUpBallast = (db: FieldDb): Promise<void> => db.clear('ballast');
