import { afterNextRender, Component, DestroyRef, effect, ElementRef, inject, input, output, signal, viewChild, ViewEncapsulation } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { boundsOf, isPlace, type Point } from '@demarc/geo';
import type * as Leaflet from 'leaflet';
import { Icon } from './icon';
import { AREA_MAP, MAP_TILES } from './map-tiles';

/** Something on the map; `label` is always written beside it, `tone` colours it. */
export interface Marker extends Point {
  readonly id: string;
  readonly label: string;
  readonly tone?: 'accent' | 'good' | 'warn' | 'bad' | 'calm';
  /** A colour of its own, such as a person's; stands above the tone. */
  readonly colour?: string;
  /** Shows only its point until it is pointed at or chosen, where many labels would hide each other. */
  readonly isSmall?: boolean;
  /** A letter or number inside the point. */
  readonly mark?: string;
  readonly isSquare?: boolean;
  readonly text?: string;
}

/** A way on the map, drawn from place to place. */
export interface Way {
  readonly id: string;
  readonly colour: string;
  readonly points: readonly Point[];
}

const QUEBEC: Leaflet.LatLngTuple = [46.8, -71.2];

/** A map with labelled markers that fits itself around them; without tiles it stays usable on a calm ground, and says so. */
@Component({
  selector: 'app-map',
  imports: [Icon, TranslocoPipe],
  template: `
    <div #ground class="ground" role="region" [attr.aria-label]="label() || ('ui.map' | transloco)"></div>
    <div class="zoom">
      <button type="button" class="button small icon-only" [attr.aria-label]="'ui.zoomIn' | transloco" (click)="map()?.map?.zoomIn()"><app-icon name="plus" /></button>
      <button type="button" class="button small icon-only" [attr.aria-label]="'ui.zoomOut' | transloco" (click)="map()?.map?.zoomOut()"><app-icon name="minus" /></button>
    </div>
    @if (bare()) {
      <p class="bare"><app-icon name="map" />{{ 'ui.mapUnavailable' | transloco }}</p>
    } @else {
      <small class="by">{{ tiles?.by }}</small>
    }
  `,
  styleUrl: './map.css',
  encapsulation: ViewEncapsulation.None,
})
export class LabelledMap {
  readonly markers = input<readonly Marker[]>([]);
  readonly ways = input<readonly Way[]>([]);
  /** Who is where right now; they move without everything else being drawn anew, and the map does not follow them. */
  readonly people = input<readonly Marker[]>([]);
  /** The marker in the foreground. */
  readonly chosen = input<string>();
  readonly label = input('');
  readonly picked = output<string>();

  private readonly ground = viewChild.required<ElementRef<HTMLElement>>('ground');
  protected readonly tiles = inject(MAP_TILES)();
  protected readonly map = signal<{ readonly leaflet: typeof Leaflet; readonly map: Leaflet.Map; readonly layer: Leaflet.LayerGroup; readonly moving: Leaflet.LayerGroup } | undefined>(undefined);
  protected readonly bare = signal(!this.tiles);
  private fitted = '';

  constructor() {
    const destroyed = inject(DestroyRef);
    afterNextRender(async () => {
      // With 3D transforms every marker becomes a layer of its own, and hundreds of them make each frame of the page slow.
      (globalThis as { L_DISABLE_3D?: boolean }).L_DISABLE_3D = true;
      const module = await import('leaflet');
      if (!destroyed.destroyed) this.open('default' in module ? (module as unknown as { default: typeof Leaflet }).default : module);
    });
    effect(() => this.draw());
    effect(() => this.drawPeople());
    destroyed.onDestroy(() => this.map()?.map.remove());
  }

  private open(leaflet: typeof Leaflet): void {
    const map = leaflet.map(this.ground().nativeElement, { zoomControl: false, attributionControl: false, zoomSnap: 0.5 }).setView(QUEBEC, 8);
    if (this.tiles) {
      const tiles = tilesFrom(leaflet, this.tiles.url).addTo(map);
      tiles.on('tileerror', () => this.bare.set(true));
      tiles.on('tileload', () => this.bare.set(false));
    }
    const resize = new ResizeObserver(() => map.invalidateSize());
    resize.observe(this.ground().nativeElement);
    map.on('unload', () => resize.disconnect());
    this.map.set({ leaflet, map, layer: leaflet.layerGroup().addTo(map), moving: leaflet.layerGroup().addTo(map) });
  }

  private draw(): void {
    const open = this.map();
    const markers = this.markers().filter(({ lat, lon }) => isPlace(lat, lon));
    this.ways();
    const chosen = this.chosen();
    if (!open) return;
    open.layer.clearLayers();
    for (const { colour, points } of this.ways()) open.leaflet.polyline(points.map(({ lat, lon }) => [lat, lon] as Leaflet.LatLngTuple), { color: colour, weight: 2.5, opacity: 0.6, interactive: false }).addTo(open.layer);
    for (const marker of markers) this.place(open.leaflet, marker, classOf(marker, chosen), marker.id === chosen ? 1000 : 0).addTo(open.layer);
    this.fit(open.map, markers);
  }

  private drawPeople(): void {
    const open = this.map();
    const people = this.people().filter(({ lat, lon }) => isPlace(lat, lon));
    if (!open) return;
    open.moving.clearLayers();
    for (const person of people) this.place(open.leaflet, person, `${classOf(person, undefined)} here`, 500).addTo(open.moving);
  }

  private place(leaflet: typeof Leaflet, marker: Marker, className: string, zIndexOffset: number): Leaflet.Marker {
    const icon = leaflet.divIcon({ className, html: markerBody(marker), iconSize: undefined });
    return leaflet.marker([marker.lat, marker.lon], { icon, title: marker.label, alt: marker.label, riseOnHover: true, zIndexOffset }).on('click', () => this.picked.emit(marker.id));
  }

  /** Moves only when the places change, so that live updates do not pull the map away from whoever looks at it. */
  private fit(map: Leaflet.Map, markers: readonly Marker[]): void {
    const places = markers.map(({ id }) => id).sort().join();
    if (places === this.fitted) return;
    this.fitted = places;
    const box = boundsOf(markers);
    if (box) map.fitBounds([[box.south, box.west], [box.north, box.east]], { padding: [44, 44], maxZoom: 14, animate: false });
  }
}

function classOf(marker: Marker, chosen: string | undefined): string {
  const also = [marker.id === chosen && 'chosen', marker.isSmall && 'small', marker.isSquare && 'square', marker.mark && 'marked'];
  return ['map-marker', marker.tone ?? 'accent', ...also.filter(Boolean)].join(' ');
}

function markerBody(marker: Marker): HTMLElement {
  const body = document.createElement('span');
  const label = document.createElement('b');
  label.textContent = marker.label;
  const point = document.createElement('i');
  point.textContent = marker.mark ?? '';
  if (marker.colour) {
    body.style.setProperty('--tone', marker.colour);
    body.style.setProperty('--on-tone', '#fff');
  }
  body.append(point, label);
  return body;
}

/** Takes the squares that are kept on the phone from there, and all others from their server. */
function tilesFrom(leaflet: typeof Leaflet, template: string): Leaflet.TileLayer {
  class KeptTiles extends leaflet.TileLayer {
    protected override createTile(at: Leaflet.Coords, done: Leaflet.DoneCallback): HTMLElement {
      const image = Object.assign(document.createElement('img'), { alt: '' });
      const url = this.getTileUrl(at);
      void kept(url).then((own) => {
        const over = (error?: Error) => {
          if (own) URL.revokeObjectURL(own);
          done(error, image);
        };
        image.onload = () => over();
        image.onerror = () => over(new Error('This square of the map did not come.'));
        image.src = own ?? url;
      });
      return image;
    }
  }
  return new KeptTiles(template, { maxZoom: 19 });
}

async function kept(url: string): Promise<string | undefined> {
  const answer = typeof caches === 'undefined' ? undefined : await caches.match(url, { cacheName: AREA_MAP }).catch(() => undefined);
  return answer && URL.createObjectURL(await answer.blob());
}
