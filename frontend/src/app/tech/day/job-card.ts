import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { FieldJobFragment } from '../../core/offline/day-pack.generated';
import { KIND_ICONS } from '../../domain/job/job-looks';
import { JobPriority } from '../../domain/job/job-priority';
import { JobStatus } from '../../domain/job/job-status';
import { ClockPipe } from '../../ui/dates';
import { Icon } from '../../ui/icon';

/** A visit in the list of the day. */
@Component({
  selector: 'app-job-card',
  imports: [ClockPipe, Icon, JobPriority, JobStatus, RouterLink, TranslocoPipe],
  template: `
    <a class="card" [class.first]="first()" [routerLink]="['/j', job().id]">
      <div class="row spread">
        <strong class="number time">
          @if (job().startsAt; as at) {
            {{ at | clock }} – {{ job().endsAt | clock }}
          }
        </strong>
        <app-job-status [job]="job()" />
      </div>
      <h3>{{ job().title }}</h3>
      <p class="row"><app-icon [name]="kinds[job().kind]" />{{ 'domain.job.kind.' + job().kind | transloco }} · {{ job().customer.name }}</p>
      @if (job().location; as place) {
        <p class="row quiet"><app-icon name="pin" /><span>{{ place.line1 }}, {{ place.city }}@if (km() !== null) { · {{ 'tech.day.km' | transloco: { km: km() } }} }</span>
        </p>
      }
      @if (job().priority === 'URGENT' || job().priority === 'HIGH') {
        <app-job-priority [priority]="job().priority" />
      }
    </a>
  `,
  styles: `
    :host {
      display: block;
    }
    a {
      display: grid;
      gap: var(--s2);
      padding: var(--s4);
      color: inherit;
      text-decoration: none;
    }
    a:active {
      background: var(--hover);
    }
    .first {
      border-color: var(--accent);
      box-shadow: inset 0 3px 0 var(--accent);
    }
    .first .time {
      font-size: var(--t-xl, 1.25rem);
    }
    p {
      flex-wrap: nowrap;
    }
    app-icon {
      flex: none;
      --icon: 1.125rem;
      color: var(--quiet);
    }
  `,
})
export class JobCard {
  readonly job = input.required<FieldJobFragment>();
  readonly first = input(false);
  readonly km = input<number | null>(null);
  protected readonly kinds = KIND_ICONS;
}
