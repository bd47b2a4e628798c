import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Locale } from '../../ui/locale';
import { draw, type Point } from './chart-path';
import { measured } from './measure';

/** A device's measurements around an event as a small line, with the limit it broke; the numbers stand in words beside it. */
@Component({
  selector: 'app-alert-chart',
  imports: [TranslocoPipe],
  template: `
    @if (drawing(); as drawing) {
      <svg viewBox="0 0 240 56" preserveAspectRatio="none" role="img" [attr.aria-label]="'domain.alert.chart' | transloco: words()">
        @if (drawing.onset !== undefined) {
          <rect class="during" [attr.x]="drawing.onset" y="0" [attr.width]="240 - drawing.onset" height="56" />
        }
        <line class="limit" x1="0" x2="240" [attr.y1]="drawing.limit" [attr.y2]="drawing.limit" />
        <path [attr.d]="drawing.line" />
      </svg>
      <i [style.left.%]="drawing.last.x / 2.4" [style.top.%]="drawing.last.y / 0.56"></i>
      <small [style.top.%]="drawing.limit / 0.56">{{ words().limit }}</small>
    } @else {
      <p class="faint">{{ 'domain.alert.noSamples' | transloco }}</p>
    }
  `,
  styles: `
    :host {
      position: relative;
      display: block;
      height: 3.5rem;
    }
    svg {
      width: 100%;
      height: 100%;
      overflow: visible;
    }
    path {
      fill: none;
      stroke: var(--accent);
      stroke-width: 1.75;
      stroke-linejoin: round;
      vector-effect: non-scaling-stroke;
    }
    .limit {
      stroke: var(--bad);
      stroke-width: 1;
      stroke-dasharray: 4 4;
      vector-effect: non-scaling-stroke;
    }
    .during {
      fill: var(--bad-soft);
    }
    i {
      position: absolute;
      width: 7px;
      height: 7px;
      border-radius: 50%;
      background: var(--accent);
      translate: -50% -50%;
    }
    small {
      position: absolute;
      left: 0;
      translate: 0 -105%;
      color: var(--bad);
      font-size: 0.6875rem;
      font-variant-numeric: tabular-nums;
    }
    p {
      font-size: var(--t-sm);
    }
  `,
})
export class AlertChart {
  readonly points = input.required<readonly Point[]>();
  readonly threshold = input.required<number>();
  readonly onsetAt = input.required<string>();
  readonly metric = input.required<string>();

  private readonly locale = inject(Locale);
  protected readonly drawing = computed(() => draw(this.points(), this.threshold(), this.onsetAt(), 240, 56));
  protected readonly words = computed(() => {
    const say = (value: number) => measured(this.metric(), value, this.locale.tag());
    const values = this.points().map(({ value }) => value);
    return { low: say(Math.min(...values)), high: say(Math.max(...values)), last: say(values.at(-1) ?? 0), limit: say(this.threshold()) };
  });
}
