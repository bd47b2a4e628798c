/** A tenant's colour made legible: what fills and links use in each scheme, and the ink on top of it. */
export interface Accent {
  readonly light: string;
  readonly onLight: string;
  readonly dark: string;
  readonly onDark: string;
}

type Rgb = readonly [number, number, number];

const WHITE: Rgb = [255, 255, 255];
const INK: Rgb = [16, 19, 28];
/** The hovered row: the least contrasting surface that links stand on, in each scheme. */
const LIGHT_GROUND: Rgb = [239, 241, 244];
const DARK_GROUND: Rgb = [31, 36, 45];
const ENOUGH = 4.5;

/** Moves the colour towards black or white just far enough that text in it, and text on it, keep 4.5:1. */
export function accentFrom(colour: string): Accent | null {
  const rgb = parse(colour);
  if (!rgb) return null;
  const light = until(rgb, [0, 0, 0], (c) => contrast(c, LIGHT_GROUND) >= ENOUGH && contrast(c, WHITE) >= ENOUGH);
  const dark = until(rgb, WHITE, (c) => contrast(c, DARK_GROUND) >= ENOUGH && contrast(c, INK) >= ENOUGH);
  return { light: hex(light), onLight: hex(WHITE), dark: hex(dark), onDark: hex(INK) };
}

/** The WCAG contrast of two colours, 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** Reads `#rgb` or `#rrggbb`. */
export function parse(colour: string): Rgb | null {
  const short = /^#([\da-f])([\da-f])([\da-f])$/i.exec(colour.trim());
  const digits = short ? short.slice(1).map((d) => d + d) : /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(colour.trim())?.slice(1);
  if (!digits) return null;
  const [r, g, b] = digits.map((d) => parseInt(d, 16)) as [number, number, number];
  return [r, g, b];
}

function until(from: Rgb, to: Rgb, enough: (colour: Rgb) => boolean): Rgb {
  for (let share = 0; share < 1; share += 0.02) {
    const mixed = from.map((c, i) => Math.round(c + (to[i]! - c) * share)) as unknown as Rgb;
    if (enough(mixed)) return mixed;
  }
  return to;
}

function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4)) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function hex(colour: Rgb): string {
  return `#${colour.map((c) => c.toString(16).padStart(2, '0')).join('')}`;
}
