import { inject, Injectable } from '@angular/core';
import { newKey } from '../graphql/key';
import { Unexpected, Unreachable } from '../http/json';
import { FieldStore } from './field-store';
import type { KeptScan } from './field-db';
import { inRoom } from './room';

export interface ScannedDevice {
  readonly id: string;
  readonly serial: string;
  readonly mac: string | null;
  readonly brand: string;
  readonly model: string;
  readonly status: string;
}

/** What was read in a photo, and by whom. */
export interface ScanAnswer {
  /** The scan on the server, if that read it or is going to. */
  readonly scanId?: string;
  readonly by: 'phone' | 'server';
  readonly status: 'QUEUED' | 'DONE' | 'FAILED';
  readonly codes: readonly { readonly format: string; readonly text: string }[];
  readonly fields: Readonly<Record<string, string>>;
  readonly match: ScannedDevice | null;
  /** Other devices whose numbers stand on the same label: a person says which it is. */
  readonly also?: readonly ScannedDevice[];
}

/** Why the server does not take a photo, in its words. */
export class PhotoRefused extends Error {}

interface Detector {
  detect(image: ImageBitmap): Promise<readonly { readonly rawValue: string; readonly format: string }[]>;
}

/** Photos of labels: read by the browser when it can, by the server when there is signal, and kept for later when not. */
@Injectable()
export class Scans {
  private readonly store = inject(FieldStore);

  /** Codes the browser itself finds; none when it has no detector. */
  async inBrowser(photo: Blob): Promise<ScanAnswer | null> {
    const Kind = (globalThis as { BarcodeDetector?: new () => Detector }).BarcodeDetector;
    if (!Kind) return null;
    try {
      const found = await new Kind().detect(await createImageBitmap(photo));
      const codes = found.slice(0, 3).map(({ rawValue, format }) => ({ format: format.toUpperCase(), text: rawValue }));
      return codes.length ? { by: 'phone', status: 'DONE', codes, fields: {}, match: null } : null;
    } catch {
      return null; // a detector without its service on this device: the server reads it
    }
  }

  /** Lets the server read the photo; throws `Unreachable` without signal. */
  async onServer(photo: Blob, mode: KeptScan['mode'], jobId: string | null): Promise<ScanAnswer> {
    const form = new FormData();
    form.set('mode', mode);
    if (jobId) form.set('jobId', jobId);
    form.set('photo', photo, 'label.jpg');
    const response = await fetch('/files/scan', { method: 'POST', body: form, credentials: 'same-origin' }).catch(() => {
      throw new Unreachable('/files/scan');
    });
    if (response.status >= 502 && response.status <= 504) throw new Unreachable('/files/scan');
    if (response.status === 413 || response.status === 415) throw new PhotoRefused(((await response.json()) as { message: string }).message);
    if (!response.ok) throw new Unexpected(response.status);
    return { ...((await response.json()) as Omit<ScanAnswer, 'by'>), by: 'server' };
  }

  async keep(photo: Blob, mode: KeptScan['mode'], jobId: string | null): Promise<void> {
    const db = await this.store.db();
    await inRoom(db, () => db.put('scans', { id: newKey(), jobId, mode, photo, takenAt: new Date().toISOString(), answer: null }));
    await this.store.changed();
  }

  /** Sends the photos that waited; the first that finds no signal ends it. */
  async sendKept(): Promise<void> {
    const db = await this.store.db();
    for (const scan of await db.getAll('scans')) {
      if (!scan.photo) continue;
      const answer = await this.onServer(scan.photo, scan.mode, scan.jobId).catch((error: unknown) => {
        if (error instanceof PhotoRefused) return { by: 'server', status: 'FAILED', codes: [], fields: {}, match: null } satisfies ScanAnswer;
        throw error;
      });
      await db.put('scans', { ...scan, photo: null, answer });
      await this.store.changed();
    }
  }

  async forget(id: string): Promise<void> {
    await (await this.store.db()).delete('scans', id);
    await this.store.changed();
  }
}
