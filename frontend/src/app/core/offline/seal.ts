import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { newKey } from '../graphql/key';
import { type FieldDb, type KeptPhoto, type KeptScan, openFieldDb, type SealKey, techniciansHere } from './field-db';
import type { Command } from './command';
import { restored, unfinished } from './log-rules';

/** Work that was not sent when its person left: unreadable on this phone until the server opens it for that same person. */
export interface Sealed {
  readonly technicianId: string;
  readonly kid: string;
  /** The public half of a key pair whose private half was thrown away after sealing. */
  readonly point: string;
  readonly parts: readonly { readonly iv: Uint8Array<ArrayBuffer>; readonly data: ArrayBuffer }[];
  readonly actions: number;
  readonly sealedAt: string;
}

interface Schema extends DBSchema {
  sealed: { key: string; value: Sealed };
}

/** What is sealed: actions and their pictures; the bytes of pictures are parts of their own. */
interface Content {
  readonly commands: readonly Command[];
  readonly photos: readonly (Omit<KeptPhoto, 'bytes'> & { readonly part: number | null; readonly type: string })[];
  readonly scans: readonly (Omit<KeptScan, 'photo'> & { readonly part: number | null; readonly type: string })[];
}

const CURVE = { name: 'ECDH', namedCurve: 'P-256' } as const;
/** The database of sealed work; signing out spares it. */
export const SEALED_DB = 'demarc.sealed';

const openSealedDb = (): Promise<IDBPDatabase<Schema>> => openDB<Schema>(SEALED_DB, 1, { upgrade: (db) => void db.createObjectStore('sealed', { keyPath: 'technicianId' }) });

/** Work that could not be sealed, because this phone never heard the server's lock: its person must send it first. */
export class CannotSeal extends Error {
  override readonly name = 'CannotSeal';
}

/** Seals the work of everybody but one, and takes their readable copies off this phone. */
export async function sealOthers(technicianId?: string): Promise<void> {
  for (const id of await techniciansHere()) if (id !== technicianId) await sealAway(id);
}

async function sealAway(technicianId: string): Promise<void> {
  const db = await openFieldDb(technicianId);
  try {
    await db.clear('packs');
    await db.clear('ballast');
    const [commands, photos, scans, lock] = await Promise.all([db.getAll('commands'), db.getAll('photos'), db.getAll('scans'), db.get('lock', 'server')]);
    const kept = { commands: unfinished(commands), photos: photos.filter(({ bytes }) => bytes), scans: scans.filter(({ photo }) => photo) };
    if (kept.commands.length + kept.photos.length + kept.scans.length) {
      if (!lock) throw new CannotSeal();
      await addSealed(await sealed(technicianId, lock, kept));
    }
  } finally {
    db.close();
  }
  await deleteDatabase(`demarc.field.${technicianId}`);
}

/** What was sealed before for the same person cannot be opened here, so it is kept beside, under a name of its own. */
async function addSealed(box: Sealed): Promise<void> {
  const store = await openSealedDb();
  try {
    const taken = await store.get('sealed', box.technicianId);
    await store.put('sealed', taken ? { ...box, technicianId: `${box.technicianId}/${newKey()}` } : box);
  } finally {
    store.close();
  }
}

/** The key of one box, made by the server for its person and by nobody else. */
export type OpenKey = (box: Pick<Sealed, 'kid' | 'point'>) => Promise<string>;

/** Puts what was sealed for this person back into the log, before what was done since. How many actions came back. */
export async function unseal(db: FieldDb, technicianId: string, keyOf: OpenKey): Promise<number> {
  const store = await openSealedDb();
  try {
    const boxes = (await store.getAll('sealed')).filter((box) => box.technicianId.split('/')[0] === technicianId).sort((a, b) => b.sealedAt.localeCompare(a.sealedAt));
    let back = 0;
    for (const box of boxes) {
      const { commands, photos, scans } = await opened(box, await keyOf(box));
      const tx = db.transaction(['commands', 'photos', 'scans', 'phone'], 'readwrite', { durability: 'strict' });
      const log = restored(commands, await tx.objectStore('commands').getAll());
      const waiting = log.filter(({ answer }) => !answer).length;
      await Promise.all([
        ...log.map((command) => tx.objectStore('commands').put(command)), ...photos.map((photo) => tx.objectStore('photos').put(photo)), ...scans.map((scan) => tx.objectStore('scans').put(scan)),
        tx.objectStore('phone').put({ deviceId: newKey(), nextSeq: waiting + 1 }, 'me'), tx.done,
      ]);
      await store.delete('sealed', box.technicianId); // only now: a phone that dies in between opens it again, and the ids stay
      back += commands.length;
    }
    return back;
  } finally {
    store.close();
  }
}

async function sealed(technicianId: string, lock: SealKey, kept: { readonly commands: readonly Command[]; readonly photos: readonly KeptPhoto[]; readonly scans: readonly KeptScan[] }): Promise<Sealed> {
  const pair = await crypto.subtle.generateKey(CURVE, false, ['deriveBits']);
  const theirs = await crypto.subtle.importKey('raw', bytesOf(lock.point), CURVE, false, []);
  const secret = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, pair.privateKey, 256);
  const key = await aesKey(await hkdf(secret), 'encrypt');
  const blobs: Blob[] = [];
  const part = (blob: Blob | null) => ({ part: blob ? blobs.push(blob) : null, type: blob?.type ?? '' });
  const content: Content = {
    commands: kept.commands,
    photos: kept.photos.map(({ bytes, ...photo }) => ({ ...photo, ...part(bytes) })),
    scans: kept.scans.map(({ photo, ...scan }) => ({ ...scan, ...part(photo) })),
  };
  const parts = [new TextEncoder().encode(JSON.stringify(content)).buffer, ...(await Promise.all(blobs.map((blob) => blob.arrayBuffer())))];
  const lockUp = async (data: ArrayBuffer) => { const iv = crypto.getRandomValues(new Uint8Array(12)); return { iv, data: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, data) }; };
  return {
    technicianId, kid: lock.kid, point: textOf(await crypto.subtle.exportKey('raw', pair.publicKey)), parts: await Promise.all(parts.map(lockUp)), actions: kept.commands.length, sealedAt: new Date().toISOString(),
  };
}

async function opened(box: Sealed, keyText: string): Promise<{ commands: readonly Command[]; photos: KeptPhoto[]; scans: KeptScan[] }> {
  const key = await aesKey(bytesOf(keyText).buffer, 'decrypt');
  const [first, ...blobs] = await Promise.all(box.parts.map(({ iv, data }) => crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, data)));
  const content = JSON.parse(new TextDecoder().decode(first)) as Content;
  const blob = ({ part, type }: { readonly part: number | null; readonly type: string }): Blob | null => (part === null ? null : new Blob([blobs[part - 1]!], { type }));
  return {
    commands: content.commands,
    photos: content.photos.map((photo) => ({ id: photo.id, jobId: photo.jobId, takenAt: photo.takenAt, small: photo.small, bytes: blob(photo), ...(photo.refused && { refused: photo.refused }) })),
    scans: content.scans.map((scan) => ({ id: scan.id, jobId: scan.jobId, mode: scan.mode, takenAt: scan.takenAt, answer: scan.answer, photo: blob(scan) })),
  };
}

/** As the server derives it: HKDF with SHA-256, no salt, under the name of this use. */
async function hkdf(secret: ArrayBuffer): Promise<ArrayBuffer> {
  const key = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
  return crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: new TextEncoder().encode('demarc.field.seal') }, key, 256);
}

const aesKey = (bytes: ArrayBuffer, use: 'encrypt' | 'decrypt'): Promise<CryptoKey> => crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, [use]);
const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
const textOf = (bytes: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(bytes)));

function deleteDatabase(name: string): Promise<void> {
  return new Promise((done, refuse) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = request.onblocked = () => done(); // still open in another tab, which closes it when it hears
    request.onerror = () => refuse(request.error ?? new Error(name));
  });
}
