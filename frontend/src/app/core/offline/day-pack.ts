import { computed, inject, Injectable, signal } from '@angular/core';
import { addDays, dayOf } from '@demarc/time';
import { Session } from '../session/session';
import { type FieldJobFragment, FieldDayDocument } from './day-pack.generated';
import { Area } from './area';
import { cardOf, type DeviceCard } from './device-card';
import { FieldStore } from './field-store';
import { Photos } from './photos';
import { notBefore } from './log-rules';
import { isOver, projected } from './projection';
import { inRoom } from './room';
import { Server } from './server';
import { vanOf } from './van';

/** The form of a download, raised whenever a screen needs more of it: an older one is shown as far as it goes, and replaced at the next signal. */
export const FORM = 6;
/** A clock off by less is not worth correcting: the answer takes its time too. */
const SKEW_MS = 120_000;

/** The day the phone carries: what was downloaded, and on top of it what was done since. */
@Injectable()
export class DayPack {
  private readonly server = inject(Server);
  private readonly store = inject(FieldStore);
  private readonly session = inject(Session);
  private readonly photos = inject(Photos);
  private readonly area = inject(Area);
  private running: Promise<void> | undefined;

  readonly loading = signal(false);
  readonly failed = signal(false);
  readonly today = signal(this.dayNow());

  /** Today's download, or yesterday's word about tomorrow. */
  private readonly pack = computed(() => {
    const today = this.today();
    const packs = this.store.packs();
    const own = packs.find(({ day }) => day === today);
    if (own) return { askedAt: own.askedAt, jobs: own.content.jobs, tomorrow: own.content.tomorrow };
    const before = packs.find(({ day }) => day === addDays(today, -1));
    return before && { askedAt: before.askedAt, jobs: before.content.tomorrow, tomorrow: [] };
  });
  readonly askedAt = computed(() => this.pack()?.askedAt);
  readonly jobs = computed(() => this.seen(this.pack()?.jobs));
  /** The visit that is under way, or the first that is not over. */
  readonly next = computed(() => this.jobs().find(({ status }) => status === 'ON_SITE' || status === 'EN_ROUTE') ?? this.jobs().find(({ status }) => !isOver(status)));
  readonly tomorrow = computed(() => this.seen(this.pack()?.tomorrow));
  readonly known = computed(() => this.pack() !== undefined);

  /** What the van holds: the last download, with what was done since. */
  readonly van = computed(() => {
    const latest = [...this.store.packs()].sort((a, b) => a.askedAt.localeCompare(b.askedAt)).findLast(({ stock }) => stock);
    return latest?.stock?.myVan ? vanOf(latest.stock, latest.stock.myVan, this.store.commands(), latest.askedAt) : undefined;
  });

  /** Help to read without signal: as it came with the latest day. */
  readonly articles = computed(() => [...this.store.packs()].sort((a, b) => a.askedAt.localeCompare(b.askedAt)).at(-1)?.content.articles ?? []);

  /** A device this phone knows of, with all it knows. */
  device(serial: string): DeviceCard | undefined {
    return cardOf(serial, [...this.jobs(), ...this.tomorrow()], this.van());
  }

  /** A visit on this phone, of whatever day. */
  job(id: string): FieldJobFragment | undefined {
    const here = [...this.jobs(), ...this.tomorrow()].find((job) => job.id === id);
    if (here) return here;
    const packs = [...this.store.packs()].sort((a, b) => b.day.localeCompare(a.day));
    for (const { askedAt, content } of packs) {
      const job = [...content.jobs, ...content.tomorrow].find((one) => one.id === id);
      if (job) return projected(job, this.store.commands(), askedAt);
    }
    return undefined;
  }

  /** Asks the server for the day; without it, what the phone has stays. */
  refresh(): Promise<void> {
    this.running ??= this.download().finally(() => (this.running = undefined));
    return this.running;
  }

  /** Something has changed: an answer that is on its way may not know of it, so the server is asked again behind it. */
  async news(): Promise<void> {
    await this.running;
    await this.refresh();
  }

  private async download(): Promise<void> {
    this.today.set(this.dayNow());
    this.loading.set(true);
    const [day, asked] = [this.today(), Date.now()];
    const askedAt = notBefore(new Date(asked), this.store.commands().map(({ answeredAt }) => answeredAt)).toISOString();
    try {
      const { fieldDay: content, myVan, stockPlaces, parts, partNeeds } = await this.server.ask(FieldDayDocument, { day });
      const db = await this.store.db();
      const skewMs = Date.parse(content.now) - asked;
      await db.put('lock', content.seal, 'server');
      await inRoom(db, () => db.put('packs', { day, askedAt, skewMs: Math.abs(skewMs) > SKEW_MS ? skewMs : 0, form: FORM, content, stock: { myVan, stockPlaces, parts, partNeeds } }));
      for (const old of await db.getAllKeys('packs')) if (old < addDays(day, -3)) await db.delete('packs', old);
      await this.photos.fetchSmall([...content.jobs, ...content.tomorrow]);
      await this.store.changed();
      this.failed.set(false);
      void this.area.keep([...content.jobs, ...content.tomorrow].map(({ location }) => location));
      if (this.dayNow() !== day) setTimeout(() => void this.refresh()); // a clock that was off named another day than the server's
    } catch {
      this.failed.set(true); // no signal: the page says how old its news are
    } finally {
      this.loading.set(false);
    }
  }

  private seen(jobs: readonly FieldJobFragment[] | undefined): readonly FieldJobFragment[] {
    return (jobs ?? []).map((job) => projected(job, this.store.commands(), this.askedAt()!));
  }

  private dayNow(): string {
    const skewMs = [...this.store.packs()].sort((a, b) => a.askedAt.localeCompare(b.askedAt)).at(-1)?.skewMs ?? 0;
    return dayOf(new Date(Date.now() + skewMs), this.session.facts()?.tenant.timeZone ?? 'America/Toronto');
  }
}
