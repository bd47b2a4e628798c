/** Travel times read once, however many problems share them. */
import { RoutingError } from './errors.ts';
import { NEVER } from './limits.ts';
import type { Travel } from './types.ts';

/** The slices as whole seconds, and their mean: what a way usually takes. */
export interface ReadTravel {
  readonly slices: readonly Int32Array[];
  readonly usual: Float64Array;
  /** The same in half the memory where that loses nothing. */
  readonly narrow: Float64Array | Float32Array;
}

const known = new WeakMap<Travel, ReadTravel>();

/** Reads travel times; throws a RoutingError when they are not one number of 0 or more for each pair of places. */
export function readTravel(travel: Travel): ReadTravel {
  let read = known.get(travel);
  if (!read) known.set(travel, (read = readAnew(travel)));
  return read;
}

function readAnew({ places, slices }: Travel): ReadTravel {
  if (!slices.length) throw new RoutingError('TRAVEL', 'Travel needs at least one slice of times.');
  const size = places * places;
  const usual = new Float64Array(size);
  const made = new Map<ArrayLike<number>, Int32Array>();
  const read = slices.map(({ seconds }) => {
    if (seconds.length !== size) throw new RoutingError('TRAVEL', `Travel among ${places} places needs ${size} times, not ${seconds.length}.`);
    let times = made.get(seconds);
    if (!times) {
      made.set(seconds, (times = new Int32Array(size)));
      for (let i = 0; i < size; i++) {
        const t = seconds[i]!;
        if (!(t >= 0)) throw new RoutingError('TRAVEL', `A time of travel is ${t}: it must be 0 or more.`);
        times[i] = t > NEVER ? NEVER : Math.round(t);
      }
    }
    for (let i = 0; i < size; i++) usual[i] = usual[i]! + times[i]! / slices.length;
    return times;
  });
  const narrow = Float32Array.from(usual);
  return { slices: read, usual, narrow: narrow.every((t, i) => t === usual[i]) ? narrow : usual };
}
