import { Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from '../../ui/icon';
import type { JobStatusChipFragment } from './job-status.generated';
import { STATUS_LOOKS } from './job-looks';

/** Where a job stands in its life: a word, an icon and a colour. */
@Component({
  selector: 'app-job-status',
  imports: [Icon, TranslocoPipe],
  template: `<span class="chip plain" [class]="looks().tone"><app-icon [name]="looks().icon" />{{ 'domain.job.status.' + job().status | transloco }}</span>`,
  styles: `
    app-icon {
      --icon: 0.875rem;
    }
    .live {
      border-color: var(--info);
      background: var(--info);
      color: var(--surface);
    }
  `,
})
export class JobStatus {
  readonly job = input.required<Pick<JobStatusChipFragment, 'status'>>();
  protected readonly looks = computed(() => STATUS_LOOKS[this.job().status]);
}
