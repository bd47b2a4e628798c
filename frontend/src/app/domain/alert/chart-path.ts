export interface Point {
  readonly at: string;
  readonly value: number;
}

export interface Drawing {
  /** The line, as an SVG path. */
  readonly line: string;
  /** Where the threshold lies, from the top. */
  readonly limit: number;
  /** The end of the line. */
  readonly last: { readonly x: number; readonly y: number };
  /** Where the event began, from the left; undefined when that is not on the picture. */
  readonly onset: number | undefined;
}

const GAP_MS = 15 * 60_000;

/** Draws measurements into a box: time from left to right, the threshold always inside; nothing measured for a quarter of an hour is a gap. */
export function draw(points: readonly Point[], threshold: number, onsetAt: string, width: number, height: number): Drawing | undefined {
  if (points.length < 2) return undefined;
  const times = points.map(({ at }) => Date.parse(at));
  const [from, to] = [times[0]!, times.at(-1)!];
  const values = points.map(({ value }) => value);
  const [low, high] = [Math.min(threshold, ...values), Math.max(threshold, ...values)];
  const margin = (high - low || 1) * 0.12;
  const x = (time: number) => round(((time - from) / (to - from || 1)) * width);
  const y = (value: number) => round(((high + margin - value) / (high - low + 2 * margin || 1)) * height);
  const line = points.map(({ value }, i) => `${i === 0 || times[i]! - times[i - 1]! > GAP_MS ? 'M' : 'L'}${x(times[i]!)} ${y(value)}`).join('');
  const onset = Date.parse(onsetAt);
  return { line, limit: y(threshold), last: { x: x(to), y: y(values.at(-1)!) }, onset: onset >= from && onset <= to ? x(onset) : undefined };
}

const round = (value: number) => Math.round(value * 10) / 10;
