import { computed, DestroyRef, inject, Injectable, signal } from '@angular/core';
import { backoff, waitOrWake } from '../graphql/backoff';
import { newKey } from '../graphql/key';
import type { Command, CommandAnswer, CommandKind } from './command';
import { ReplayCommandsDocument } from './day-pack.generated';
import { DayPack } from './day-pack';
import { type Phone, rewrite, writeDown } from './field-db';
import { FieldStore } from './field-store';
import { acknowledge, BATCH, forgettable, hasLostCount, pendingOf, renumber, undecidedOf } from './log-rules';
import { Scans } from './scans';
import { Server } from './server';

const LOOK_AGAIN_MS = 60_000;

/**
 * Everything done on this phone: written down first, shown at once, sent when there is signal, and forgotten only long
 * after the server has answered. One tab sends at a time.
 */
@Injectable()
export class CommandLog {
  private readonly server = inject(Server);
  private readonly store = inject(FieldStore);
  private readonly pack = inject(DayPack);
  private readonly scans = inject(Scans);
  private readonly gone = signal(false);
  private wake: () => void = () => undefined;

  readonly pending = computed(() => pendingOf(this.store.commands()));
  readonly undecided = computed(() => undecidedOf(this.store.commands()));
  readonly waitingPhotos = computed(() => this.store.scans().filter(({ photo }) => photo));
  readonly waiting = computed(() => this.pending().length + this.waitingPhotos().length);
  readonly sending = signal(false);

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      this.gone.set(true);
      this.wake();
    });
  }

  /** Writes down what was just done; resolves once it would survive the phone being switched off. */
  async did(kind: CommandKind, payload: Readonly<Record<string, unknown>>): Promise<void> {
    await writeDown(await this.store.db(), { commandId: newKey(), kind, payload, occurredAt: new Date().toISOString() });
    await this.store.changed();
    this.wake();
  }

  /** What the person decided about a conflict; asking the office is an action of its own. */
  async settle(command: Command, choice: 'KEEP_SERVER' | 'ASK_DISPATCHER' | 'READ'): Promise<void> {
    await rewrite(await this.store.db(), (commands) => ({ commands: commands.map((one) => (one.commandId === command.commandId ? { ...one, settled: choice } : one)) }));
    if (choice === 'READ') return this.store.changed();
    return this.did('conflict.settle', { commandId: command.commandId, choice });
  }

  /** Sends now rather than when the wait is over. */
  sendNow(): void {
    this.wake();
  }

  /** Keeps phone and server together while the area is open. */
  async run(): Promise<void> {
    for (let tries = 0; !this.gone(); ) {
      const reached = await this.once();
      tries = reached ? 0 : tries + 1;
      const wait = reached && !this.waiting() ? LOOK_AGAIN_MS : backoff(Math.max(0, tries - 1));
      await Promise.race([waitOrWake(wait), new Promise<void>((wake) => (this.wake = wake))]);
    }
  }

  /** Photos first, then actions, then the day anew. Whether the server was reached. */
  private async once(): Promise<boolean> {
    if (!navigator.onLine) return false;
    try {
      await this.alone(async () => {
        this.sending.set(this.waiting() > 0);
        await this.scans.sendKept();
        while ((await this.sendSome()) && !this.gone());
      });
      await this.pack.refresh();
      return !this.pack.failed();
    } catch {
      return false; // no signal, or a server that has trouble: everything is still here, and is sent again
    } finally {
      this.sending.set(false);
    }
  }

  /** One tab at a time, where the browser knows how. */
  private async alone(work: () => Promise<void>): Promise<void> {
    if (!navigator.locks) return work();
    await navigator.locks.request('demarc.field.send', { ifAvailable: true }, async (lock) => lock && (await work()));
  }

  /** Whether there may be more to send. */
  private async sendSome(): Promise<boolean> {
    const db = await this.store.db();
    const phone = await db.get('phone', 'me');
    const pending = pendingOf(await db.getAll('commands'));
    const sent = pending.slice(0, BATCH);
    if (!phone || !sent.length) return false;
    const answers = await this.replay(phone, pending.length, sent);
    await rewrite(db, (commands) => {
      const log = acknowledge(commands, answers, new Date());
      const forget = forgettable(log, new Date());
      if (!hasLostCount(sent, answers)) return { commands: log.filter((one) => !forget.includes(one)), forget };
      const anew = renumber(log);
      return { commands: anew, phone: { deviceId: newKey(), nextSeq: pendingOf(anew).length + 1 } };
    });
    await this.store.changed();
    return this.pending().length > 0;
  }

  private async replay(phone: Phone, pending: number, sent: readonly Command[]): Promise<readonly CommandAnswer[]> {
    const commands = sent.map(({ commandId, seq, kind, payload, occurredAt }) => ({ commandId, seq, kind, payload, occurredAt }));
    const variables = { deviceId: phone.deviceId, appVersion: '1', pending, commands, key: newKey() };
    return (await this.server.ask(ReplayCommandsDocument, variables)).replayCommands;
  }
}
