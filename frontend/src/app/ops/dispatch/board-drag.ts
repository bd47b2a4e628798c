import { computed, inject, Injectable, signal } from '@angular/core';
import { followPointer } from '../../ui/timeline/pointer-drag';
import { minuteAt, xOf } from '../../ui/timeline/timeline-scale';
import { Board } from './board';
import { groupSpots, type Carried } from './board-group';
import { hintsFor, type Hint, type Stop } from './board-hints';
import { BoardPrice, type DayChange } from './board-price';
import { BoardSelection } from './board-selection';
import { LANE, minuteOf, stretchOf, type BoardJob, type Row, type Spot } from './board-model';

export const STEP = 15;
/** Pixels of the names before the grid, and of a card. */
const PEOPLE_AND_CARD = 196 + 250;

/** Where a lifted visit would land: drawn on the grid, with what would change. */
export interface Landing extends Spot {
  readonly job: BoardJob;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly technician: string;
  readonly hints: readonly Hint[];
  /** Whether the card hangs from its right end, so that it stays in view. */
  readonly isAtEnd: boolean;
  /** What the drop would change for the whole day. */
  readonly change: DayChange | undefined;
  /** The visits that are carried with it, as outlines. */
  readonly others: readonly (Carried & { readonly x: number; readonly y: number; readonly width: number })[];
}

/** The elements that a drag moves over; given by the timeline once it is drawn. */
export interface Ground {
  readonly grid: HTMLElement;
  readonly scroller: HTMLElement;
  readonly ghost: HTMLElement;
}

/**
 * Lifting, carrying and dropping visits, by pointer or by keys. While a pointer moves only two styles change; the
 * landing is worked out when it comes to another quarter of an hour or another technician.
 */
@Injectable()
export class BoardDrag {
  private readonly board = inject(Board);
  private readonly price = inject(BoardPrice);
  private readonly selection = inject(BoardSelection);
  private ground: Ground | undefined;
  readonly landing = signal<Landing | undefined>(undefined);
  /** Whether the visit is over the waiting ones, where a drop takes it off the board. */
  readonly isOverLane = signal(false);
  /** The visit being carried, by pointer or keys. */
  readonly lifted = signal<{ readonly job: BoardJob; readonly by: 'pointer' | 'keys' } | undefined>(undefined);
  readonly isMoving = computed(() => this.lifted()?.by === 'keys');

  useGround(ground: Ground | undefined): void {
    this.ground = ground;
  }

  /** Carries a visit from where it was pressed. */
  carry(down: PointerEvent, job: BoardJob): void {
    const ground = this.ground;
    if (!ground || down.button !== 0 || !this.board.canPlan() || this.selection.means(down)) return;
    const grab = job.startsAt ? down.clientX - ground.grid.getBoundingClientRect().left - xOf(this.board.scale(), minuteOf(job.startsAt, this.board.zone())) : 16;
    let lane: DOMRect | undefined;
    this.follow(down, job, {
      begin: () => {
        lane = document.getElementById('dispatch-lane')?.getBoundingClientRect();
        const also = this.selection.with(job).length;
        ground.ghost.textContent = `${job.customer.name} · ${job.title}${also ? ` +${also}` : ''}`;
        ground.ghost.hidden = false;
      },
      move: (x, y) => {
        ground.ghost.style.transform = `translate(${x + 12}px, ${y + 14}px)`;
        const over = !!lane && job.technician !== null && x >= lane.left && x <= lane.right && y >= lane.top && y <= lane.bottom;
        this.isOverLane.set(over);
        this.landAt(job, over ? undefined : this.spotAt(x - grab, x, y, job, ground));
      },
      drop: () => void (this.isOverLane() ? this.takeOff(job) : this.put(job)),
    });
  }

  /** Makes a visit longer or shorter by its right edge. */
  stretch(down: PointerEvent, job: BoardJob): void {
    const ground = this.ground;
    if (!ground || down.button !== 0 || !this.board.canPlan()) return;
    down.stopPropagation();
    const { start } = stretchOf(job, this.board.zone());
    this.follow(down, job, {
      begin: () => undefined,
      move: (x) => {
        const end = minuteAt(this.board.scale(), x - ground.grid.getBoundingClientRect().left, STEP);
        this.landAt(job, { technicianId: job.technician!.id, start, duration: Math.max(STEP, end - start) });
      },
      drop: () => void this.put(job),
    });
  }

  /** Lifts a visit by keys: from where it is, or to the first technician at the beginning of their day. */
  lift(job: BoardJob): void {
    const first = this.board.rows()[0]?.technician;
    if (!first || !this.board.canPlan()) return;
    this.lifted.set({ job, by: 'keys' });
    this.price.prepare();
    const spot = job.startsAt && job.technician ? { technicianId: job.technician.id, start: stretchOf(job, this.board.zone()).start } : { technicianId: first.id, start: first.shiftStart };
    this.landAt(job, { ...spot, duration: job.durationMinutes });
  }

  /** Moves what keys have lifted by rows, minutes, or in length. */
  nudge(by: { readonly rows?: number; readonly minutes?: number; readonly longer?: number }): void {
    const landing = this.landing();
    if (!landing) return;
    const rows = this.board.rows();
    const at = rows.findIndex((row) => row.technician.id === landing.technicianId);
    const row = rows[Math.min(Math.max(at + (by.rows ?? 0), 0), rows.length - 1)]!;
    const { from, to } = this.board.scale();
    const start = Math.min(Math.max(landing.start + (by.minutes ?? 0), from), to - STEP);
    this.landAt(landing.job, { technicianId: row.technician.id, start, duration: Math.max(STEP, landing.duration + (by.longer ?? 0)) });
  }

  drop(): void {
    const job = this.lifted()?.job;
    if (job) void this.put(job);
    this.rest();
  }

  rest(): void {
    if (this.ground) this.ground.ghost.hidden = true;
    this.landing.set(undefined);
    this.isOverLane.set(false);
    this.lifted.set(undefined);
  }

  private follow(down: PointerEvent, job: BoardJob, steps: { begin(): void; move(x: number, y: number): void; drop(): void }): void {
    followPointer(
      down,
      {
        begin: () => {
          this.lifted.set({ job, by: 'pointer' });
          setTimeout(() => this.price.prepare()); // a task of its own, so that the first move is not held up
          steps.begin();
        },
        move: steps.move,
        drop: () => {
          steps.drop();
          this.rest();
        },
        cancel: () => this.rest(),
      },
      this.ground?.scroller,
    );
  }

  private async put(job: BoardJob): Promise<void> {
    const landing = this.landing();
    if (!landing) return;
    if (landing.others.length) {
      if (await this.board.planTogether([{ job, spot: landing }, ...landing.others])) this.selection.clear();
      return;
    }
    const isSame = job.technician?.id === landing.technicianId && job.durationMinutes === landing.duration && job.startsAt && minuteOf(job.startsAt, this.board.zone()) === landing.start;
    if (!isSame) await this.board.plan(job, landing);
  }

  private async takeOff(job: BoardJob): Promise<void> {
    const others = this.selection.with(job).filter(({ technician }) => technician);
    if (!others.length) await this.board.unassign(job);
    else if (await this.board.planTogether([job, ...others].map((one) => ({ job: one, spot: undefined })))) this.selection.clear();
  }

  private spotAt(left: number, x: number, y: number, job: BoardJob, { grid, scroller }: Ground): Spot | undefined {
    const view = scroller.getBoundingClientRect();
    if (x < view.left || x > view.right || y < view.top || y > view.bottom) return undefined;
    const box = grid.getBoundingClientRect();
    const row = this.board.rows().find((r) => y - box.top < r.top + r.height);
    if (!row) return undefined;
    return { technicianId: row.technician.id, start: minuteAt(this.board.scale(), left - box.left, STEP), duration: job.durationMinutes };
  }

  private landAt(job: BoardJob, spot: Spot | undefined): void {
    const now = this.landing();
    if (!spot) return this.landing.set(undefined);
    if (now && now.technicianId === spot.technicianId && now.start === spot.start && now.duration === spot.duration) return;
    const scale = this.board.scale();
    const row = this.board.rows().find((r) => r.technician.id === spot.technicianId)!;
    // Stretching is of one visit alone.
    const others = spot.duration === job.durationMinutes ? groupSpots(job, spot, this.selection.with(job), this.board.rows(), this.board.zone()) : [];
    this.landing.set({
      ...spot, job, ...this.boxOf(spot), others: others.map((other) => ({ ...other, ...this.boxOf(other.spot) })),
      technician: row.technician.name, hints: this.hints(job, row, spot), change: this.price.of([{ job, spot }, ...others]), isAtEnd: xOf(scale, spot.start) - (this.ground?.scroller.scrollLeft ?? 0) > (this.ground?.scroller.clientWidth ?? Infinity) - PEOPLE_AND_CARD,
    });
  }

  private boxOf(spot: Spot): { x: number; y: number; width: number } {
    const scale = this.board.scale();
    const row = this.board.rows().find((r) => r.technician.id === spot.technicianId)!;
    return { x: xOf(scale, spot.start), y: row.top + (row.height - LANE) / 2 + 2, width: spot.duration * scale.perMinute };
  }

  private hints(job: BoardJob, { technician, jobs }: Row, spot: Spot): Hint[] {
    const zone = this.board.zone();
    const others: Stop[] = jobs.filter((other) => other.id !== job.id).map((other) => ({ ...stretchOf(other, zone), number: other.number, place: other.location }));
    const window = job.windowStart && job.windowEnd ? { start: minuteOf(job.windowStart, zone), end: minuteOf(job.windowEnd, zone) } : undefined;
    const visit = { start: spot.start, end: spot.start + spot.duration, number: job.number, place: job.location, skills: job.skills, window };
    return hintsFor(visit, { ...technician, home: { lat: technician.homeLat, lon: technician.homeLon } }, others);
  }
}
