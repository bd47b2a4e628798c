import { inject, Injectable } from '@angular/core';
import { newKey } from '../graphql/key';
import { Unexpected, Unreachable } from '../http/json';
import { FieldStore } from './field-store';
import type { KeptPhoto } from './field-db';
import { inRoom } from './room';

/** A photograph is kept at most this wide or high: enough to read a label, small enough for a weak signal. */
const MOST_SIDE = 2_048;
const SMALL_SIDE = 240;
/** One piece of an upload; after a cut it goes on from the last whole piece. */
const PIECE = 256 * 1024;

/** Photographs and signatures of visits: made small, kept on the phone, and sent piece by piece before the actions that name them. */
@Injectable()
export class Photos {
  private readonly store = inject(FieldStore);

  /** A picture ready to be kept; throws when the file is none that this browser can show. */
  async made(file: Blob, jobId: string): Promise<KeptPhoto> {
    const image = await createImageBitmap(file);
    const [bytes, small] = [await drawn(image, MOST_SIDE, 0.85), await drawn(image, SMALL_SIDE, 0.7)];
    image.close();
    return { id: newKey(), jobId, takenAt: new Date().toISOString(), bytes, small: await dataUrl(small) };
  }

  /** Puts the pictures of an exported file with those here. */
  async takeUp(photos: readonly KeptPhoto[]): Promise<void> {
    const db = await this.store.db();
    for (const photo of photos) await inRoom(db, () => db.put('photos', photo));
  }

  /** Fetches the small pictures of what others photographed, so that they can be looked at without signal. */
  async fetchSmall(jobs: readonly { readonly id: string; readonly photos: readonly { readonly id: string; readonly takenAt: string }[] }[]): Promise<void> {
    const db = await this.store.db();
    const known = new Set(await db.getAllKeys('photos'));
    for (const { id: jobId, photos } of jobs) for (const { id, takenAt } of photos) {
      if (known.has(id)) continue;
      const response = await fetch(`/files/job-photo/${id}?size=small`, { credentials: 'same-origin' });
      if (response.ok) await inRoom(db, async () => db.put('photos', { id, jobId, takenAt, bytes: null, small: await dataUrl(await response.blob()) }));
    }
    const wanted = new Set(jobs.map(({ id }) => id));
    for (const { id, jobId, bytes } of await db.getAll('photos')) if (!bytes && !wanted.has(jobId)) await db.delete('photos', id);
  }

  /** Sends what waits, oldest first; ends with `Unreachable` where the signal does. */
  async sendKept(): Promise<void> {
    const db = await this.store.db();
    for (const photo of (await db.getAll('photos')).sort((a, b) => a.takenAt.localeCompare(b.takenAt))) {
      if (!photo.bytes || photo.refused) continue;
      const refused = await this.send(photo.id, photo.jobId, photo.bytes);
      await db.put('photos', refused ? { ...photo, refused } : { ...photo, bytes: null });
      await this.store.changed();
    }
  }

  /** Why the server does not take it, or nothing once it has all of it. */
  private async send(id: string, jobId: string, bytes: Blob): Promise<string | undefined> {
    for (let from = -1; ; ) {
      const piece = from < 0 ? new Blob() : bytes.slice(from, from + PIECE);
      const response = await fetch(`/files/field-photo/${id}?job=${jobId}&size=${bytes.size}&from=${Math.max(0, from)}`, {
        method: 'PUT', body: piece, headers: { 'content-type': 'application/octet-stream' }, credentials: 'same-origin',
      }).catch(() => {
        throw new Unreachable('/files/field-photo');
      });
      if (response.status >= 502 && response.status <= 504) throw new Unreachable('/files/field-photo');
      const said = (await response.json()) as { received?: number; message?: string };
      if (response.status === 404 || response.status === 413 || response.status === 415) return said.message ?? '';
      if (!response.ok && response.status !== 409) throw new Unexpected(response.status);
      if (said.received === bytes.size) return undefined;
      from = said.received ?? 0;
    }
  }
}

async function drawn(image: ImageBitmap, side: number, quality: number): Promise<Blob> {
  const scale = Math.min(1, side / Math.max(image.width, image.height));
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [Math.max(1, Math.round(image.width * scale)), Math.max(1, Math.round(image.height * scale))];
  const paint = canvas.getContext('2d')!;
  paint.fillStyle = '#fff';
  paint.fillRect(0, 0, canvas.width, canvas.height);
  paint.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, refuse) => canvas.toBlob((blob) => (blob ? done(blob) : refuse(new Error('no picture'))), 'image/jpeg', quality));
}

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((done, refuse) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result));
    reader.onerror = () => refuse(reader.error ?? new Error('unreadable'));
    reader.readAsDataURL(blob);
  });
}
