import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** One bar: what it is of, how long it is, and its figure in words. */
export interface Bar {
  readonly label: string;
  /** Undefined where nothing was measured. */
  readonly value: number | undefined;
  readonly text: string;
  readonly colour?: string;
}

/** Bars that lie, one a line, each with its label and figure written beside it, so that it reads the same with eyes and ears. */
@Component({
  selector: 'app-bar-chart',
  template: `
    <ul role="list">
      @for (bar of bars(); track $index) {
        <li>
          <span class="label truncate" [title]="bar.label">{{ bar.label }}</span>
          <span class="track" aria-hidden="true"><i [style.width.%]="share(bar.value)" [style.background]="bar.colour"></i>@if (mark() !== undefined) {<b [style.left.%]="share(mark())"></b>}</span>
          <span class="figure-text number">{{ bar.text }}</span>
        </li>
      }
    </ul>
  `,
  styles: `
    ul {
      display: grid;
      gap: 0.375rem;
      margin: 0;
      padding: 0;
    }
    li {
      display: grid;
      grid-template-columns: minmax(5rem, 9rem) minmax(3rem, 1fr) 3.5rem;
      align-items: center;
      gap: var(--s3);
      font-size: var(--t-sm);
    }
    .track {
      position: relative;
      height: 0.75rem;
      border-radius: var(--r-sm);
      background: var(--sunken);
    }
    i {
      display: block;
      height: 100%;
      min-width: 2px;
      border-radius: var(--r-sm);
      background: var(--accent);
    }
    b {
      position: absolute;
      inset-block: -2px;
      width: 2px;
      background: var(--ink);
      opacity: 0.55;
    }
    .figure-text {
      text-align: end;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BarChart {
  readonly bars = input.required<readonly Bar[]>();
  /** The length of a full bar; the longest bar when left out. */
  readonly full = input<number>();
  /** A value marked on every line, such as the mean. */
  readonly mark = input<number>();
  private readonly longest = computed(() => this.full() ?? (Math.max(0, ...this.bars().map(({ value }) => value ?? 0)) || 1));

  protected share(value: number | undefined): number {
    return Math.min(100, (100 * (value ?? 0)) / this.longest());
  }
}
