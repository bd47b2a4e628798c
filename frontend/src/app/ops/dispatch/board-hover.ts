import { ChangeDetectionStrategy, Component, computed, inject, Injectable, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { ClockPipe } from '../../ui/dates';
import { Icon } from '../../ui/icon';
import { Locale } from '../../ui/locale';
import { clockText } from '../../ui/timeline/timeline-scale';
import { Board } from './board';
import { stretchOf, type Bar } from './board-model';

const REST_MS = 180;

/** The visit that is pointed at or focused, once the pointer rests on it. */
@Injectable()
export class BoardPointed {
  readonly bar = signal<Bar | undefined>(undefined);
  /** Whether the card hangs from the bar's right end, so that it stays in view. */
  readonly isAtEnd = signal(false);
  private timer: ReturnType<typeof setTimeout> | undefined;

  rest(bar: Bar | undefined, isAtEnd = false): void {
    clearTimeout(this.timer);
    if (!bar) this.bar.set(undefined);
    else this.timer = setTimeout(() => {
        this.isAtEnd.set(isAtEnd);
        this.bar.set(bar);
      }, this.bar() ? 0 : REST_MS);
  }
}

/** A visit at a glance beside its bar: who, where, the drives before and after, and the minutes to spare. */
@Component({
  selector: 'app-board-hover',
  imports: [ClockPipe, Icon, TranslocoPipe],
  template: `
    @if (pointed.bar(); as bar) {
      <div class="card" role="tooltip" [class.above]="bar.y > 190" [class.at-end]="pointed.isAtEnd()" [style.left.px]="pointed.isAtEnd() ? bar.x + bar.width : bar.x" [style.top.px]="bar.y">
        <strong>{{ bar.job.customer.name }}</strong>
        <span>{{ hours() }} · {{ bar.row.technician.name }}</span>
        <span class="quiet">{{ bar.job.title }}@if (bar.job.location; as place) { · {{ place.line1 }}, {{ place.city }}}</span>
        @if (bar.job.windowStart && bar.job.windowEnd) {
          <span [class.bad]="!!slack()?.pastPromise"><app-icon name="clock" />{{ 'ops.dispatch.promised' | transloco }} {{ bar.job.windowStart | clock }} – {{ bar.job.windowEnd | clock }}@if (slack()?.pastPromise; as late) { · {{ 'ops.dispatch.hints.late' | transloco: { what: '+' + late } }}}</span>
        }
        @if (slack(); as slack) {
          @if (slack.driveIn !== undefined) {
            <span [class.bad]="(slack.spare ?? 0) < 0"><app-icon name="navigation" />{{ 'ops.dispatch.hints.driveIn' | transloco: { what: slack.driveIn } }}@if (slack.spare !== undefined) { · {{ spareText(slack.spare) | transloco: { what: abs(slack.spare) } }}}</span>
          }
          @if (slack.driveOut !== undefined) {
            <span [class.bad]="(slack.spareAfter ?? 0) < 0"><app-icon name="arrow-right" />{{ 'ops.dispatch.hints.driveOut' | transloco: { what: slack.driveOut } }}@if (slack.spareAfter !== undefined) { · {{ spareText(slack.spareAfter) | transloco: { what: abs(slack.spareAfter) } }}}</span>
          }
          @if (slack.missing.length) {
            <span class="bad"><app-icon name="alert" />{{ 'ops.dispatch.hints.skill' | transloco: { what: slack.missing.join(', ') } }}</span>
          }
        }
      </div>
    }
  `,
  styles: `
    :host {
      display: contents;
    }
    .card {
      --icon: 0.8125rem;
      position: absolute;
      z-index: 12;
      display: grid;
      gap: 0.1875rem;
      width: max-content;
      max-width: 20rem;
      padding: var(--s2) var(--s3);
      border: 1px solid var(--line);
      border-radius: var(--r-md);
      background: var(--raised);
      color: var(--ink);
      font-size: var(--t-xs);
      box-shadow: var(--shade-3);
      transform: translateY(46px);
      pointer-events: none;
    }
    .card.above {
      transform: translateY(calc(-100% - 6px));
    }
    .card.at-end {
      transform: translate(-100%, 46px);
    }
    .card.at-end.above {
      transform: translate(-100%, calc(-100% - 6px));
    }
    strong {
      font-size: var(--t-sm);
    }
    .bad {
      color: var(--bad);
    }
    app-icon {
      margin-inline-end: var(--s1);
      vertical-align: -0.125em;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BoardHover {
  protected readonly pointed = inject(BoardPointed);
  private readonly board = inject(Board);
  private readonly locale = inject(Locale);
  protected readonly abs = Math.abs;
  protected readonly slack = computed(() => {
    const bar = this.pointed.bar();
    return bar && this.board.slack().get(bar.job.id);
  });
  protected readonly hours = computed(() => {
    const bar = this.pointed.bar();
    if (!bar) return '';
    const { start, end } = stretchOf(bar.job, this.board.zone());
    return `${clockText(start, this.locale.language())} – ${clockText(end, this.locale.language())}`;
  });

  protected spareText(minutes: number): string {
    return minutes < 0 ? 'ops.dispatch.hints.short' : 'ops.dispatch.hints.spare';
  }
}
