import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Locale } from '../../ui/locale';
import type { AlertRuleWordsFragment } from './alert-rule.generated';
import { lasting, measured } from './measure';

/** A rule in words: "sous −27 dBm pendant 60 s". */
@Component({
  selector: 'app-alert-rule-words',
  imports: [TranslocoPipe],
  template: `{{ 'domain.alert.rule.' + rule().comparison | transloco: words() }}`,
})
export class AlertRuleWords {
  readonly rule = input.required<AlertRuleWordsFragment>();
  private readonly locale = inject(Locale);
  protected readonly words = computed(() => {
    const { metric, threshold, forSeconds } = this.rule();
    const tag = this.locale.tag();
    const duration = forSeconds % 60 || forSeconds <= 120 ? `${forSeconds}\u00a0s` : lasting(forSeconds, this.locale.language() === 'fr' ? 'j' : 'd');
    return { limit: measured(metric, threshold, tag), duration };
  });
}
