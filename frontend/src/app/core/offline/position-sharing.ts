import { computed, DestroyRef, effect, inject, Injectable, signal } from '@angular/core';
import { isPlace, isThere } from '@demarc/geo';
import { newKey } from '../graphql/key';
import { Session } from '../session/session';
import { DayPack } from './day-pack';
import { ReportPositionDocument } from './position.generated';
import { isDue, type Told } from './position-rules';
import { Server } from './server';

/** What stands in the way of sharing: the browser was told no, or cannot know where it is. */
export type Obstacle = 'denied' | 'unavailable';

/**
 * Tells the office where this phone is while its technician is on the way to a visit, and at no other time: only once
 * they have agreed, on this phone, and until they take it back. Nothing waits to be sent: where they were is nobody's business.
 */
@Injectable()
export class PositionSharing {
  private readonly server = inject(Server);
  private readonly pack = inject(DayPack);
  private readonly session = inject(Session);
  private readonly place = `demarc.position.${this.session.facts()?.technicianId ?? ''}`;
  private readonly agreed = signal(read(this.place));
  private last: Told | undefined;

  readonly isPossible = 'geolocation' in navigator;
  readonly hasAgreed = this.agreed.asReadonly();
  readonly obstacle = signal<Obstacle | undefined>(undefined);
  /** The visit somebody is on the way to: the last they set out for. */
  private readonly next = computed(() => this.pack.jobs().filter(({ status }) => status === 'EN_ROUTE').sort((a, b) => (b.enRouteAt ?? '').localeCompare(a.enRouteAt ?? ''))[0]);
  readonly bound = computed(() => this.next()?.id);
  /** Where this phone is, while it is being told. */
  readonly here = signal<GeolocationCoordinates | undefined>(undefined);
  /** Whether this phone is at the address of that visit; known without signal too. */
  readonly isThere = computed(() => {
    const [here, place] = [this.here(), this.next()?.location];
    return !!here && !!place && isPlace(place.lat, place.lon) && isThere({ lat: place.lat!, lon: place.lon! }, { lat: here.latitude, lon: here.longitude }, here.accuracy);
  });
  /** Whether the place is being told right now. */
  readonly isSharing = computed(() => this.isPossible && this.agreed() && !!this.bound() && !this.obstacle());

  constructor() {
    effect((onCleanup) => {
      if (!this.isPossible || !this.agreed() || !this.bound()) return;
      this.last = undefined;
      const watch = navigator.geolocation.watchPosition((found) => void this.tell(found), ({ code, PERMISSION_DENIED }) => this.obstacle.set(code === PERMISSION_DENIED ? 'denied' : 'unavailable'), { enableHighAccuracy: true, maximumAge: 10_000, timeout: 60_000 });
      onCleanup(() => {
        navigator.geolocation.clearWatch(watch);
        this.here.set(undefined);
      });
    });
    inject(DestroyRef).onDestroy(() => (this.last = undefined));
  }

  agree(agreed: boolean): void {
    this.obstacle.set(undefined);
    this.agreed.set(agreed);
    try {
      if (agreed) localStorage.setItem(this.place, 'shared');
      else localStorage.removeItem(this.place);
    } catch {
      // A full or closed store: the choice holds until the page is closed, and is asked for again.
    }
  }

  private async tell({ coords, timestamp }: GeolocationPosition): Promise<void> {
    this.obstacle.set(undefined);
    this.here.set(coords);
    const now: Told = { lat: coords.latitude, lon: coords.longitude, at: timestamp };
    if (!isDue(this.last, now)) return;
    const before = this.last;
    this.last = now;
    try {
      await this.server.ask(ReportPositionDocument, { lat: now.lat, lon: now.lon, accuracy: Math.min(coords.accuracy, 100_000), at: new Date(timestamp).toISOString(), key: newKey() });
    } catch {
      this.last = before; // without signal: the next place is told instead of this one
    }
  }
}

function read(place: string): boolean {
  try {
    return localStorage.getItem(place) === 'shared';
  } catch {
    return false; // a store that is closed to us remembers no consent
  }
}
