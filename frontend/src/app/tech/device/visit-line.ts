import { Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { FieldVisitFragment } from '../../core/offline/day-pack.generated';
import { JobStatus } from '../../domain/job/job-status';
import { DayPipe } from '../../ui/dates';

/** An earlier visit on one line: what it was, when, by whom, and what came of it. */
@Component({
  selector: 'app-visit-line',
  imports: [DayPipe, JobStatus, TranslocoPipe],
  template: `
    <div>
      <strong>{{ visit().title }}</strong>
      <small class="quiet">{{ 'domain.job.kind.' + visit().kind | transloco }}@if (visit().day; as day) { · {{ day | day }} }@if (visit().technician) { · {{ visit().technician }} }</small>
      @if (visit().outcome) {
        <small>{{ visit().outcome }}</small>
      }
    </div>
    <app-job-status [job]="status()" />
  `,
  styles: `
    :host > div {
      display: grid;
      flex: 1;
      min-width: 0;
      overflow-wrap: anywhere;
    }
  `,
})
export class VisitLine {
  readonly visit = input.required<FieldVisitFragment>();
  protected readonly status = computed(() => ({ status: this.visit().status }));
}
