import { addDays } from '@demarc/time';
import type { ServiceLocation } from '../customers/customer.entity.js';
import { JobKind, JobStatus, type Job, type Technician } from '../dispatch/dispatch.entity.js';
import { MaintenancePlan, MaintenanceVisit, RecurrenceUnit } from '../dispatch/maintenance.entity.js';
import { PositionSource, TechnicianPosition } from '../dispatch/tracking.entity.js';
import { FieldPhone } from '../field/field.entity.js';
import type { Day } from './demo-jobs.js';

const OFTEN: readonly (readonly [RecurrenceUnit, number])[] = [[RecurrenceUnit.MONTH, 6], [RecurrenceUnit.YEAR, 1], [RecurrenceUnit.MONTH, 3], [RecurrenceUnit.WEEK, 8]];
/** Of the app on their phones, as builds are named. */
const VERSION = 'QJ4T7XWD';
const MONTHS = { [RecurrenceUnit.DAY]: 1 / 30, [RecurrenceUnit.WEEK]: 0.25, [RecurrenceUnit.MONTH]: 1, [RecurrenceUnit.YEAR]: 12 };

/** Inspections that come back, each with the visit it has just had; the next ones are weeks away. */
export function demoUpkeep(jobs: readonly Job[], { today }: Day): { readonly plans: MaintenancePlan[]; readonly visits: MaintenanceVisit[] } {
  const done = jobs.filter(({ kind, status, day }) => kind === JobKind.MAINTENANCE && status === JobStatus.COMPLETED && day! < today).slice(0, OFTEN.length);
  const plans = done.map((job, i) => {
    const [unit, every] = OFTEN[i]!;
    const startsOn = addDays(job.day!, Math.max(56, Math.round(every * MONTHS[unit] * 30)));
    return Object.assign(new MaintenancePlan(), {
      title: job.title, kind: job.kind, durationMinutes: job.durationMinutes, skills: job.skills, checklist: job.checklist.map((item) => ({ ...item, done: false })), customerId: job.customerId, locationId: job.locationId,
      unit, every, startsOn, endsOn: null, skipsWeekends: false, leadDays: 14, graceDays: 7, windowFrom: null, windowTo: null, active: i < 3, nextOn: i < 3 ? startsOn : null, madeFrom: today,
    });
  });
  return { plans, visits: done.map((job, i) => Object.assign(new MaintenanceVisit(), { planId: plans[i]!.id, dueOn: job.day!, jobId: job.id })) };
}

/** Where each technician of today was last seen: at the visit they are at or on the way to. */
export function demoPositions(jobs: readonly Job[], technicians: readonly Technician[], locations: readonly ServiceLocation[], { today, now }: Day): TechnicianPosition[] {
  const places = new Map(locations.map((place) => [place.id, place]));
  return technicians.flatMap((technician, i) => {
    const job = jobs.find(({ technicianId, day, status }) => technicianId === technician.id && day === today && (status === JobStatus.ON_SITE || status === JobStatus.EN_ROUTE));
    const place = job?.locationId ? places.get(job.locationId) : undefined;
    if (!job || place?.lat == null || place.lon == null) return [];
    const share = job.status === JobStatus.EN_ROUTE ? 0.4 : 0;
    const [lat, lon] = [place.lat + (technician.homeLat! - place.lat) * share, place.lon + (technician.homeLon! - place.lon) * share];
    return [Object.assign(new TechnicianPosition(), { technicianId: technician.id, lat, lon, accuracy: 12, at: new Date(now.getTime() - (20 + 7 * i) * 1_000), source: i % 2 ? PositionSource.TRACKER : PositionSource.PHONE })];
  });
}

/** The phones of the field as the office hears of them: one holds actions since this morning, one is just sending; the first technician's, as whom one signs in, has yet to announce itself. */
export function demoPhones(technicians: readonly Technician[], now: Date): FieldPhone[] {
  const [stuck, sending] = [technicians.length - 1, 2];
  return technicians.slice(1).map(({ id: technicianId }, at) => {
    const i = at + 1;
    const minutesAgo = i === stuck ? 5 * 60 : i;
    const pending = i === stuck ? 3 : i === sending ? 2 : 0;
    return Object.assign(new FieldPhone(), { deviceId: `demo-${i}`, technicianId, lastContactAt: new Date(now.getTime() - minutesAgo * 60_000), lastSeq: 40 + 37 * i, pending, appVersion: VERSION });
  });
}
