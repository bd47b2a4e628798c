import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { query } from '../../core/graphql/query';
import type { DeviceOwner } from '../../core/graphql/schema.generated';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { LoadFailed } from '../../ui/load-failed';
import { DeviceByCodeDocument, type DeviceDetailQuery, DevicesAtDocument, TieDeviceDocument } from './equipment.generated';

type Device = NonNullable<DeviceDetailQuery['device']>;
/** The choice of a device that is not at this place, by its serial. */
const ANOTHER = 'ANOTHER';

/** Says whose a device is, what is delivered through it and what it hangs on. */
@Component({
  selector: 'app-tie-device',
  imports: [Dialog, Field, LoadFailed, TranslocoPipe],
  template: `
    <app-dialog [heading]="'ops.equipment.ties' | transloco" [sheet]="true" (closed)="closed.emit()">
      <form id="tie-device" class="stack" (submit)="save($event, owner.value, subscription.value, port.value)">
        <app-field [label]="'domain.device.owner' | transloco">
          <select #owner class="input">
            @for (one of owners; track one) {
              <option [value]="one" [selected]="one === device().owner">{{ 'domain.device.owners.' + one | transloco }}</option>
            }
          </select>
        </app-field>
        <app-field [label]="'domain.device.subscription' | transloco">
          <select #subscription class="input">
            <option value="">{{ 'ops.equipment.noneOf' | transloco }}</option>
            @for (one of device().location?.subscriptions; track one.id) {
              <option [value]="one.id" [selected]="one.id === device().subscription?.id">{{ one.item.name }}</option>
            }
          </select>
        </app-field>
        <app-load-failed [of]="there" />
        <app-field [label]="'domain.device.parent' | transloco" [hint]="'ops.equipment.parentHint' | transloco">
          <select #on class="input" (change)="parent.set(on.value)">
            <option value="">{{ 'ops.equipment.noneOf' | transloco }}</option>
            @for (one of others(); track one.id) {
              <option [value]="one.id" [selected]="one.id === parent()">{{ one.brand }} {{ one.model }} · {{ one.serial }}</option>
            }
            <option [value]="another" [selected]="parent() === another">{{ 'ops.equipment.another' | transloco }}</option>
          </select>
        </app-field>
        @if (parent() === another) {
          <app-field [label]="'ops.equipment.serial' | transloco" [error]="unknown() ? ('ops.equipment.unknownSerial' | transloco) : ''"><input #serial class="input mono" required autocomplete="off" maxlength="80" [value]="code()" (input)="code.set(serial.value)" /></app-field>
          <app-load-failed [of]="found" />
        }
        <app-field [optional]="true" [label]="'ops.equipment.parentPort' | transloco"><input #port class="input" autocomplete="off" maxlength="40" [disabled]="!parent()" [value]="device().parentPort" /></app-field>
        @if (problem()) {
          <p class="note bad" role="alert">{{ problem() }}</p>
        }
      </form>
      <div actions>
        <button type="button" class="button" (click)="closed.emit()">{{ 'ui.cancel' | transloco }}</button>
        <button type="submit" form="tie-device" class="button primary" [disabled]="tie.busy()">{{ 'ops.equipment.moveNow' | transloco }}</button>
      </div>
    </app-dialog>
  `,
})
export class TieDevice {
  readonly device = input.required<Device>();
  readonly closed = output();
  readonly done = output();

  private readonly transloco = inject(TranslocoService);
  protected readonly tie = mutation(TieDeviceDocument);
  protected readonly there = query(DevicesAtDocument, () => {
    const locationId = this.device().location?.id;
    return locationId ? { locationId } : undefined;
  });
  protected readonly owners: readonly DeviceOwner[] = ['COMPANY', 'CUSTOMER'];
  protected readonly another = ANOTHER;
  protected readonly parent = linkedSignal(() => this.device().parent?.id ?? '');
  protected readonly code = signal('');
  /** Asked as it is typed; what is shorter than that is nobody’s serial. */
  protected readonly found = query(DeviceByCodeDocument, () => (this.parent() === ANOTHER && this.code().trim().length > 3 ? { code: this.code().trim() } : undefined));
  protected readonly unknown = computed(() => this.code().trim().length > 3 && this.found.data()?.deviceByCode === null);
  protected readonly problem = signal('');
  /** Those at the place, and what it hangs on now when that is elsewhere. */
  protected readonly others = computed(() => {
    const { id, parent } = this.device();
    const here = (this.there.data()?.devices.nodes ?? []).filter((one) => one.id !== id);
    return parent && !here.some((one) => one.id === parent.id) ? [...here, parent] : here;
  });

  protected async save(event: Event, owner: string, subscriptionId: string, parentPort: string): Promise<void> {
    event.preventDefault();
    const parentId = this.parent() === ANOTHER ? (this.found.data()?.deviceByCode?.id ?? '') : this.parent();
    if (this.parent() === ANOTHER && !parentId) return;
    try {
      const { tieDevice } = await this.tie({ deviceId: this.device().id, input: { owner: owner as DeviceOwner, subscriptionId: subscriptionId || null, parentId: parentId || null, parentPort } });
      this.problem.set(problemOf(tieDevice));
      if (!this.problem()) this.done.emit();
    } catch (error) {
      this.problem.set(this.transloco.translate(explain(error)));
    }
  }
}
