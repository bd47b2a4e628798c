import { Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Priority } from '../../core/graphql/schema.generated';
import { PRIORITY_TONES } from './job-looks';

/** How urgent a job is. */
@Component({
  selector: 'app-job-priority',
  imports: [TranslocoPipe],
  template: `<span class="chip" [class]="tone()">{{ 'domain.job.priority.' + priority() | transloco }}</span>`,
})
export class JobPriority {
  readonly priority = input.required<Priority>();
  protected readonly tone = computed(() => PRIORITY_TONES[this.priority()]);
}
