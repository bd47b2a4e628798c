export const WHITE = '#ffffff';
export const INK = '#10131c';
/** WCAG 2.2: text needs 4.5:1, the shape of a button 3:1. */
export const TEXT_CONTRAST = 4.5;
export const SHAPE_CONTRAST = 3;

/** The WCAG contrast of two colours as #rrggbb, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** The ink that can be read on a colour: white where it is legible, dark otherwise. */
export function inkOn(colour: string): string {
  return contrast(colour, WHITE) >= TEXT_CONTRAST || contrast(colour, WHITE) >= contrast(colour, INK) ? WHITE : INK;
}

/** Whether buttons of the colour can be seen on a white page and read. */
export function isLegible(colour: string): boolean {
  return contrast(colour, WHITE) >= SHAPE_CONTRAST && contrast(colour, inkOn(colour)) >= TEXT_CONTRAST;
}

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
