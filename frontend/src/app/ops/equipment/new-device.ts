import { Component, computed, inject, output, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { query } from '../../core/graphql/query';
import { type DeviceKind, DeviceKindValues } from '../../core/graphql/schema.generated';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { CreateDeviceDocument, DeviceModelsDocument } from './equipment.generated';

/** Takes a device into stock, as its label says. */
@Component({
  selector: 'app-new-device',
  imports: [Dialog, Field, TranslocoPipe],
  template: `
    <app-dialog [heading]="'ops.equipment.add' | transloco" [sheet]="true" (closed)="closed.emit()">
      <form id="new-device" class="stack" (submit)="save($event, serial.value, mac.value, kind.value, brand.value, model.value)">
        <app-field [label]="'ops.equipment.serial' | transloco"><input #serial class="input mono" required autocomplete="off" /></app-field>
        <app-field [optional]="true" [label]="'ops.equipment.mac' | transloco" [hint]="'ops.equipment.macHint' | transloco"><input #mac class="input mono" autocomplete="off" /></app-field>
        <app-field [label]="'ops.equipment.kind' | transloco">
          <select #kind class="input">
            @for (name of kinds; track name) {
              <option [value]="name" [selected]="name === 'ONT'">{{ 'domain.device.kind.' + name | transloco }}</option>
            }
          </select>
        </app-field>
        <div class="grid">
          <app-field [optional]="true" [label]="'ops.equipment.brand' | transloco"><input #brand class="input" autocomplete="off" list="device-brands" /></app-field>
          <app-field [optional]="true" [label]="'ops.equipment.model' | transloco"><input #model class="input" autocomplete="off" list="device-models" (change)="know(model.value, brand, kind)" /></app-field>
        </div>
        <datalist id="device-brands">
          @for (name of brands(); track name) {
            <option [value]="name"></option>
          }
        </datalist>
        <datalist id="device-models">
          @for (one of models.data()?.deviceModels; track $index) {
            <option [value]="one.model">{{ one.brand }}</option>
          }
        </datalist>
        @if (problem()) {
          <p class="note bad" role="alert">{{ problem() }}</p>
        }
      </form>
      <div actions>
        <button type="button" class="button" (click)="closed.emit()">{{ 'ui.cancel' | transloco }}</button>
        <button type="submit" form="new-device" class="button primary" [disabled]="create.busy()">{{ 'ops.equipment.addNow' | transloco }}</button>
      </div>
    </app-dialog>
  `,
  styles: `.grid { --min: 10rem; }`,
})
export class NewDevice {
  readonly closed = output();
  /** The id of the device that was taken in. */
  readonly added = output<string>();

  private readonly transloco = inject(TranslocoService);
  protected readonly models = query(DeviceModelsDocument);
  protected readonly brands = computed(() => [...new Set(this.models.data()?.deviceModels.map(({ brand }) => brand).filter(Boolean))]);
  protected readonly create = mutation(CreateDeviceDocument);
  protected readonly kinds = DeviceKindValues;
  protected readonly problem = signal('');

  /** A model that is known brings its maker and kind along. */
  protected know(model: string, brand: HTMLInputElement, kind: HTMLSelectElement): void {
    const known = this.models.data()?.deviceModels.find((one) => one.model === model.trim());
    if (!known) return;
    brand.value ||= known.brand;
    kind.value = known.kind;
  }

  protected async save(event: Event, serial: string, mac: string, kind: string, brand: string, model: string): Promise<void> {
    event.preventDefault();
    try {
      const { createDevice } = await this.create({ input: { serial, mac, kind: kind as DeviceKind, brand, model } });
      if ('message' in createDevice) this.problem.set(createDevice.message);
      else this.added.emit(createDevice.id);
    } catch (error) {
      this.problem.set(this.transloco.translate(explain(error)));
    }
  }
}
