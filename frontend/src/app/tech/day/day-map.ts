import { Component, computed, inject } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { isPlace } from '@demarc/geo';
import { DayPack } from '../../core/offline/day-pack';
import { PositionSharing } from '../../core/offline/position-sharing';
import { isOver } from '../../core/offline/projection';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { LabelledMap, type Marker } from '../../ui/map';

/** The round of the day on a map, in its order; what was fetched with the day is there without signal too. */
@Component({
  selector: 'app-day-map',
  imports: [EmptyState, Icon, LabelledMap, RouterLink, TranslocoPipe],
  template: `
    <div class="page">
      <header>
        <div class="stack">
          <a class="row quiet back" routerLink="/j"><app-icon name="arrow-left" />{{ 'tech.nav.day' | transloco }}</a>
          <h1>{{ 'tech.map.title' | transloco }}</h1>
        </div>
      </header>
      @if (stops().length) {
        <app-map class="round" [markers]="stops()" [ways]="ways()" [people]="me()" [chosen]="pack.next()?.id" [label]="'tech.map.title' | transloco" (picked)="open($event)" />
      } @else {
        <app-empty-state icon="map" [heading]="'tech.map.none' | transloco" />
      }
    </div>
  `,
  styles: `
    .back {
      min-height: 3rem;
      text-decoration: none;
    }

    .round {
      height: calc(100dvh - 16rem);
      min-height: 20rem;
    }
  `,
})
export class DayMap {
  protected readonly pack = inject(DayPack);
  private readonly sharing = inject(PositionSharing);
  private readonly router = inject(Router);
  private readonly words = inject(TranslocoService);

  protected readonly stops = computed(() => this.pack.jobs().flatMap(({ id, status, title, customer, location }, i): Marker[] =>
    location && isPlace(location.lat, location.lon)
      ? [{ id, lat: location.lat!, lon: location.lon!, label: customer.name, text: title, mark: String(i + 1), isSmall: id !== this.pack.next()?.id, tone: isOver(status) ? 'calm' : status === 'SCHEDULED' ? 'accent' : 'good' }]
      : []));
  protected readonly ways = computed(() => [{ id: 'round', colour: 'var(--accent)', points: this.stops() }]);
  protected readonly me = computed((): Marker[] => {
    const here = this.sharing.here();
    return here ? [{ id: 'me', lat: here.latitude, lon: here.longitude, label: this.words.translate('tech.map.you'), isSmall: true, tone: 'bad' }] : [];
  });

  protected open(id: string): void {
    void this.router.navigate(['/j', id]);
  }
}
