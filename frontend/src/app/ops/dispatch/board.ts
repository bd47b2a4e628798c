import { computed, inject, Injectable, linkedSignal, signal } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { addDays, dayOf, instantOf, mondayOf } from '@demarc/time';
import { explain } from '../../core/errors/explain';
import { live } from '../../core/graphql/live';
import { mutation } from '../../core/graphql/mutation';
import { query } from '../../core/graphql/query';
import type { JobMoveInput } from '../../core/graphql/schema.generated';
import { Session } from '../../core/session/session';
import { Locale } from '../../ui/locale';
import { Toasts } from '../../ui/toast';
import { hoursAround, type Scale } from '../../ui/timeline/timeline-scale';
import { barsOf, fits, isPlanned, isWaiting, rowsOf, sorted, stretchOf, type BoardJob, type BoardTechnician, type Filter, type LaneOrder, type Spot } from './board-model';
import { slackOf, type Colouring } from './board-slack';
import { CancelJobDocument, DispatchDayChangedDocument, DispatchDayDocument, MoveJobDocument, MoveJobsDocument, UnassignJobDocument } from './dispatch.generated';

/** What is known to be newer than the last answer of the day: the visit, or that it has left. */
interface News {
  readonly job: BoardJob | null;
  readonly version: number;
}

/** How a visit was before a move of mine, so that it can be taken back. */
interface Undo {
  readonly id: string;
  readonly technicianId: string | null;
  readonly startsAt: string | null;
  readonly durationMinutes: number;
}

type Result = { readonly __typename?: string; readonly message?: string; readonly job?: BoardJob | null } | BoardJob;

interface Place {
  readonly technicianId: string;
  readonly startsAt: string;
}

const undoOf = (job: BoardJob): Undo => ({ id: job.id, technicianId: job.technician?.id ?? null, startsAt: job.startsAt, durationMinutes: job.durationMinutes });
const placeOf = ({ technicianId, startsAt }: Undo): Place | undefined => (technicianId && startsAt ? { technicianId, startsAt } : undefined);
const WAITING: Partial<BoardJob> = { technician: null, startsAt: null, status: 'OPEN' };
const FLASH_MS = 2_600;
const USUAL = { from: 360, to: 1200 };

/**
 * The board of one day as the dispatcher sees it: the server's truth, what colleagues just changed, and my own moves
 * before they are confirmed. A move that is refused is taken back, and the truth shows.
 */
@Injectable()
export class Board {
  private readonly locale = inject(Locale);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly moveJob = mutation(MoveJobDocument);
  private readonly moveJobs = mutation(MoveJobsDocument);
  private readonly unassignJob = mutation(UnassignJobDocument);
  private readonly cancelJob = mutation(CancelJobDocument);

  readonly day = signal<string | undefined>(undefined);
  /** How many days are shown: one on the timeline, seven as a week from Monday. */
  readonly days = signal(1);
  readonly first = computed(() => (this.day() && this.days() > 1 ? mondayOf(this.day()!) : this.day()));
  readonly last = computed(() => (this.first() ? addDays(this.first()!, this.days() - 1) : undefined));
  readonly filter = signal<Filter>({ text: '', kind: '', priority: '', skill: '' });
  readonly order = signal<LaneOrder>('priority');
  /** What the colours of the visits say. */
  readonly colouring = signal<Colouring>('status');
  readonly perMinute = signal(1.5);
  readonly canPlan = computed(() => this.session.can('dispatch:write'));
  readonly zone = computed(() => this.locale.zone());
  private readonly variables = () => (this.first() ? { day: this.first()!, days: this.days() } : undefined);
  private readonly span = () => `${this.first()}+${this.days()}`;
  readonly answer = query(DispatchDayDocument, this.variables);

  private readonly news = linkedSignal<string, ReadonlyMap<string, News>>({ source: this.span, computation: () => new Map() });
  private readonly people = linkedSignal<string, ReadonlyMap<string, BoardTechnician>>({ source: this.span, computation: () => new Map() });
  private readonly mine = signal<ReadonlyMap<string, Partial<BoardJob>>>(new Map());
  /** My last moves, each of one visit or of several together. */
  private readonly undos = signal<readonly (readonly Undo[])[]>([]);
  private readonly flights = new Map<string, Promise<number | undefined>>();
  /** Visits a colleague has just touched, and who. */
  readonly flashes = signal<ReadonlyMap<string, string>>(new Map());
  readonly canUndo = computed(() => this.undos().length > 0);

  /** The answer, kept only while it is of the days that are shown. */
  private readonly base = computed(() => (this.isOf(this.answer.data()?.dispatchDay) ? this.answer.data()!.dispatchDay : undefined));
  readonly isLoading = computed(() => !this.base() && !this.answer.error());
  private readonly jobs = computed(() => {
    const base = this.base();
    const found = new Map<string, BoardJob>();
    for (const job of [...(base?.jobs ?? []), ...(base?.unassigned ?? [])]) found.set(job.id, job);
    for (const [id, { job, version }] of this.news()) {
      if ((found.get(id)?.version ?? 0) > version) continue;
      if (job) found.set(id, job);
      else found.delete(id);
    }
    return found;
  });
  private readonly shown = computed(() => {
    const mine = this.mine();
    return [...this.jobs().values()].map((job) => (mine.has(job.id) ? { ...job, ...mine.get(job.id) } : job));
  });
  readonly technicians = computed(() => {
    const planned = new Set(this.planned().map((job) => job.technician!.id));
    const found = new Map((this.base()?.technicians ?? []).map((t) => [t.id, t]));
    for (const [id, technician] of this.people()) found.set(id, technician);
    return [...found.values()].filter((t) => t.active || planned.has(t.id)).sort((a, b) => a.name.localeCompare(b.name));
  });
  readonly planned = computed(() => this.shown().filter((job) => isPlanned(job, this.first()!, this.last())));
  readonly waiting = computed(() => sorted(this.shown().filter((job) => isWaiting(job, this.last()!)), this.order()));
  readonly waitingShown = computed(() => this.waiting().filter((job) => fits(job, this.filter())));
  readonly scale = computed<Scale>(() => ({ ...hoursAround(this.planned().map((job) => stretchOf(job, this.zone())), USUAL), perMinute: this.perMinute() }));
  readonly rows = computed(() => rowsOf(this.technicians(), this.days() > 1 ? this.planned().filter(({ day }) => day === this.day()) : this.planned(), this.zone()));
  /** The drives and minutes to spare of each visit, by its id. */
  readonly slack = computed(() => new Map(this.rows().flatMap((row) => [...slackOf(row, this.zone())])));
  /** The skills that visits on this board need, for the filter. */
  readonly skills = computed(() => [...new Set(this.shown().flatMap((job) => job.skills.map(({ name }) => name)))].sort());
  readonly bars = computed(() => barsOf(this.rows(), this.scale(), this.zone()));
  /** Visits the filter leaves out; empty without a filter. */
  readonly dimmed = computed(() => new Set(this.planned().filter((job) => !fits(job, this.filter())).map((job) => job.id)));

  constructor() {
    live(DispatchDayChangedDocument, this.variables, ({ dispatchDayChanged: { jobId, job, technician, by } }) => {
      if (technician) this.people.update((known) => new Map(known).set(technician.id, technician));
      if (!jobId && !technician) this.answer.reload(); // many visits at once, as an import writes them
      if (!jobId) return;
      this.learn(jobId, job);
      if (by !== this.session.facts()?.name) this.flash(jobId, by);
    });
  }

  find(id: string): BoardJob | undefined {
    return this.shown().find((job) => job.id === id);
  }

  /** Puts a visit somewhere, at once on screen; the server may refuse, and then it goes back. */
  async plan(job: BoardJob, spot: Spot): Promise<boolean> {
    return this.move(job, { technicianId: spot.technicianId, startsAt: this.at(spot), durationMinutes: spot.duration });
  }

  /** Puts several visits somewhere as one move: all of them, or none. Without a spot they wait again. */
  planTogether(all: readonly { readonly job: BoardJob; readonly spot: Spot | undefined }[]): Promise<boolean> {
    return this.together(all.map(({ job, spot }) => ({ job, to: spot ? { technicianId: spot.technicianId, startsAt: this.at(spot) } : undefined })));
  }

  async unassign(job: BoardJob): Promise<boolean> {
    return this.attempt(job, WAITING, async (version) => (await this.unassignJob({ id: job.id, version })).unassignJob as Result);
  }

  async cancel(job: BoardJob, reason: string): Promise<boolean> {
    return this.attempt(job, { status: 'CANCELLED' as const }, async (version) => (await this.cancelJob({ id: job.id, version, reason })).cancelJob as Result, false);
  }

  /** Takes back my last move. */
  async undo(): Promise<void> {
    const last = (this.undos().at(-1) ?? []).flatMap((was) => {
      const job = this.jobs().get(was.id);
      return job ? [{ was, job }] : [];
    });
    this.undos.update((undos) => undos.slice(0, -1));
    const [only] = last;
    if (!only) return;
    const isDone = last.length > 1 ? await this.together(last.map(({ was, job }) => ({ job, to: placeOf(was) }))) : await this.putBack(only);
    if (isDone) this.undos.update((undos) => undos.slice(0, -1));
  }

  private putBack({ was, job }: { was: Undo; job: BoardJob }): Promise<boolean> {
    const to = placeOf(was);
    return to ? this.move(job, { ...to, durationMinutes: was.durationMinutes }) : this.unassign(job);
  }

  /** Takes in what another screen piece learnt of a visit. */
  learn(id: string, job: BoardJob | null): void {
    const known = this.news().get(id)?.version ?? this.jobs().get(id)?.version ?? 0;
    if (job && job.version < known) return;
    this.news.update((news) => new Map(news).set(id, { job, version: job?.version ?? known }));
  }

  private at(spot: Spot): string {
    return instantOf(spot.day ?? this.day()!, spot.start, this.zone()).toISOString();
  }

  /** How a visit will look where it is put. */
  private landed(job: BoardJob, to: Place, durationMinutes = job.durationMinutes): Partial<BoardJob> {
    return { technician: { __typename: 'Technician', id: to.technicianId }, startsAt: to.startsAt, day: dayOf(new Date(to.startsAt), this.zone()), durationMinutes, status: job.status === 'OPEN' ? 'SCHEDULED' : job.status };
  }

  private async together(moves: readonly { readonly job: BoardJob; readonly to: Place | undefined }[]): Promise<boolean> {
    const before = moves.map(({ job }) => undoOf(job));
    this.mine.update((mine) => new Map([...mine, ...moves.map(({ job, to }) => [job.id, to ? this.landed(job, to) : WAITING] as const)]));
    await Promise.all(moves.map(({ job }) => this.flights.get(job.id)));
    const isDone = await this.sendTogether(moves.map(({ job, to }) => ({ id: job.id, version: this.jobs().get(job.id)?.version ?? job.version, ...(to ?? {}) })));
    const ids = new Set(moves.map(({ job }) => job.id));
    this.mine.update((mine) => new Map([...mine].filter(([id]) => !ids.has(id))));
    if (isDone) this.remember(before);
    return isDone;
  }

  private async sendTogether(moves: readonly JobMoveInput[]): Promise<boolean> {
    try {
      const { moveJobs: result } = await this.moveJobs({ moves: [...moves] });
      if ('jobs' in result) {
        for (const job of result.jobs) this.learn(job.id, job);
        return true;
      }
      this.answer.reload();
      this.toasts.show({ text: result.message ?? '', tone: 'bad' });
    } catch (error) {
      this.toasts.show({ text: this.transloco.translate(explain(error)), tone: 'bad' });
    }
    return false;
  }

  private remember(before: readonly Undo[]): void {
    this.undos.update((undos) => [...undos.slice(-19), before]);
  }

  private isOf(answer: { readonly day: string; readonly days: number } | undefined): boolean {
    return answer?.day === this.first() && answer?.days === this.days();
  }

  private move(job: BoardJob, to: Place & { readonly durationMinutes: number }): Promise<boolean> {
    return this.attempt(job, this.landed(job, to, to.durationMinutes), async (version) => (await this.moveJob({ id: job.id, version, ...to })).moveJob as Result);
  }

  private async attempt(job: BoardJob, change: Partial<BoardJob>, send: (version: number) => Promise<Result>, canUndo = true): Promise<boolean> {
    const before = undoOf(job);
    this.mine.update((mine) => new Map(mine).set(job.id, change));
    // A second move of the same visit waits for the first, and builds on the version that it made.
    const flight = (this.flights.get(job.id) ?? Promise.resolve(undefined)).then((made) => this.send(made ?? job.version, send));
    this.flights.set(job.id, flight);
    const done = (await flight) !== undefined;
    if (this.flights.get(job.id) === flight) {
      this.flights.delete(job.id);
      this.mine.update((mine) => new Map([...mine].filter(([id]) => id !== job.id)));
    }
    if (done && canUndo) this.remember([before]);
    return done;
  }

  /** The version it made; undefined when it was refused, which is told. */
  private async send(version: number, send: (version: number) => Promise<Result>): Promise<number | undefined> {
    try {
      const result = await send(version);
      if ('version' in result) {
        this.learn(result.id, result);
        return result.version;
      }
      if (result.job) this.learn(result.job.id, result.job);
      this.toasts.show({ text: result.message ?? '', tone: 'bad' });
    } catch (error) {
      this.toasts.show({ text: this.transloco.translate(explain(error)), tone: 'bad' });
    }
    return undefined;
  }

  private flash(id: string, by: string): void {
    this.flashes.update((flashes) => new Map(flashes).set(id, by));
    setTimeout(() => this.flashes.update((flashes) => new Map([...flashes].filter(([flashed]) => flashed !== id))), FLASH_MS);
  }
}
