import { effect, inject, Injectable, signal } from '@angular/core';
import { Session } from '../session/session';
import type { Command } from './command';
import { type FieldDb, type KeptScan, openFieldDb, type Pack } from './field-db';

/** What this phone holds, as signals; every tab shows the same. */
@Injectable()
export class FieldStore {
  private readonly session = inject(Session);
  private readonly channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('demarc.field');
  private opened: Promise<FieldDb> | undefined;

  readonly commands = signal<readonly Command[]>([]);
  readonly packs = signal<readonly Pack[]>([]);
  readonly scans = signal<readonly KeptScan[]>([]);
  /** Whether the phone has been looked into; before that nothing is known to be missing. */
  readonly ready = signal(false);

  constructor() {
    this.channel?.addEventListener('message', () => void this.look());
    effect(() => this.session.facts()?.technicianId && void this.look());
  }

  db(): Promise<FieldDb> {
    this.opened ??= openFieldDb(this.session.facts()?.technicianId ?? 'nobody');
    return this.opened;
  }

  /** Shows what is in the database, here and in the other tabs. */
  async changed(): Promise<void> {
    await this.look();
    this.channel?.postMessage('changed');
  }

  async close(): Promise<void> {
    (await this.opened)?.close();
    this.channel?.close();
  }

  private async look(): Promise<void> {
    const db = await this.db();
    const [commands, packs, scans] = await Promise.all([db.getAll('commands'), db.getAll('packs'), db.getAll('scans')]);
    this.commands.set(commands);
    this.packs.set(packs);
    this.scans.set(scans);
    this.ready.set(true);
  }
}
