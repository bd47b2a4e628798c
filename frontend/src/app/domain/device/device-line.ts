import { Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from '../../ui/icon';
import type { IconName } from '../../ui/icons';
import type { DeviceLineFragment } from './device-line.generated';

const ICONS: Readonly<Record<DeviceLineFragment['kind'], IconName>> = {
  ONT: 'signal', MODEM: 'router', ROUTER: 'router', WIFI_POINT: 'wifi', PHONE_ADAPTER: 'phone', TV_BOX: 'monitor', OTHER: 'box',
};
const TONES: Readonly<Record<DeviceLineFragment['status'], string>> = { INSTALLED: 'good', IN_STOCK: 'calm', RETURNED: 'calm', LOST: 'bad', RMA: 'warn', QUARANTINED: 'warn' };

/** A device on one line: what it is, its numbers and where it stands. */
@Component({
  selector: 'app-device-line',
  imports: [Icon, TranslocoPipe],
  template: `
    <app-icon [name]="icon()" />
    <div>
      <strong>{{ name() || ('domain.device.kind.' + device().kind | transloco) }}</strong>
      <span class="mono">{{ device().serial }}@if (device().mac) { · {{ device().mac }} }</span>
    </div>
    <span class="chip" [class]="tone()">{{ 'domain.device.status.' + device().status | transloco }}</span>
  `,
  styles: `
    :host {
      display: flex;
      flex: 1;
      align-items: center;
      gap: var(--s3);
      min-width: 0;
    }
    app-icon {
      color: var(--quiet);
    }
    div {
      display: grid;
      flex: 1;
      min-width: 0;
    }
    .mono {
      color: var(--quiet);
      font-size: var(--t-xs);
      overflow-wrap: anywhere;
    }
  `,
})
export class DeviceLine {
  readonly device = input.required<DeviceLineFragment>();
  protected readonly icon = computed(() => ICONS[this.device().kind]);
  protected readonly tone = computed(() => TONES[this.device().status]);
  protected readonly name = computed(() => [this.device().brand, this.device().model].filter(Boolean).join(' '));
}
