import { clockText, clockValue, hoursAround, minuteAt, stack, xOf, type Scale } from './timeline-scale';

const scale: Scale = { from: 360, to: 1200, perMinute: 1.5 };

describe('the scale of a day', () => {
  it('draws a minute where it finds it again', () => {
    expect(minuteAt(scale, xOf(scale, 615), 15)).toBe(615);
  });

  it.each([
    [xOf(scale, 607), 600],
    [xOf(scale, 608), 615],
    [-50, 360],
    [99_999, 1200],
  ])('snaps pixel %d to minute %d', (x, minute) => {
    expect(minuteAt(scale, x, 15)).toBe(minute);
  });

  it('grows to hold the early and the late', () => {
    expect(hoursAround([{ start: 290, end: 400 }, { start: 1190, end: 1290 }], { from: 360, to: 1200 })).toEqual({ from: 240, to: 1320 });
    expect(hoursAround([], { from: 360, to: 1200 })).toEqual({ from: 360, to: 1200 });
  });

  it('writes the hour as each language does', () => {
    expect([clockText(615, 'fr'), clockText(545, 'en'), clockValue(545)]).toEqual(['10 h 15', '9:05', '09:05']);
  });
});

describe('stacking', () => {
  it.each([
    ['one after the other in one lane', [[0, 60], [60, 120]], [0, 0], 1],
    ['two at once in two lanes', [[0, 60], [30, 90]], [0, 1], 2],
    ['a third where the first has ended', [[0, 60], [30, 90], [60, 120]], [0, 1, 0], 2],
    ['nothing in one empty lane', [], [], 1],
  ])('%s', (_name, stretches, lanes, count) => {
    expect(stack((stretches as number[][]).map(([start, end]) => ({ start: start!, end: end! })))).toEqual({ lanes, count });
  });
});
