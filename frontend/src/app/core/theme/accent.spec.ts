import { accentFrom, contrast, parse } from './accent';

describe('a tenant’s accent', () => {
  it.each(['#3d4fd6', '#ffcc00', '#000000', '#ffffff', '#0a7', '#e4002b', '#7fffd4'])('makes %s legible on light and dark, and under its own text', (colour) => {
    const accent = accentFrom(colour)!;
    expect(contrast(parse(accent.light)!, parse('#eff1f4')!)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(parse(accent.light)!, parse(accent.onLight)!)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(parse(accent.dark)!, parse('#1f242d')!)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(parse(accent.dark)!, parse(accent.onDark)!)).toBeGreaterThanOrEqual(4.5);
  });

  it('leaves a colour alone that is already legible', () => {
    expect(accentFrom('#3344bb')?.light).toBe('#3344bb');
  });

  it('ignores what is no colour', () => {
    expect(accentFrom('red; background: url(x)')).toBeNull();
  });
});
