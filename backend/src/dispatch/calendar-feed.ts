import ical, { ICalEventStatus } from 'ical-generator';

/** A visit as a calendar shows it. */
export interface FeedVisit {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly customer: string;
  readonly address: string;
  readonly notes: string;
  readonly version: number;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly status: string;
  readonly lat: number | null;
  readonly lon: number | null;
}

/** The calendar of one technician (RFC 5545). Times are written in UTC, so the nights clocks change move nothing. */
export function calendarOf(name: string, visits: readonly FeedVisit[], now: Date): string {
  const calendar = ical({ name, prodId: { company: 'Demarc', product: 'Dispatch' }, ttl: 15 * 60 });
  for (const visit of visits) {
    calendar.createEvent({
      id: `${visit.id}@demarc`, sequence: visit.version, start: visit.startsAt, end: visit.endsAt, stamp: now,
      summary: `${visit.customer} · ${visit.title}`,
      description: [visit.number, visit.notes].filter(Boolean).join('\n'),
      status: visit.status === 'CANCELLED' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      location: visit.lat === null || visit.lon === null ? visit.address : { title: visit.address, geo: { lat: visit.lat, lon: visit.lon } },
    });
  }
  return calendar.toString();
}
