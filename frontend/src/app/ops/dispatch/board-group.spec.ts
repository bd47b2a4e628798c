import { groupSpots } from './board-group';
import type { BoardJob, Row } from './board-model';

const ZONE = 'America/Toronto';
const job = (id: string, technicianId: string | null, hour: number | null, durationMinutes = 60): BoardJob =>
  ({ id, durationMinutes, technician: technicianId && { id: technicianId }, startsAt: hour === null ? null : new Date(Date.UTC(2026, 10, 23, hour + 5)).toISOString(), location: null }) as unknown as BoardJob;
const rows = ['anne', 'bruno', 'chloe'].map((id) => ({ technician: { id }, jobs: [] })) as unknown as Row[];
const spotsOf = (lead: BoardJob, at: { technicianId: string; start: number; duration: number }, others: BoardJob[]) => groupSpots(lead, at, others, rows, ZONE).map(({ job: { id }, spot }) => [id, spot.technicianId, spot.start]);

describe('visits carried together', () => {
  it('keep their distance in hours and rows', () => {
    expect(spotsOf(job('a', 'anne', 9), { technicianId: 'bruno', start: 600, duration: 60 }, [job('b', 'anne', 11), job('c', 'bruno', 8)])).toEqual([['b', 'bruno', 720], ['c', 'chloe', 540]]);
  });

  it('stay on the board at its edges', () => {
    expect(spotsOf(job('a', 'anne', 9), { technicianId: 'chloe', start: 0, duration: 60 }, [job('b', 'bruno', 8)])).toEqual([['b', 'chloe', 0]]);
  });

  it('that wait follow one another behind the one carried', () => {
    expect(spotsOf(job('a', null, null), { technicianId: 'bruno', start: 480, duration: 60 }, [job('b', null, null, 45), job('c', null, null)])).toEqual([['b', 'bruno', 540], ['c', 'bruno', 585]]);
  });

  it('that are planned queue up too when the one carried had no place', () => {
    expect(spotsOf(job('a', null, null), { technicianId: 'anne', start: 480, duration: 30 }, [job('b', 'chloe', 15)])).toEqual([['b', 'anne', 510]]);
  });
});
