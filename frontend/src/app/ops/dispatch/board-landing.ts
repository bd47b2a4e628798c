import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { formatNumber } from '../../ui/format';
import { Icon } from '../../ui/icon';
import type { IconName } from '../../ui/icons';
import { Locale } from '../../ui/locale';
import { clockText } from '../../ui/timeline/timeline-scale';
import { BoardDrag } from './board-drag';
import type { Hint } from './board-hints';

const ICONS: Readonly<Record<Hint['kind'], IconName>> = { overlap: 'copy', skill: 'alert', outsideShift: 'moon', window: 'clock', driveIn: 'navigation', driveOut: 'arrow-right' };

/** Where the lifted visit would land: its outline on the grid, the hours, and what would change. It alone is redrawn during a drag. */
@Component({
  selector: 'app-board-landing',
  imports: [Icon, TranslocoPipe],
  template: `
    @if (drag.landing(); as landing) {
      @for (other of landing.others; track other.job.id) {
        <div class="spot" [style.transform]="'translate(' + other.x + 'px,' + other.y + 'px)'" [style.width.px]="other.width - 2"></div>
      }
      <div class="spot" [class.bad]="isBad()" [style.transform]="'translate(' + landing.x + 'px,' + landing.y + 'px)'" [style.width.px]="landing.width - 2">
        <div class="card" [class.above]="landing.y > 150" [class.at-end]="landing.isAtEnd" role="status">
          <strong>{{ hours() }} · {{ landing.technician }}@if (landing.others.length) {&ngsp;<em>{{ 'ops.dispatch.andOthers' | transloco: { n: landing.others.length } }}</em>}</strong>
          @if (landing.change; as change) {
            <span class="change"><app-icon name="navigation" /><b [class.good]="change.metres < 0" [class.warn]="change.metres > 0">{{ signed(change.metres / 1000) }} km</b>@if (change.lateMinutes) {<b [class.good]="change.lateMinutes < 0" [class.bad]="change.lateMinutes > 0">{{ 'ops.dispatch.hints.late' | transloco: { what: signed(change.lateMinutes) } }}</b>}<i>{{ 'ops.dispatch.hints.wholeDay' | transloco }}</i></span>
          }
          @for (hint of landing.hints; track hint.kind) {
            <span [class]="hint.tone"><app-icon [name]="icons[hint.kind]" />{{ 'ops.dispatch.hints.' + hint.kind | transloco: { what: hint.what } }}</span>
          }
          @if (drag.isMoving()) {
            <small>{{ 'ops.dispatch.moveKeys' | transloco }}</small>
          }
        </div>
      </div>
    }
  `,
  styleUrl: './board-landing.css',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BoardLanding {
  protected readonly drag = inject(BoardDrag);
  private readonly locale = inject(Locale);
  protected readonly icons = ICONS;
  protected readonly isBad = computed(() => this.drag.landing()?.hints.some((hint) => hint.tone === 'bad') ?? false);
  protected readonly hours = computed(() => {
    const landing = this.drag.landing();
    return landing ? `${clockText(landing.start, this.locale.language())} – ${clockText(landing.start + landing.duration, this.locale.language())}` : '';
  });

  protected signed(value: number): string {
    return formatNumber(value, this.locale.tag(), { maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  }
}
