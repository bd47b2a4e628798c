import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { isPlace } from '@demarc/geo';
import { LabelledMap, type Marker, type Way } from '../../ui/map';
import { Board } from './board';
import type { BoardJob } from './board-model';
import { FieldPositions } from './field-positions';

/** Where the day takes place: visits in the colour of their technician, those that wait, and where the technicians begin. */
@Component({
  selector: 'app-board-map',
  imports: [LabelledMap, TranslocoPipe],
  template: `<app-map [markers]="markers()" [ways]="ways()" [people]="positions.markers()" [chosen]="open()" [label]="'ops.dispatch.map' | transloco" (picked)="pick($event)" />`,
  styles: `
    :host,
    app-map {
      display: block;
      height: 100%;
    }
    app-map {
      border: 0;
      border-radius: 0;
    }
  `,
  providers: [FieldPositions],
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BoardMap {
  readonly open = input<string>();
  readonly opened = output<string>();
  private readonly board = inject(Board);
  protected readonly positions = inject(FieldPositions);
  private readonly transloco = inject(TranslocoService);

  /** The day of one technician while a visit of theirs is open, otherwise everything. */
  private readonly rows = computed(() => {
    const own = this.board.rows().filter((row) => row.jobs.some((job) => job.id === this.open()));
    return own.length ? own : this.board.rows();
  });
  protected readonly markers = computed<Marker[]>(() => [
    ...this.rows().flatMap(({ technician: t }): Marker[] => (t.homeLat === null || t.homeLon === null ? [] : [{ id: `home:${t.id}`, lat: t.homeLat, lon: t.homeLon, label: t.name, tone: 'calm', colour: t.colour, isSmall: true, isSquare: true }])),
    ...this.rows().flatMap((row) => row.jobs.flatMap((job, i) => this.visit(job, `${i + 1}`, row.technician.colour))),
    ...(this.rows().length === 1 && this.board.rows().length > 1 ? [] : this.board.waitingShown()).flatMap((job) => this.visit(job, '?', undefined)),
  ]);

  /** Each technician's day from base to visit to visit. */
  protected readonly ways = computed<Way[]>(() => this.rows().map(({ technician: t, jobs }) => ({
    id: t.id, colour: t.colour,
    points: [{ lat: t.homeLat, lon: t.homeLon }, ...jobs.map(({ location }) => ({ lat: location?.lat ?? null, lon: location?.lon ?? null }))].flatMap(({ lat, lon }) => (isPlace(lat, lon) ? [{ lat: lat!, lon: lon! }] : [])),
  })).filter(({ points }) => points.length > 1));

  protected pick(id: string): void {
    if (!id.startsWith('home:') && !id.startsWith('here:')) this.opened.emit(id);
  }

  /** The number is the visit's place in the technician's day. */
  private visit(job: BoardJob, mark: string, colour: string | undefined): Marker[] {
    const place = job.location;
    if (!place || place.lat === null || place.lon === null) return [];
    const label = `${job.customer.name} · ${job.title}`;
    return [{ id: job.id, lat: place.lat, lon: place.lon, label: colour ? label : `${this.transloco.translate('ops.dispatch.waitingOne')}: ${label}`, tone: colour ? 'calm' : 'bad', mark, isSmall: true, ...(colour ? { colour } : {}) }];
  }
}
