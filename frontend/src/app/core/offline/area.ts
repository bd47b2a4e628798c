import { inject, Injectable } from '@angular/core';
import { isPlace, type Point } from '@demarc/geo';
import { AREA_MAP } from '../../ui/map-tiles';
import { Session } from '../session/session';
import { tilesAround, tileUrl } from './area-tiles';

/** About eight megabytes of map. */
const MOST_TILES = 400;
const AT_ONCE = 4;
/** After so many that cannot be had the rest is not asked for. */
const MOST_FAILED = 8;

/** The map around the stops of the day, kept on the phone for where there is no signal. Signing out deletes it with everything else. */
@Injectable()
export class Area {
  private readonly session = inject(Session);
  private running = false;

  /** Fetches what is missing and lets go of what no stop needs; never in the way of anything: what cannot be had or kept, for want of signal, room or the map server's leave, is left out. */
  async keep(places: readonly (Partial<Record<keyof Point, number | null>> | null | undefined)[]): Promise<void> {
    const tiles = this.session.facts()?.tenant.tiles;
    if (!tiles || this.running || typeof caches === 'undefined' || (navigator as { connection?: { saveData?: boolean } }).connection?.saveData) return;
    this.running = true;
    try {
      const stops = places.flatMap((place) => (place && isPlace(place.lat, place.lon) ? [{ lat: place.lat!, lon: place.lon! }] : []));
      const wanted = new Set(tilesAround(stops, MOST_TILES).map((tile) => tileUrl(tiles.url, tile)));
      const kept = await caches.open(AREA_MAP);
      for (const { url } of await kept.keys()) if (!wanted.delete(url)) await kept.delete(url);
      const missing = [...wanted];
      let failed = 0;
      await Promise.all(Array.from({ length: AT_ONCE }, async () => {
        for (let url = missing.shift(); url && failed < MOST_FAILED; url = missing.shift()) failed += await kept.add(url).then(() => 0, () => 1);
      }));
    } catch {
      // A browser that keeps nothing: the map then needs signal.
    } finally {
      this.running = false;
    }
  }
}
