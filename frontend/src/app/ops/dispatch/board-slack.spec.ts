import type { BoardJob, Row } from './board-model';
import { lateTone, skillTone, slackOf } from './board-slack';

const ZONE = 'America/Toronto';
const at = (hour: number, minute = 0) => new Date(Date.UTC(2026, 10, 23, hour + 5, minute)).toISOString();
const job = (id: string, hour: number, more: Partial<BoardJob> = {}): BoardJob => ({ id, status: 'SCHEDULED', durationMinutes: 60, startsAt: at(hour), windowEnd: null, skills: [], location: { lat: 45.78, lon: -74 }, ...more }) as unknown as BoardJob;
const row = (jobs: BoardJob[]): Row => ({ technician: { shiftStart: 480, shiftEnd: 990, homeLat: 45.78, homeLon: -74, skills: [{ name: 'Fibre', level: 2 }] }, jobs }) as unknown as Row;
const FAR = { lat: 45.9, lon: -74 } as BoardJob['location'];

describe('what is known of a visit among the others', () => {
  it('counts the way there and onwards against the time between them', () => {
    const slack = slackOf(row([job('a', 8), job('b', 9, { location: FAR }), job('c', 12)]), ZONE);
    expect(slack.get('a')).toMatchObject({ driveIn: 0, spare: 0, driveOut: 21, spareAfter: -21 });
    expect(slack.get('b')).toMatchObject({ driveIn: 21, spare: -21, driveOut: 21, spareAfter: 99 });
  });

  it('counts nothing where a place is unknown', () => {
    expect(slackOf(row([job('a', 8, { location: null }), job('b', 10)]), ZONE).get('a')).toMatchObject({ driveIn: undefined, spare: undefined, driveOut: undefined, spareAfter: 60 });
  });

  it('says how far past its promise it begins', () => {
    expect(slackOf(row([job('a', 10, { windowEnd: at(9, 30) })]), ZONE).get('a')?.pastPromise).toBe(30);
  });
});

describe('the tone of a visit', () => {
  const now = Date.parse(at(8));
  it('is bad when it cannot be reached in time or should have begun, calm once it is over', () => {
    const [early, late] = [job('a', 9), job('b', 9, { location: FAR })];
    const slack = slackOf(row([job('z', 8), early, late]), ZONE);
    expect(lateTone(job('x', 7), undefined, now)).toBe('bad');
    expect(lateTone(late, slack.get('b'), now)).toBe('bad');
    expect(lateTone(early, slack.get('a'), now)).toBe('warn');
    expect(lateTone(job('x', 12), slackOf(row([job('x', 12)]), ZONE).get('x'), now)).toBe('good');
    expect(lateTone(job('x', 6, { status: 'COMPLETED' }), undefined, now)).toBe('calm');
  });

  it('is bad where a skill is missing or not good enough', () => {
    const needs = (level: number) => job('a', 9, { skills: [{ name: 'Fibre', level }] as BoardJob['skills'] });
    const tone = (one: BoardJob) => skillTone(one, slackOf(row([one]), ZONE).get('a'));
    expect([tone(needs(2)), tone(needs(3)), tone(job('a', 9))]).toEqual(['good', 'bad', 'calm']);
  });
});
