/** A stretch of a day, in minutes after midnight, drawn at so many pixels a minute. */
export interface Scale {
  readonly from: number;
  readonly to: number;
  readonly perMinute: number;
}

/** The pixel at which a minute of the day is drawn. */
export const xOf = (scale: Scale, minute: number): number => (minute - scale.from) * scale.perMinute;

/** The minute of the day at a pixel, on the nearest step and inside the day. */
export function minuteAt(scale: Scale, x: number, step: number): number {
  const minute = Math.round((scale.from + x / scale.perMinute) / step) * step;
  return Math.min(Math.max(minute, scale.from), scale.to);
}

/** Whole hours that hold everything that is on the day, and at least the usual ones. */
export function hoursAround(stretches: readonly { readonly start: number; readonly end: number }[], usual: { readonly from: number; readonly to: number }): { from: number; to: number } {
  let { from, to } = usual;
  for (const { start, end } of stretches) {
    from = Math.min(from, Math.floor(start / 60) * 60);
    to = Math.max(to, Math.ceil(end / 60) * 60);
  }
  return { from: Math.max(0, from), to: Math.min(to, 30 * 60) };
}

/** Puts what overlaps into lanes under each other, each in the first lane that is free; answers the lane of each, in the order given, and how many there are. */
export function stack(stretches: readonly { readonly start: number; readonly end: number }[]): { lanes: number[]; count: number } {
  const lanes = new Array<number>(stretches.length).fill(0);
  const ends: number[] = [];
  const order = stretches.map((_, i) => i).sort((a, b) => stretches[a]!.start - stretches[b]!.start || stretches[b]!.end - stretches[a]!.end || a - b);
  for (const i of order) {
    const { start, end } = stretches[i]!;
    const free = ends.findIndex((until) => until <= start);
    const lane = free === -1 ? ends.length : free;
    lanes[i] = lane;
    ends[lane] = end;
  }
  return { lanes, count: Math.max(1, ends.length) };
}

/** `615` as `10:15`, for machines; people are shown `clockText`. */
export const clockValue = (minute: number): string => `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** The minute of the day that a person is shown: `10 h 15` or `10:15`. */
export function clockText(minute: number, language: 'fr' | 'en'): string {
  const [hours, minutes] = [Math.floor(minute / 60) % 24, String(minute % 60).padStart(2, '0')];
  return language === 'fr' ? `${hours} h ${minutes}` : `${hours}:${minutes}`;
}
