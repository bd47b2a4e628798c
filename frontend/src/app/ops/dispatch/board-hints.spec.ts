import { hintsFor, type Landing, type Stop, type Worker } from './board-hints';

const saintJerome = { lat: 45.78, lon: -74.0 };
const mirabel = { lat: 45.65, lon: -74.08 };
const worker: Worker = { shiftStart: 480, shiftEnd: 990, home: saintJerome, skills: [{ name: 'fibre', level: 3 }] };
const visit = (more: Partial<Landing> = {}): Landing => ({ start: 600, end: 660, number: 'J-1', place: mirabel, skills: [], ...more });
const stop = (start: number, end: number): Stop => ({ start, end, number: `J-${start}`, place: saintJerome });
const kinds = (v: Landing, others: readonly Stop[] = []) => hintsFor(v, worker, others).map((h) => `${h.tone} ${h.kind}${h.what ? ` ${h.what}` : ''}`);

describe('what changes where a visit lands', () => {
  it('tells the drive from home when it is the first', () => {
    expect(kinds(visit())).toEqual(['calm driveIn 24']);
  });

  it('tells what it overlaps, worst first', () => {
    expect(kinds(visit(), [stop(630, 690)])).toEqual(['bad overlap J-630', 'calm driveIn 24']);
  });

  it('does not count visits that only touch', () => {
    expect(kinds(visit({ place: null }), [stop(540, 600), stop(660, 720)])).toEqual([]);
  });

  it('warns of drives that do not fit before and after', () => {
    expect(kinds(visit(), [stop(540, 590), stop(670, 720)])).toEqual(['warn driveIn 24', 'warn driveOut 24']);
  });

  it.each([
    ['a missing skill', { skills: [{ name: 'cuivre', level: 1 }] }, 'bad skill cuivre'],
    ['a skill that is not good enough', { skills: [{ name: 'fibre', level: 4 }] }, 'bad skill fibre'],
    ['the end of the shift', { start: 960, end: 1020 }, 'warn outsideShift'],
    ['the promised arrival', { window: { start: 700, end: 800 } }, 'warn window'],
  ])('warns of %s', (_name, more, expected) => {
    expect(kinds(visit({ place: null, ...more }))).toEqual([expected]);
  });
});
