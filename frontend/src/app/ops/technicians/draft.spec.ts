import { draftOf, flawsOf, inputOf, minutesOf } from './draft';

const good = { ...draftOf(), name: 'Marie Lavoie' };

describe('a technician as typed', () => {
  it('reads times as minutes, with midnight as the end of the day', () => {
    expect([minutesOf('08:15'), minutesOf('00:00'), minutesOf('00:00', true)]).toEqual([495, 0, 1_440]);
  });

  it.each([
    ['nothing', {}, {}],
    ['a name', { name: ' ' }, { name: 'isDefined' }],
    ['a shift that ends before it starts', { shiftStart: '16:00', shiftEnd: '08:00' }, { shiftEnd: 'endsAfterStart' }],
    ['a stretch that ends before it starts', { isWeekly: true, hours: [{ weekday: 1, start: '12:00', end: '09:00' }] }, { hours: 'endsAfterStart' }],
    ['two stretches of a day that meet', { isWeekly: true, hours: [{ weekday: 1, start: '08:00', end: '12:00' }, { weekday: 1, start: '11:00', end: '15:00' }] }, { hours: 'overlaps' }],
    ['half a position', { homeLat: '45.8' }, { homeLon: 'isDefined' }],
    ['a position that is none', { homeLat: '145.8', homeLon: '-74' }, { homeLat: 'isLatitude' }],
  ])('tells of %s', (_, more, flaws) => {
    expect(flawsOf({ ...good, ...more })).toEqual(flaws);
  });

  it('sends a split day as two stretches, and no base when there is none', () => {
    const sent = inputOf({ ...good, isWeekly: true, hours: [{ weekday: 2, start: '08:00', end: '11:00' }, { weekday: 2, start: '13:00', end: '00:00' }] });
    expect(sent).toMatchObject({ name: 'Marie Lavoie', hours: [{ weekday: 2, start: 480, end: 660 }, { weekday: 2, start: 780, end: 1_440 }] });
    expect(sent).not.toHaveProperty('homeLat');
    expect(inputOf({ ...good, homeLat: '45,5', homeLon: '-74' })).toMatchObject({ homeLat: 45.5, homeLon: -74 });
  });
});
