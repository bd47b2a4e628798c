import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { Bar } from './bar-chart';

/** Columns over time; the figures stand in the table that belongs to it, and in each column's title. */
@Component({
  selector: 'app-column-chart',
  template: `
    <div class="plot" role="img" [attr.aria-label]="label()">
      <span class="top number">{{ topText() }}</span>
      @for (bar of bars(); track $index) {
        <i [style.height.%]="(100 * (bar.value ?? 0)) / highest()" [title]="bar.label + ': ' + bar.text"></i>
      }
    </div>
    <div class="ends" aria-hidden="true"><span>{{ bars()[0]?.label }}</span><span>{{ bars().at(-1)?.label }}</span></div>
  `,
  styles: `
    .plot {
      position: relative;
      display: flex;
      align-items: flex-end;
      gap: 2px;
      height: 9rem;
      padding-top: 1.25rem;
      border-bottom: 1px solid var(--line-strong);
      background: linear-gradient(var(--line) 1px, transparent 1px) 0 0 / 100% 50%;
    }
    i {
      flex: 1;
      min-height: 1px;
      border-radius: 3px 3px 0 0;
      background: var(--accent);
    }
    i:hover {
      background: var(--accent-strong, var(--accent));
    }
    .top {
      position: absolute;
      inset: 2px auto auto 0;
      color: var(--quiet);
      font-size: var(--t-xs);
    }
    .ends {
      display: flex;
      justify-content: space-between;
      margin-top: var(--s1);
      color: var(--quiet);
      font-size: var(--t-xs);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ColumnChart {
  readonly bars = input.required<readonly Bar[]>();
  /** What is drawn, in a sentence. */
  readonly label = input.required<string>();
  protected readonly highest = computed(() => Math.max(0, ...this.bars().map(({ value }) => value ?? 0)) || 1);
  protected readonly topText = computed(() => this.bars().find(({ value }) => value === this.highest())?.text ?? '');
}
