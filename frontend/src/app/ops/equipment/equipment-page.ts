import { Component, computed, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { query } from '../../core/graphql/query';
import { DeviceStatusValues } from '../../core/graphql/schema.generated';
import { Can } from '../../core/session/can';
import { DeviceLine } from '../../domain/device/device-line';
import { DataTable } from '../../ui/data-table';
import { AmountPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { LoadMore } from '../../ui/load-more';
import { SearchField } from '../../ui/search-field';
import { DevicesDocument, type DevicesQuery } from './equipment.generated';
import { NewDevice } from './new-device';

/** All devices, wherever they are: in stock, at customers, on their way back. */
@Component({
  selector: 'app-equipment-page',
  imports: [AmountPipe, Can, DataTable, DeviceLine, EmptyState, Icon, LoadMore, NewDevice, RouterLink, SearchField, TranslocoPipe],
  template: `
    <div class="page">
      <header>
        <div>
          <h1>{{ 'ops.equipment.title' | transloco }}</h1>
          @if (page(); as page) {
            <p role="status">{{ 'ops.equipment.count' | transloco: { n: (page.totalCount | amount) } }}</p>
          }
        </div>
        <button *can="'equipment:write'" type="button" class="button primary" (click)="adding.set(true)"><app-icon name="plus" />{{ 'ops.equipment.add' | transloco }}</button>
      </header>
      <div class="row">
        <app-search-field class="search" [label]="'ops.equipment.search' | transloco" [value]="q() ?? ''" [wait]="180" (searched)="show('q', $event)" />
        <select class="input state" [attr.aria-label]="'ops.equipment.status' | transloco" (change)="show('status', $any($event.target).value)">
          <option value="">{{ 'ops.equipment.anywhere' | transloco }}</option>
          @for (name of statuses; track name) {
            <option [value]="name" [selected]="name === status()">{{ 'domain.device.status.' + name | transloco }}</option>
          }
        </select>
      </div>
      <app-data-table [columns]="['ops.equipment.device' | transloco, 'ops.equipment.customer' | transloco, 'ops.equipment.city' | transloco]" [caption]="'ops.equipment.title' | transloco" [loading]="list.loading()" [error]="list.error()" (retry)="list.reload()">
        @for (device of page()?.nodes; track device.id) {
          <tr>
            <th scope="row"><a [routerLink]="['/ops/equipment', device.id]"><app-device-line [device]="device" /></a></th>
            <td>
              @if (device.customer; as customer) {
                <a [routerLink]="['/ops/customers', customer.id]">{{ customer.name }}</a>
              }
            </td>
            <td>{{ device.location?.city }}</td>
          </tr>
        } @empty {
          @if (!list.loading()) {
            <app-empty-state icon="router" [heading]="'ops.equipment.none' | transloco"><p>{{ 'ops.equipment.noneText' | transloco }}</p></app-empty-state>
          }
        }
      </app-data-table>
      <app-load-more [shown]="!!page()?.hasNextPage" [busy]="list.loading()" (more)="more()" />
    </div>
    @if (adding()) {
      <app-new-device (closed)="adding.set(false)" (added)="open($event)" />
    }
  `,
  styles: `
    .search { flex: 1; min-width: min(100%, 18rem); }
    .state { width: auto; }
  `,
})
export class EquipmentPage {
  readonly q = input<string>();
  readonly status = input<string>();

  private readonly router = inject(Router);
  protected readonly statuses = DeviceStatusValues;
  protected readonly adding = signal(false);
  protected readonly list = query(DevicesDocument, () => ({ first: 30, filter: { text: this.q() || null, status: DeviceStatusValues.find((known) => known === this.status()) ?? null } }));
  protected readonly page = computed(() => this.list.data()?.devices);

  protected show(name: 'q' | 'status', value: string): void {
    void this.router.navigate([], { queryParams: { [name]: value || null }, queryParamsHandling: 'merge', replaceUrl: true });
  }

  protected more(): void {
    void this.list.more({ after: this.page()?.endCursor }, (there: DevicesQuery, next: DevicesQuery) => ({ devices: { ...next.devices, nodes: [...there.devices.nodes, ...next.devices.nodes] } }));
  }

  protected open(id: string): void {
    this.adding.set(false);
    void this.router.navigate(['/ops/equipment', id]);
  }
}
