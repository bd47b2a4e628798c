import type { Actor } from '../auth/actor.js';
import type { LineMeasures } from './line-verdict.js';

/** What a line last said of itself, and when. */
export interface LineWord {
  readonly at: Date;
  readonly measures: LineMeasures;
}

/** Asks a customer’s line how it is. Network gear is asked by an implementation of its own; the default knows what collectors posted. */
export abstract class LineReader {
  /** The name of the source, kept with the reading as evidence. */
  abstract readonly source: string;

  /** The latest word of the line that ends at the device; null when it has not been heard for a day. */
  abstract read(me: Actor, deviceId: string): Promise<LineWord | null>;
}
