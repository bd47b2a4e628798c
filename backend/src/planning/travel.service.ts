import { Injectable } from '@nestjs/common';
import { roughTravel, type Point } from '@demarc/geo';
import type { Travel } from '@demarc/routing';
import { Config } from '../platform/config/config.js';
import { call, RemoteError } from '../platform/http/outgoing.js';
import { Log } from '../platform/observability/log.js';
import { osrm, valhalla, type RoadService, type Way } from './road-services.js';
import { TravelSource, TravelTrouble } from './travel.enum.js';

/** Travel times, and where they came from. */
export interface Ways {
  readonly travel: Travel;
  readonly source: TravelSource;
  /** Why the road service was not used although there is one. */
  readonly trouble: TravelTrouble | null;
}

/** Points a side of one question; OSRM takes 100 points in all unless it is told otherwise. */
const BLOCK = 50;
const AT_ONCE = 4;
const MOST_KNOWN = 400_000;
const KNOWN_MS = 24 * 3_600_000;
const REST_MS = 30_000;
const MINUTE = 60;

class WrongAnswer extends Error {}

/**
 * How long it takes from each place to each other, in whole minutes. Asks OSRM or Valhalla where one is set, keeps what
 * they said for a day, and estimates when they are slow, wrong or gone; whoever shows a plan can say so.
 */
@Injectable()
export class TravelService {
  private readonly known = new Map<string, Way>();
  private knownSince = performance.now();
  private restUntil = 0;
  private lastTrouble: TravelTrouble = TravelTrouble.GONE;

  constructor(
    private readonly config: Config,
    private readonly log: Log,
  ) {}

  async between(points: readonly Point[]): Promise<Ways> {
    const rough = roughTravel(points);
    const { travel: set } = this.config;
    if (!set || points.length < 2) return { travel: toMinutes(points.length, rough.seconds, rough.metres), source: TravelSource.ESTIMATE, trouble: null };
    const service = set.engine === 'osrm' ? osrm : valhalla;
    const trouble = performance.now() < this.restUntil ? this.lastTrouble : await this.learn(service, set.url, points, set.timeoutMs);
    if (trouble) return { travel: toMinutes(points.length, rough.seconds, rough.metres), source: TravelSource.ESTIMATE, trouble };
    for (const [a, from] of points.entries()) {
      for (const [b, to] of points.entries()) {
        const way = this.known.get(pair(from, to));
        if (!way || a === b) continue;
        rough.seconds[a * points.length + b] = Math.round(way.seconds);
        rough.metres[a * points.length + b] = Math.round(way.metres);
      }
    }
    return { travel: toMinutes(points.length, rough.seconds, rough.metres), source: service.source, trouble: null };
  }

  /** Asks for the blocks in which a way is not known yet; the trouble, if there was any. */
  private async learn(service: RoadService, url: string, points: readonly Point[], timeoutMs: number): Promise<TravelTrouble | null> {
    if (performance.now() - this.knownSince > KNOWN_MS || this.known.size > MOST_KNOWN) {
      this.known.clear();
      this.knownSince = performance.now();
    }
    const blocks = Array.from({ length: Math.ceil(points.length / BLOCK) }, (_, i) => points.slice(i * BLOCK, (i + 1) * BLOCK));
    const missing = blocks.flatMap((from) => blocks.filter((to) => from.some((a) => to.some((b) => !this.known.has(pair(a, b))))).map((to) => ({ from, to })));
    const until = performance.now() + timeoutMs;
    const next = async (): Promise<void> => {
      for (let block = missing.pop(); block; block = missing.pop()) await this.ask(service, url, block.from, block.to, Math.max(1, Math.floor(until - performance.now())));
    };
    try {
      await Promise.all(Array.from({ length: AT_ONCE }, next));
      return null;
    } catch (error) {
      this.lastTrouble = troubleOf(error);
      this.restUntil = performance.now() + REST_MS;
      this.log.warn('travel', { source: service.source, trouble: this.lastTrouble });
      return this.lastTrouble;
    }
  }

  private async ask(service: RoadService, base: string, from: readonly Point[], to: readonly Point[], timeoutMs: number): Promise<void> {
    const { url, init } = service.ask(base, from, to);
    const response = await call(service.source, url, { ...init, timeoutMs });
    const body: unknown = await response.json().catch((error: Error) => {
      throw error.name === 'TimeoutError' ? new RemoteError(service.source, 'did not answer in time') : new WrongAnswer();
    });
    const table = service.read(body, from.length, to.length);
    if (!table) throw new WrongAnswer();
    for (const [a, row] of table.entries()) for (const [b, way] of row.entries()) this.known.set(pair(from[a]!, to[b]!), way);
  }
}

function troubleOf(error: unknown): TravelTrouble {
  if (error instanceof WrongAnswer) return TravelTrouble.WRONG;
  return error instanceof RemoteError && error.message.endsWith('in time') ? TravelTrouble.SLOW : TravelTrouble.GONE;
}

/** The name of a way, to about a metre. */
const pair = (a: Point, b: Point): string => `${a.lat.toFixed(5)},${a.lon.toFixed(5)};${b.lat.toFixed(5)},${b.lon.toFixed(5)}`;

/** Every way in whole minutes, rounded up, so that plans begin on whole minutes. */
function toMinutes(places: number, seconds: Int32Array, metres: Int32Array): Travel {
  return { places, slices: [{ from: 0, seconds: seconds.map((way) => Math.ceil(way / MINUTE) * MINUTE) }], metres };
}
