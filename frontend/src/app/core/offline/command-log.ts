import { computed, DestroyRef, inject, Injectable, signal } from '@angular/core';
import { backoff, waitOrWake } from '../graphql/backoff';
import { newKey } from '../graphql/key';
import { Unreachable } from '../http/json';
import { Session } from '../session/session';
import { appVersion } from './app-version';
import type { Command, CommandAnswer, CommandKind } from './command';
import { OpenFieldSealDocument, ReplayCommandsDocument } from './day-pack.generated';
import { DayPack } from './day-pack';
import { type KeptPhoto, type Phone, rewrite, writeDown } from './field-db';
import { FieldStore } from './field-store';
import { acknowledge, forgettable, hasLostCount, notBefore, pendingOf, renumber, restored, sendable, undecidedOf } from './log-rules';
import { Photos } from './photos';
import { inRoom, keepRoom } from './room';
import { Scans } from './scans';
import { unseal } from './seal';
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
  private readonly session = inject(Session);
  private readonly pack = inject(DayPack);
  private readonly scans = inject(Scans);
  private readonly photos = inject(Photos);
  private readonly gone = signal(false);
  private wake: () => void = () => undefined;

  readonly pending = computed(() => pendingOf(this.store.commands()));
  readonly undecided = computed(() => undecidedOf(this.store.commands()));
  readonly waitingPhotos = computed(() => this.store.scans().filter(({ photo }) => photo));
  readonly waitingPictures = computed(() => this.store.photos().filter(({ bytes, refused }) => bytes && !refused));
  readonly waiting = computed(() => this.pending().length + this.waitingPhotos().length);
  readonly sending = signal(false);
  /** Whether the phone is so full that only actions can still be noted. */
  readonly cramped = signal(false);
  /** Whether the browser promised not to clear what it keeps when the phone gets full. */
  readonly persistent = signal<boolean | null>(null);

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      this.gone.set(true);
      this.wake();
    });
  }

  /** Writes down what was just done; resolves once it would survive the phone being switched off. Throws `StorageFull`. */
  async did(kind: CommandKind, payload: Readonly<Record<string, unknown>>, photo?: KeptPhoto): Promise<void> {
    const db = await this.store.db();
    await inRoom(db, () => writeDown(db, { commandId: newKey(), kind, payload, occurredAt: new Date().toISOString() }, photo));
    await this.store.changed();
    this.wake();
  }

  /** What the person decided about a conflict; asking the office is an action of its own. */
  async settle(command: Command, choice: 'KEEP_SERVER' | 'ASK_DISPATCHER' | 'READ'): Promise<void> {
    const occurredAt = new Date().toISOString();
    await rewrite(await this.store.db(), (commands, phone) => {
      const decided = commands.map((one) => (one.commandId === command.commandId ? { ...one, settled: choice } : one));
      if (choice === 'READ') return { commands: decided };
      const told: Command = { commandId: newKey(), seq: phone.nextSeq, kind: 'conflict.settle', payload: { commandId: command.commandId, choice }, occurredAt };
      return { commands: [...decided, told], phone: { ...phone, nextSeq: phone.nextSeq + 1 } };
    });
    await this.store.changed();
    this.wake();
  }

  /** Takes up the actions of an exported file; those that are here, or that the server has had, are not done again. */
  async takeUp(commands: readonly Command[]): Promise<void> {
    const db = await this.store.db();
    await inRoom(db, () => rewrite(db, (here) => {
      const log = restored(commands, here);
      return { commands: log, phone: { deviceId: newKey(), nextSeq: pendingOf(log).length + 1 } };
    }));
    await this.store.changed();
    this.wake();
  }

  /** Sends now rather than when the wait is over. */
  sendNow(): void {
    this.wake();
  }

  /** Keeps phone and server together while the area is open. */
  async run(): Promise<void> {
    void navigator.storage?.persist?.().then((kept) => this.persistent.set(kept));
    for (let tries = 0; !this.gone(); ) {
      const reached = await this.once();
      tries = reached ? 0 : tries + 1;
      const wait = reached && !this.waiting() ? LOOK_AGAIN_MS : backoff(Math.max(0, tries - 1));
      await Promise.race([waitOrWake(wait), new Promise<void>((wake) => (this.wake = wake))]);
    }
  }

  /** What was sealed here first, then photos, then actions, then the day anew. Whether the server was reached. */
  private async once(): Promise<boolean> {
    try {
      this.cramped.set(!(await keepRoom(await this.store.db())));
      if (!navigator.onLine) return false;
      await this.alone(async () => {
        this.sending.set(this.waiting() > 0);
        await this.openSealed();
        const cut = await this.photosFirst();
        while ((await this.sendSome()) && !this.gone());
        if (cut) throw cut; // without what leans on a photo, the rest was still sent
      });
      await this.pack.refresh();
      return !this.pack.failed();
    } catch {
      return false; // no signal, or a server that has trouble: everything is still here, and is sent again
    } finally {
      this.sending.set(false);
    }
  }

  /** A weak signal may carry an action though not a photo: the cut is handed back, not thrown. */
  private async photosFirst(): Promise<Unreachable | undefined> {
    try {
      await this.photos.sendKept();
      await this.scans.sendKept();
    } catch (error) {
      if (error instanceof Unreachable) return error;
      throw error;
    }
    return undefined;
  }

  private async openSealed(): Promise<void> {
    const technicianId = this.session.facts()?.technicianId;
    if (!technicianId) return;
    const back = await unseal(await this.store.db(), technicianId, async ({ kid, point }) => (await this.server.ask(OpenFieldSealDocument, { kid, point })).openFieldSeal);
    if (back) await this.store.changed();
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
    const all = await db.getAll('commands');
    const photos = new Set((await db.getAll('photos')).filter(({ bytes, refused }) => bytes && !refused).map(({ id }) => id));
    const [sent, pending] = [sendable(all, photos), pendingOf(all).length];
    if (!phone || !sent.length) return false;
    const answers = await this.replay(phone, pending, sent);
    const now = notBefore(new Date(), this.store.packs().map(({ askedAt }) => askedAt));
    await rewrite(db, (commands) => {
      const log = acknowledge(commands, answers, now);
      const forget = forgettable(log, now);
      if (!hasLostCount(sent, answers)) return { commands: log.filter((one) => !forget.includes(one)), forget };
      const anew = renumber(log);
      return { commands: anew, phone: { deviceId: newKey(), nextSeq: pendingOf(anew).length + 1 } };
    });
    await this.store.changed();
    return pendingOf(await db.getAll('commands')).length < pending || answers.length === 0;
  }

  private async replay(phone: Phone, pending: number, sent: readonly Command[]): Promise<readonly CommandAnswer[]> {
    const commands = sent.map(({ commandId, seq, kind, payload, occurredAt }) => ({ commandId, seq, kind, payload, occurredAt }));
    const variables = { deviceId: phone.deviceId, appVersion: appVersion(), pending, phoneClock: new Date().toISOString(), commands, key: newKey() };
    return (await this.server.ask(ReplayCommandsDocument, variables)).replayCommands;
  }
}
