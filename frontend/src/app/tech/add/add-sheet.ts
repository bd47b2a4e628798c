import { Component, computed, inject, input, output, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { CommandLog } from '../../core/offline/command-log';
import { newKey } from '../../core/graphql/key';
import type { FieldJobFragment } from '../../core/offline/day-pack.generated';
import type { ScannedDevice } from '../../core/offline/scans';
import { Sheet } from '../../ui/sheet';
import { Tabs } from '../../ui/tabs';
import { Toasts } from '../../ui/toast';
import { ScanPanel } from '../scan/scan-panel';
import { DeviceForm, type LabelFields } from './device-form';
import { DeviceSearch } from './device-search';

/** *Ajouter*: a device for this visit, by its label, by its number, or new. */
@Component({
  selector: 'app-add-sheet',
  imports: [DeviceForm, DeviceSearch, ScanPanel, Sheet, Tabs, TranslocoPipe],
  template: `
    <app-sheet [heading]="'tech.add.title' | transloco" (closed)="closed.emit()">
      <div class="stack">
        <app-tabs [tabs]="tabs()" [(active)]="tab" [label]="'tech.add.title' | transloco" />
        @switch (tab()) {
          @case ('scan') {
            <app-scan-panel [jobId]="job().id" [actions]="true" (picked)="link($event)" (wanted)="prefill($event)" />
          }
          @case ('search') {
            <app-device-search (picked)="link($event)" (wanted)="prefill({ serial: $event })" />
          }
          @case ('create') {
            <app-device-form [fields]="fields()" (made)="create($event)" />
          }
        }
        @if (others().length && tab() !== 'create') {
          <label class="stack">
            <span>{{ 'tech.add.instead' | transloco }}</span>
            <select #old class="input" [value]="replaces()" (change)="replaces.set(old.value)">
              <option value="">{{ 'tech.add.insteadOfNone' | transloco }}</option>
              @for (device of others(); track device.id) {
                <option [value]="device.id">{{ device.brand }} {{ device.model }} {{ device.serial }}</option>
              }
            </select>
          </label>
        }
      </div>
    </app-sheet>
  `,
})
export class AddSheet {
  readonly job = input.required<FieldJobFragment>();
  readonly closed = output();
  private readonly log = inject(CommandLog);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly tab = signal('scan');
  protected readonly fields = signal<LabelFields>({});
  protected readonly replaces = signal('');
  protected readonly others = computed(() => this.job().location?.devices ?? []);
  protected readonly tabs = computed(() => ['scan', 'search', 'create'].map((id) => ({ id, text: this.transloco.translate(`tech.add.${id}`) })));

  protected prefill(fields: LabelFields): void {
    this.fields.set(fields);
    this.tab.set('create');
  }

  /** Puts the device where the visit is, instead of another when one was chosen. */
  protected async link(device: ScannedDevice): Promise<void> {
    const { id, serial } = device;
    const jobId = this.job().id;
    if (this.replaces()) await this.log.did('device.swap', { oldId: this.replaces(), newId: id, jobId, serial, device });
    else await this.log.did('device.link', { deviceId: id, locationId: this.job().location?.id, jobId, serial, device });
    this.done(serial);
  }

  protected async create(fields: LabelFields): Promise<void> {
    const device = { __typename: 'Device', id: newKey(), mac: null, kind: 'ONT', brand: '', model: '', ...fields };
    await this.log.did('device.create', { ...fields, locationId: this.job().location?.id ?? null, jobId: this.job().id, device });
    this.done(fields.serial ?? '');
  }

  private done(serial: string): void {
    this.toasts.show({ text: this.transloco.translate('tech.add.done', { serial }), tone: 'good' });
    this.closed.emit();
  }
}
