import { effect, inject, Injectable, signal } from '@angular/core';
import { Session } from '../session/session';
import type { Command } from './command';
import { type FieldDb, type KeptPhoto, type KeptScan, openFieldDb, type Pack } from './field-db';

/** What this phone holds, as signals; every tab shows the same. */
@Injectable()
export class FieldStore {
  private readonly session = inject(Session);
  private readonly channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('demarc.field');
  private leaving = false;
  private opened: { readonly of: string; readonly db: Promise<FieldDb> } | undefined;

  readonly commands = signal<readonly Command[]>([]);
  readonly packs = signal<readonly Pack[]>([]);
  readonly scans = signal<readonly KeptScan[]>([]);
  readonly photos = signal<readonly KeptPhoto[]>([]);
  /** Whether the phone has been looked into; before that nothing is known to be missing. */
  readonly ready = signal(false);
  /** Whether this browser keeps nothing at all, as some do in a private window. */
  readonly keepsNothing = signal(false);

  constructor() {
    this.channel?.addEventListener('message', () => void this.look());
    effect(() => this.session.facts()?.technicianId && void this.look());
  }

  /** The database of whoever is signed in; another one when that changes, or when this one was taken away. */
  db(): Promise<FieldDb> {
    const of = this.session.facts()?.technicianId;
    if (!of || this.leaving) return Promise.reject(new Error('Nobody is signed in.'));
    if (this.opened?.of !== of) {
      const db = openFieldDb(of, () => (this.opened = undefined));
      this.opened = { of, db };
      db.catch(() => {
        this.opened = undefined;
        this.keepsNothing.set(true);
      });
    }
    return this.opened.db;
  }

  /** Shows what is in the database, here and in the other tabs. */
  async changed(): Promise<void> {
    await this.look();
    this.channel?.postMessage('changed');
  }

  /** Lets go of the database, and makes none anew: its person is leaving. */
  async close(): Promise<void> {
    this.leaving = true;
    (await this.opened?.db)?.close();
    this.opened = undefined;
  }

  private async look(): Promise<void> {
    if (this.leaving || !this.session.facts()?.technicianId) return;
    const db = await this.db();
    const [commands, packs, scans, photos] = await Promise.all([db.getAll('commands'), db.getAll('packs'), db.getAll('scans'), db.getAll('photos')]);
    this.commands.set(commands);
    this.packs.set(packs);
    this.scans.set(scans);
    this.photos.set(photos);
    this.ready.set(true);
  }
}
