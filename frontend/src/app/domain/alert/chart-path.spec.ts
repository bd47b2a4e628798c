import { draw } from './chart-path';

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 21, 8, minutes)).toISOString();

describe('the picture of measurements', () => {
  it('runs from left to right, with the threshold inside', () => {
    const drawing = draw([{ at: at(0), value: -20 }, { at: at(5), value: -25 }, { at: at(10), value: -30 }], -27, at(8), 100, 50)!;
    expect(drawing.line).toMatch(/^M0 [\d.]+L50 [\d.]+L100 [\d.]+$/);
    expect(drawing.limit).toBeGreaterThan(0);
    expect(drawing.limit).toBeLessThan(50);
    expect(drawing.last).toEqual({ x: 100, y: expect.any(Number) as number });
    expect(drawing.last.y).toBeGreaterThan(drawing.limit);
    expect(drawing.onset).toBe(80);
  });

  it('keeps a threshold in sight that no value came near', () => {
    const drawing = draw([{ at: at(0), value: 5 }, { at: at(5), value: 6 }], 100, at(0), 100, 50)!;
    expect(drawing.limit).toBeGreaterThanOrEqual(0);
    expect(drawing.last.y).toBeLessThanOrEqual(50);
  });

  it('leaves a gap where nothing was measured', () => {
    expect(draw([{ at: at(0), value: 1 }, { at: at(5), value: 1 }, { at: at(45), value: 1 }, { at: at(50), value: 1 }], 0, at(0), 100, 50)!.line.match(/M/g)).toHaveLength(2);
  });

  it('needs two measurements', () => {
    expect(draw([{ at: at(0), value: 1 }], 0, at(0), 100, 50)).toBeUndefined();
    expect(draw([], 0, at(0), 100, 50)).toBeUndefined();
  });
});
