import { Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Can } from '../../core/session/can';
import { AlertChart } from '../../domain/alert/alert-chart';
import { AlertRuleWords } from '../../domain/alert/alert-rule-words';
import { lasting, measured } from '../../domain/alert/measure';
import { TicketStatus } from '../../domain/ticket/ticket-status';
import { ClockPipe, WhenPipe } from '../../ui/dates';
import { Icon } from '../../ui/icon';
import { Locale } from '../../ui/locale';
import type { AlertCardFragment } from './alert-card.generated';

/** One alert that is not over: which line, how bad, since when, who knows, and what is being done. */
@Component({
  selector: 'app-alert-card',
  imports: [AlertChart, AlertRuleWords, Can, ClockPipe, Icon, RouterLink, TicketStatus, TranslocoPipe, WhenPipe],
  templateUrl: './alert-card.html',
  styleUrl: './alert-card.css',
  host: { class: 'card', '[class.known]': '!!alert().acknowledgedAt' },
})
export class AlertCard {
  readonly alert = input.required<AlertCardFragment>();
  /** What time it is, in milliseconds. */
  readonly now = input.required<number>();
  readonly busy = input(false);
  readonly acknowledged = output();

  private readonly locale = inject(Locale);
  protected readonly worst = computed(() => measured(this.alert().rule.metric, this.alert().peakValue, this.locale.tag()));
  protected readonly latest = computed(() => {
    const last = this.alert().trend.at(-1);
    return last && measured(this.alert().rule.metric, last.value, this.locale.tag());
  });
  protected readonly duration = computed(() => lasting((this.now() - Date.parse(this.alert().onsetAt)) / 1000, this.locale.language() === 'fr' ? 'j' : 'd'));
}
