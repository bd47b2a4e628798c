import { Component, computed, inject, input, output, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { query } from '../../core/graphql/query';
import type { DeviceStatus } from '../../core/graphql/schema.generated';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { LoadFailed } from '../../ui/load-failed';
import { RetireDeviceDocument, ShelvesForDeviceDocument, TransferDeviceDocument, UnlinkDeviceDocument } from './equipment.generated';

type Step = 'SHELF' | 'RETURNED' | 'RMA' | 'LOST';

/** Moves a device on: back from a customer, to a shelf or van, to repair and back, or lost. Each step is a line of its life. */
@Component({
  selector: 'app-move-device',
  imports: [Dialog, Field, LoadFailed, TranslocoPipe],
  template: `
    <app-dialog [heading]="'ops.equipment.moveOn' | transloco" [sheet]="true" (closed)="closed.emit()">
      <form id="move-device" class="stack" (submit)="save($event)">
        <app-field [label]="'ops.equipment.whereTo' | transloco">
          <select #to class="input" (change)="step.set($any(to.value))">
            @for (one of steps(); track one) {
              <option [value]="one" [selected]="one === chosen()">{{ 'ops.equipment.step.' + one | transloco }}</option>
            }
          </select>
        </app-field>
        @if (chosen() === 'SHELF') {
          <app-load-failed [of]="shelves" />
          <app-field [label]="'ops.equipment.shelf' | transloco">
            <select class="input" (change)="shelf.set($any($event.target).value)">
              @for (one of shelves.data()?.stockPlaces; track one.id) {
                <option [value]="one.id" [selected]="one.id === shelf()">{{ one.name }}</option>
              }
            </select>
          </app-field>
        }
        <p class="quiet">{{ 'ops.equipment.stepText.' + chosen() | transloco }}</p>
        @if (problem()) {
          <p class="note bad" role="alert">{{ problem() }}</p>
        }
      </form>
      <div actions>
        <button type="button" class="button" (click)="closed.emit()">{{ 'ui.cancel' | transloco }}</button>
        <button type="submit" form="move-device" class="button primary" [disabled]="transfer.busy() || retire.busy() || unlink.busy()">{{ 'ops.equipment.moveNow' | transloco }}</button>
      </div>
    </app-dialog>
  `,
})
export class MoveDevice {
  readonly deviceId = input.required<string>();
  readonly status = input.required<DeviceStatus>();
  readonly closed = output();
  readonly done = output();

  private readonly transloco = inject(TranslocoService);
  protected readonly transfer = mutation(TransferDeviceDocument);
  protected readonly retire = mutation(RetireDeviceDocument);
  protected readonly unlink = mutation(UnlinkDeviceDocument);
  protected readonly shelves = query(ShelvesForDeviceDocument);
  protected readonly problem = signal('');
  protected readonly step = signal<Step | undefined>(undefined);
  protected readonly shelf = signal('');
  /** From a customer it is taken back first; from anywhere else it goes to a shelf, to repair, or is lost. */
  protected readonly steps = computed<readonly Step[]>(() => (this.status() === 'INSTALLED' ? ['RETURNED', 'RMA', 'LOST'] : (['SHELF', 'RMA', 'LOST'] as const).filter((step) => step !== this.status())));
  protected readonly chosen = computed(() => this.step() ?? this.steps()[0]!);

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    try {
      this.problem.set(await this.send());
      if (!this.problem()) this.done.emit();
    } catch (error) {
      this.problem.set(this.transloco.translate(explain(error)));
    }
  }

  private async send(): Promise<string> {
    const [deviceId, step] = [this.deviceId(), this.chosen()];
    if (step === 'SHELF') return problemOf((await this.transfer({ deviceId, placeId: this.shelf() || (this.shelves.data()?.stockPlaces[0]?.id ?? '') })).transferDevice);
    if (this.status() === 'INSTALLED') return problemOf((await this.unlink({ deviceId, reason: step })).unlinkDevice);
    return step === 'RETURNED' ? '' : problemOf((await this.retire({ deviceId, reason: step })).retireDevice);
  }
}
