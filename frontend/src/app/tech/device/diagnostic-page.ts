import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { DayPack } from '../../core/offline/day-pack';
import { FieldStore } from '../../core/offline/field-store';
import { DeviceLine } from '../../domain/device/device-line';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { Skeleton } from '../../ui/skeleton';

/** The lines of today's visits: choose one, and see how it is. */
@Component({
  selector: 'app-tech-diagnostic',
  imports: [DeviceLine, EmptyState, Icon, RouterLink, Skeleton, TranslocoPipe],
  template: `
    <div class="page">
      <header><h1>{{ 'tech.line.page' | transloco }}</h1></header>
      @for (job of visits(); track job.id) {
        <section class="card" [attr.aria-label]="job.customer.name">
          <header><h2>{{ job.customer.name }}</h2></header>
          <div class="rows">
            @for (device of job.location?.devices; track device.id) {
              <a [routerLink]="['/j/device', device.serial]"><app-device-line [device]="device" /><app-icon class="quiet" name="chevron-right" /></a>
            }
          </div>
        </section>
      } @empty {
        @if (store.ready()) {
          <app-empty-state icon="signal" [heading]="'tech.line.noLines' | transloco"><a class="button" routerLink="/j/scan">{{ 'tech.nav.scan' | transloco }}</a></app-empty-state>
        } @else {
          <app-skeleton [lines]="6" />
        }
      }
    </div>
  `,
})
export class DiagnosticPage {
  private readonly pack = inject(DayPack);
  protected readonly store = inject(FieldStore);
  protected readonly visits = computed(() => this.pack.jobs().filter(({ location }) => location?.devices.length));
}
