import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { knownPlace, roughTravelSeconds } from '@demarc/geo';
import { layOut, planOf, tally, type Day, type Offer } from '@demarc/routing';
import { addDays } from '@demarc/time';
import { systemActor, type Actor } from '../auth/actor.js';
import { BoardDayService } from '../dispatch/board-day.service.js';
import { Job, JobStatus, Technician } from '../dispatch/dispatch.entity.js';
import { JobAlreadyDone, JobNotThere } from '../dispatch/dispatch.results.js';
import { ScheduleService } from '../dispatch/schedule.service.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import { Schedule } from '../platform/queue/queue.js';
import { DayIsOver } from './plan.results.js';
import { PlannerService } from './planner.service.js';
import { dayForSlots, fitsBetween, promiseWindows, whyNoSlot } from './slot-rules.js';
import { SlotOffer } from './slot.entity.js';
import { NoSlotFree, SlotBooked, SlotGone, SlotGoneWhy, SlotOffers, TooLateToMove } from './slot.results.js';
import { TravelSource } from './travel.enum.js';
import { TravelService } from './travel.service.js';

/** How long an offer holds while somebody thinks. */
const HOLDS_MS = 15 * 60_000;
/** A customer moves a visit alone until this long before it. */
const ALONE_UNTIL_MS = 4 * 3_600_000;
const BEST = 3;
const TIMES = `select id, version, starts_at "startsAt", ends_at "endsAt", location_id "locationId" from job where technician_id = $1 and status not in ('CANCELLED', 'COULD_NOT_COMPLETE') and starts_at < $3 and ends_at > $2 and id <> $4 order by starts_at, id`;

type Stage = TooLateToMove | JobAlreadyDone | JobNotThere;
interface Found extends Offer {
  readonly travelSeconds: number;
  readonly metres: number;
  readonly lateSeconds: number;
  readonly leaves: number;
}

/** Times that can be promised for a visit: worked out on the real days, kept for a while, given to whoever takes one first. */
@Injectable()
export class SlotsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly board: BoardDayService,
    private readonly travel: TravelService,
    private readonly planner: PlannerService,
    private readonly schedule: ScheduleService,
  ) {}

  /** The three best times within some days; travel times are asked outside any transaction. */
  async offer(me: Actor, jobId: string, from: string | undefined, days: number): Promise<SlotOffers | NoSlotFree | DayIsOver | Stage> {
    const system = systemActor(me.tenantId);
    const asked = await this.db.tx(system, async () => {
      const job = await this.mine(me, jobId);
      const today = await this.board.today();
      return { job, refused: this.refused(me, job), first: from ?? today, today };
    });
    if (asked.refused) return asked.refused;
    if (asked.first < asked.today) return new DayIsOver();
    const searched = await Promise.all(Array.from({ length: days }, (_, i) => this.onDay(system, addDays(asked.first, i), jobId)));
    const best = searched.flatMap(({ found }) => found).sort((a, b) => a.cost - b.cost || a.window.from - b.window.from).slice(0, BEST);
    if (!best.length) return NoSlotFree.because(whyNoSlot(searched.map(({ day }) => day), jobId), addDays(asked.first, days));
    const offers = await this.db.tx(system, () => this.keep(asked.job, best));
    return SlotOffers.of(offers, searched[0]!.source);
  }

  /** Gives an offered time to its visit, or says that it is gone. */
  async book(me: Actor, offerId: string): Promise<SlotBooked | SlotGone | Stage> {
    return this.db.tx(systemActor(me.tenantId), async () => {
      const offer = await this.db.repo(SlotOffer).findOneBy({ id: offerId });
      if (!offer) throw new NotFoundError();
      const job = await this.mine(me, offer.jobId);
      const refused = this.refused(me, job);
      if (refused) return refused;
      const now = this.clock.now();
      if (offer.startsAt <= now) return SlotGone.because(SlotGoneWhy.PASSED);
      if (offer.expiresAt <= now) return SlotGone.because(SlotGoneWhy.EXPIRED);
      if (offer.jobVersion !== job.version) return SlotGone.because(SlotGoneWhy.CHANGED);
      if (!(await this.stillFits(offer, job))) return SlotGone.because(SlotGoneWhy.TAKEN); // most who come late need not queue for the technician
      const technician = await this.db.repo(Technician).findOne({ where: { id: offer.technicianId }, lock: { mode: 'pessimistic_write' } });
      if (!technician?.active || !(await this.stillFits(offer, job))) return SlotGone.because(SlotGoneWhy.TAKEN);
      const { technicianId, startsAt, windowStart, windowEnd, leavesAt } = offer;
      const isMine = await this.schedule.book(me, job.id, { technicianId, startsAt, windowStart, windowEnd, from: leavesAt });
      return isMine ? SlotBooked.of(offer) : SlotGone.because(SlotGoneWhy.TAKEN);
    });
  }

  @Schedule('17 * * * *')
  async tidy(): Promise<void> {
    await this.db.unscoped('offers of every provider expire', () => this.db.query('delete from slot_offer where expires_at < $1', [new Date(this.clock.now().getTime() - 24 * 3_600_000)]));
  }

  /** The visit, if it is theirs to give a time to. */
  private async mine(me: Actor, jobId: string): Promise<Job> {
    const job = await this.db.repo(Job).findOneBy({ id: jobId });
    if (!job || (me.kind === 'customer' && job.customerId !== me.customerId)) throw new NotFoundError();
    return job;
  }

  private refused(me: Actor, { id, status, startsAt }: Job): Stage | undefined {
    if (status === JobStatus.COMPLETED || status === JobStatus.CANCELLED || status === JobStatus.COULD_NOT_COMPLETE) return JobAlreadyDone.with(id, status);
    if (status !== JobStatus.OPEN && status !== JobStatus.SCHEDULED) return JobNotThere.with(id, status, true);
    const isNear = startsAt !== null && startsAt.getTime() - this.clock.now().getTime() < ALONE_UNTIL_MS;
    return me.kind === 'customer' && isNear ? new TooLateToMove() : undefined;
  }

  private async onDay(system: Actor, date: string, jobId: string): Promise<{ day: Day; found: Found[]; source: TravelSource }> {
    const loaded = await this.db.tx(system, () => this.board.load(date, jobId));
    const windows = promiseWindows(date, loaded.zone, this.clock.now());
    const day = dayForSlots(loaded.day, jobId);
    const job = day.jobs.find(({ id }) => id === jobId)!;
    if (!windows.length || !job.place) return { day, found: [], source: TravelSource.ESTIMATE };
    const laid = layOut(day);
    const ways = await this.travel.between(laid.places);
    const problem = laid.problem(ways.travel, { changeTechnician: 0, changeStart: 0 });
    const present = problem.present ?? [];
    const offers = await this.planner.slots(problem, planOf(present), jobId, windows, windows.length);
    const before = tally(day, laid, ways.travel, present);
    const way = (a: string, b: string) => ways.travel.slices[0]!.seconds[laid.at.get(a)! * ways.travel.places + laid.at.get(b)!] ?? 0;
    const found = offers.flatMap((offer): Found[] => {
      const standing = [...loaded.jobs.values()].filter(({ technicianId, id, startsAt }) => technicianId === offer.technician && id !== jobId && startsAt);
      const start = offer.start;
      const times = standing.map(({ id, startsAt, endsAt }) => ({ start: startsAt!.getTime() / 1_000, end: endsAt!.getTime() / 1_000, way: laid.at.has(id) ? way(id, jobId) : 0 }));
      if (!fitsBetween(times, start, start + job.seconds)) return [];
      const after = tally(day, laid, ways.travel, [...present, { job: jobId, technician: offer.technician, start }]);
      const earlier = times.filter(({ end }) => end <= start);
      const leaves = earlier.length ? start - earlier.reduce((last, time) => (time.end > last.end ? time : last)).way : start;
      return [{ ...offer, travelSeconds: after.travel - before.travel, metres: after.metres - before.metres, lateSeconds: after.late - before.late, leaves }];
    });
    return { day, found, source: ways.source };
  }

  private async keep(job: Job, best: readonly Found[]): Promise<SlotOffer[]> {
    const at = (unix: number) => new Date(unix * 1_000);
    const expiresAt = new Date(this.clock.now().getTime() + HOLDS_MS);
    const offers: SlotOffer[] = [];
    for (const { technician: technicianId, start, leaves, window, cost, travelSeconds, metres, lateSeconds } of best) {
      const { seen } = await this.dayOf(technicianId, at(start), job.id);
      offers.push(Object.assign(new SlotOffer(), {
        jobId: job.id, customerId: job.customerId, jobVersion: job.version, technicianId, seen, startsAt: at(start), leavesAt: at(leaves), windowStart: at(window.from), windowEnd: at(window.to),
        costSeconds: Math.round(cost), travelSeconds, metres: Math.round(metres), lateSeconds, expiresAt,
      }));
    }
    await this.db.repo(SlotOffer).insert(offers);
    return offers;
  }

  /** Whether the technician's day still has room: as it was looked at, or with way enough between the visits that came meanwhile. */
  private async stillFits({ technicianId, startsAt, seen }: SlotOffer, job: Job): Promise<boolean> {
    const now = await this.dayOf(technicianId, startsAt, job.id);
    if (now.seen === seen) return true;
    const places = new Map((await this.db.query<{ id: string; lat: number | null; lon: number | null }>('select id, lat, lon from service_location where id = any($1::uuid[])', [[job.locationId, ...now.visits.map(({ locationId }) => locationId)]])).map(({ id, lat, lon }) => [id, knownPlace(lat, lon)]));
    const here = places.get(job.locationId ?? '') ?? null;
    const standing = now.visits.map(({ startsAt: start, endsAt: end, locationId }) => {
      const there = places.get(locationId ?? '') ?? null;
      return { start: start.getTime() / 1_000, end: end.getTime() / 1_000, way: here && there ? roughTravelSeconds(here, there) : 0 };
    });
    return fitsBetween(standing, startsAt.getTime() / 1_000, startsAt.getTime() / 1_000 + job.durationMinutes * 60);
  }

  /** The visits around a time, and their fingerprint. */
  private async dayOf(technicianId: string, at: Date, except: string): Promise<{ visits: readonly { id: string; version: number; startsAt: Date; endsAt: Date; locationId: string | null }[]; seen: string }> {
    const around = 18 * 3_600_000;
    const visits = await this.db.query<{ id: string; version: number; startsAt: Date; endsAt: Date; locationId: string | null }>(TIMES, [technicianId, new Date(at.getTime() - around), new Date(at.getTime() + around), except]);
    return { visits, seen: createHash('sha256').update(visits.map(({ id, version }) => `${id}:${version}`).join()).digest('base64url') };
  }
}
