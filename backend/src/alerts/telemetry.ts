import { isUuid } from '../platform/ids.js';

/** One measurement as it was posted; `device` is its id or serial number. */
export interface PostedSample {
  readonly device: string;
  readonly metric: string;
  readonly at: Date;
  readonly value: number;
}

/** The largest batch in one request. */
export const MOST_SAMPLES = 5_000;
/** A clock that is further ahead than this is wrong; its samples would hide all later ones. */
const MOST_AHEAD_MS = 5 * 60_000;
const METRIC = /^[a-z][a-z0-9_]{1,40}$/;

/** Reads a posted batch, or says which sample cannot be used and why. */
export function readSamples(body: unknown, now: Date): { readonly samples: PostedSample[] } | { readonly error: string; readonly index?: number } {
  const list = (body as { samples?: unknown } | null)?.samples;
  if (!Array.isArray(list) || !list.length) return { error: 'samples_required' };
  if (list.length > MOST_SAMPLES) return { error: 'too_many_samples' };
  const samples: PostedSample[] = [];
  for (const [index, item] of list.entries()) {
    const { device, metric, at, value } = (item ?? {}) as Record<string, unknown>;
    const instant = new Date(typeof at === 'string' || typeof at === 'number' ? at : Number.NaN);
    if (typeof device !== 'string' || !device || device.length > 80) return { error: 'device_required', index };
    if (typeof metric !== 'string' || !METRIC.test(metric)) return { error: 'metric_unknown', index };
    if (Number.isNaN(instant.getTime())) return { error: 'at_not_an_instant', index };
    if (instant.getTime() > now.getTime() + MOST_AHEAD_MS) return { error: 'at_in_the_future', index };
    if (typeof value !== 'number' || !Number.isFinite(value)) return { error: 'value_not_a_number', index };
    samples.push({ device, metric, at: instant, value });
  }
  return { samples };
}

/** Splits device names into ids and serials, as the look-up needs them. */
export function namesOf(samples: readonly PostedSample[]): { readonly ids: string[]; readonly serials: string[] } {
  const names = [...new Set(samples.map((sample) => sample.device))];
  return { ids: names.filter(isUuid), serials: names.filter((name) => !isUuid(name)) };
}
