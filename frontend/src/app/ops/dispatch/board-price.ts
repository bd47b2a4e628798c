import { inject, Injectable, signal } from '@angular/core';
import { knownPlace, roughTravel } from '@demarc/geo';
import type { Day, LaidOut, Tally, Travel, Visit } from '@demarc/routing';
import { PRIORITY_ORDER } from '../../domain/job/job-looks';
import { Board } from './board';
import { minuteOf, stretchOf, type BoardJob, type Spot } from './board-model';

/** What a drop would change for the whole day. */
export interface DayChange {
  readonly metres: number;
  readonly travelMinutes: number;
  readonly lateMinutes: number;
}

interface Ground {
  readonly day: Day;
  readonly laid: LaidOut;
  readonly travel: Travel;
  readonly visits: readonly Visit[];
  readonly base: Tally;
}

type Library = typeof import('@demarc/routing');

/**
 * Prices a drop before it is made, for the whole day, with the optimiser's own measure. The library comes when somebody
 * first looks at a board they may plan; the day is laid out when a visit is lifted, not while it moves.
 */
@Injectable()
export class BoardPrice {
  private readonly board = inject(Board);
  private library: Library | undefined;
  private readonly ground = signal<Ground | undefined>(undefined);

  /** Fetches the library in a quiet moment. */
  async load(): Promise<void> {
    this.library ??= await import('@demarc/routing');
  }

  /** Lays out the day as it is drawn now. */
  prepare(): void {
    const library = this.library;
    this.ground.set(undefined);
    if (!library) return;
    const day = this.day();
    const laid = library.layOut(day);
    const { seconds, metres } = roughTravel(laid.places);
    const travel = { places: laid.places.length, slices: [{ from: 0, seconds }], metres };
    const visits = day.jobs.flatMap(({ id, technician, start, begun, ended }) => (technician && start !== null && begun === null && ended === null ? [{ job: id, technician, start }] : []));
    this.ground.set({ day, laid, travel, visits, base: library.tally(day, laid, travel, visits) });
  }

  /** What it would change to put visits there; undefined while it is not known. */
  of(moves: readonly { readonly job: BoardJob; readonly spot: Spot }[]): DayChange | undefined {
    const ground = this.ground();
    if (!ground || !this.library) return undefined;
    const { day, laid, travel, visits, base } = ground;
    const moved = new Map(moves.map(({ job, spot }) => [job.id, { job, spot }]));
    const isResized = moves.some(({ job, spot }) => spot.duration !== job.durationMinutes);
    const jobs = isResized ? day.jobs.map((one) => ({ ...one, seconds: moved.has(one.id) ? moved.get(one.id)!.spot.duration * 60 : one.seconds })) : day.jobs;
    const others = visits.filter((visit) => !moved.has(visit.job));
    const now = this.library.tally({ ...day, jobs }, laid, travel, [...others, ...moves.map(({ job, spot }) => ({ job: job.id, technician: spot.technicianId, start: spot.start * 60 }))]);
    return { metres: now.metres - base.metres, travelMinutes: Math.round((now.travel - base.travel) / 60), lateMinutes: Math.round((now.late - base.late) / 60) };
  }

  /** The board in seconds of its day. */
  private day(): Day {
    const zone = this.board.zone();
    const levels = (skills: readonly { readonly name: string; readonly level: number }[]) => Object.fromEntries(skills.map(({ name, level }) => [name, level]));
    const minute = (instant: string | null) => (instant === null ? null : minuteOf(instant, zone) * 60);
    return {
      now: null,
      technicians: this.board.technicians().map(({ id, skills, homeLat, homeLon, shiftStart, shiftEnd }) => ({ id, skills: levels(skills), home: knownPlace(homeLat, homeLon), lunch: null, territories: [], shifts: [{ from: shiftStart * 60, to: shiftEnd * 60 }] })),
      jobs: [...this.board.planned(), ...this.board.waiting()].map((job) => {
        const { start, end } = job.startsAt ? stretchOf(job, zone) : { start: 0, end: 0 };
        const over = job.status === 'COMPLETED' || job.status === 'COULD_NOT_COMPLETE';
        const begun = over || job.status === 'EN_ROUTE' || job.status === 'ON_SITE' || job.status === 'PAUSED';
        const [from, to] = [minute(job.windowStart), minute(job.windowEnd)];
        return {
          id: job.id, place: job.location && knownPlace(job.location.lat, job.location.lon), seconds: job.durationMinutes * 60, skills: levels(job.skills), due: null, priority: PRIORITY_ORDER[job.priority], territory: null,
          window: from !== null && to !== null && from <= to ? { from, to } : null, technician: job.technician?.id ?? null, start: job.startsAt ? start * 60 : null, pinned: false,
          begun: begun ? start * 60 : null, ended: over ? end * 60 : null,
        };
      }),
    };
  }
}
