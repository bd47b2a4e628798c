import { evidenceOf } from './line-evidence';

const reading = (moment: 'BEFORE' | 'AFTER' | 'CHECK', createdAt: string, opticalPower: number | null) => ({ moment, createdAt, opticalPower });

describe('the evidence of a visit', () => {
  it('is the first reading from before and the last one from after', () => {
    const [first, again, after, last] = [reading('BEFORE', '2026-11-21T10:00:00Z', -28.4), reading('BEFORE', '2026-11-21T10:05:00Z', -27), reading('AFTER', '2026-11-21T11:00:00Z', -22), reading('AFTER', '2026-11-21T11:05:00Z', -21)];
    expect(evidenceOf([last, again, first, after])).toEqual({ before: first, after: last, gained: 7.4 });
  });

  it('gains nothing that was not measured twice', () => {
    expect(evidenceOf([])).toEqual({ before: undefined, after: undefined, gained: null });
    expect(evidenceOf([reading('BEFORE', '2026-11-21T10:00:00Z', null), reading('AFTER', '2026-11-21T11:00:00Z', -21), reading('CHECK', '2026-11-21T09:00:00Z', -29)])).toMatchObject({ gained: null });
  });
});
