import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { LineVerdict } from '../../core/graphql/schema.generated';
import { WhenPipe } from '../../ui/dates';
import { Icon } from '../../ui/icon';
import type { IconName } from '../../ui/icons';
import { Locale } from '../../ui/locale';
import { measured } from '../alert/measure';
import type { LineReadingSeenFragment } from '../../core/offline/line-reading.generated';

const LOOKS: Readonly<Record<LineVerdict, { readonly tone: string; readonly icon: IconName }>> = {
  GOOD: { tone: 'good', icon: 'check-circle' }, WEAK: { tone: 'warn', icon: 'alert' }, BAD: { tone: 'bad', icon: 'alert' }, DOWN: { tone: 'bad', icon: 'wifi-off' }, UNKNOWN: { tone: '', icon: 'info' },
};
const SHOWN = [['opticalPower', 'optical_power'], ['oltPower', 'olt_power'], ['latency', 'latency'], ['packetLoss', 'packet_loss'], ['temperature', 'temperature']] as const;

/** How a line was when somebody looked: the verdict, why in plain words, and the figures behind it. */
@Component({
  selector: 'app-line-reading',
  imports: [Icon, TranslocoPipe, WhenPipe],
  template: `
    <p class="row">
      @if (reading().moment !== 'CHECK') {
        <span class="chip plain">{{ 'domain.line.moment.' + reading().moment | transloco }}</span>
      }
      <strong class="row verdict" [class]="looks().tone"><app-icon [name]="looks().icon" />{{ 'domain.line.verdict.' + reading().verdict | transloco }}</strong>
    </p>
    @for (finding of reading().findings; track finding) {
      <p>{{ 'domain.line.finding.' + finding | transloco }}</p>
    }
    @if (values().length) {
      <dl class="facts">
        @for (value of values(); track value.name) {
          <dt>{{ 'domain.line.measure.' + value.name | transloco }}</dt>
          <dd class="number">{{ value.text }}</dd>
        }
      </dl>
    }
    <p class="quiet seen">{{ reading().by }} · {{ reading().createdAt | when }}</p>
  `,
  styles: `
    :host {
      display: grid;
      flex: 1;
      gap: var(--s2);
      min-width: 0;
    }
    .verdict {
      --gap: var(--s2);
    }
    .good app-icon {
      color: var(--good);
    }
    .warn app-icon {
      color: var(--warn);
    }
    .bad app-icon {
      color: var(--bad);
    }
    .seen {
      font-size: var(--t-sm);
    }
  `,
})
export class LineReading {
  readonly reading = input.required<LineReadingSeenFragment>();
  private readonly locale = inject(Locale);
  protected readonly looks = computed(() => LOOKS[this.reading().verdict]);
  protected readonly values = computed(() => SHOWN.flatMap(([name, metric]) => {
    const value = this.reading()[name];
    return value === null ? [] : [{ name, text: measured(metric, value, this.locale.tag()) }];
  }));
}
