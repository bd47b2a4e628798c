import { Component, computed, inject, output, resource, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Server } from '../../core/offline/server';
import { DeviceLine } from '../../domain/device/device-line';
import type { DeviceLineFragment } from '../../domain/device/device-line.generated';
import { EmptyState } from '../../ui/empty-state';
import { SearchField } from '../../ui/search-field';
import { Skeleton } from '../../ui/skeleton';
import { FindDevicesDocument } from './device-search.generated';

/** Finds a device by its serial, then by its MAC, while it is being typed. */
@Component({
  selector: 'app-device-search',
  imports: [DeviceLine, EmptyState, SearchField, Skeleton, TranslocoPipe],
  template: `
    <div class="stack">
      <app-search-field [label]="'tech.add.number' | transloco" [value]="code()" (searched)="code.set($event)" />
      @if (code().length > 2) {
        @if (found.error()) {
          <p class="note warn" role="alert">{{ 'tech.add.noSignal' | transloco }}</p>
        } @else if (found.isLoading()) {
          <app-skeleton lines="3" />
        } @else {
          <div class="rows">
            @for (device of devices(); track device.id) {
              <button type="button" class="line" (click)="picked.emit(device)"><app-device-line [device]="device" /></button>
            } @empty {
              <app-empty-state icon="box" [heading]="'tech.add.unknown' | transloco"><button type="button" class="button" (click)="wanted.emit(code())">{{ 'tech.add.create' | transloco }}</button></app-empty-state>
            }
          </div>
        }
      }
    </div>
  `,
  styles: `
    .line {
      width: 100%;
      border-inline: 0;
      border-bottom: 0;
      background: none;
      text-align: start;
    }
  `,
})
export class DeviceSearch {
  readonly picked = output<DeviceLineFragment>();
  readonly wanted = output<string>();
  protected readonly code = signal('');
  private readonly server = inject(Server);
  protected readonly found = resource({ params: () => (this.code().length > 2 ? { code: this.code() } : undefined), loader: ({ params }) => this.server.ask(FindDevicesDocument, params) });
  protected readonly devices = computed(() => {
    const { deviceByCode: exact, devices } = (this.found.hasValue() ? this.found.value() : undefined) ?? { deviceByCode: null, devices: { nodes: [] } };
    return [...(exact ? [exact] : []), ...devices.nodes.filter(({ id }) => id !== exact?.id)];
  });
}
