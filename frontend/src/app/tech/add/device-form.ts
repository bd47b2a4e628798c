import { Component, computed, input, linkedSignal, output, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Field } from '../../ui/field';

/** A device as its label says. */
export interface LabelFields {
  readonly serial?: string;
  readonly mac?: string;
  readonly kind?: string;
  readonly brand?: string;
  readonly model?: string;
}

const KINDS = ['ONT', 'MODEM', 'ROUTER', 'WIFI_POINT', 'PHONE_ADAPTER', 'TV_BOX', 'OTHER'] as const;

/** A device nobody knows yet, in five fields; what the photo told is filled in. */
@Component({
  selector: 'app-device-form',
  imports: [Field, TranslocoPipe],
  template: `
    <form class="stack" (submit)="make($event)">
      <app-field [label]="'tech.device.serial' | transloco" [error]="missing() ? ('tech.device.missing' | transloco) : ''">
        <input #serial class="input" autocapitalize="characters" autocomplete="off" maxlength="80" [value]="model().serial ?? ''" (input)="set({ serial: serial.value })" />
      </app-field>
      <app-field [label]="'tech.device.mac' | transloco" [optional]="true" [error]="macWrong() ? ('tech.device.macWrong' | transloco: { n: macLength() }) : ''">
        <input #mac class="input" autocapitalize="characters" autocomplete="off" maxlength="40" [value]="model().mac ?? ''" (input)="set({ mac: mac.value })" />
      </app-field>
      <app-field [label]="'tech.device.kind' | transloco">
        <select #kind class="input" (change)="set({ kind: kind.value })">
          @for (value of kinds; track value) {
            <option [value]="value" [selected]="value === model().kind">{{ 'domain.device.kind.' + value | transloco }}</option>
          }
        </select>
      </app-field>
      <app-field [label]="'tech.device.brand' | transloco" [optional]="true">
        <input #brand class="input" autocomplete="off" maxlength="80" [value]="model().brand ?? ''" (input)="set({ brand: brand.value })" />
      </app-field>
      <app-field [label]="'tech.device.model' | transloco" [optional]="true">
        <input #name class="input" autocomplete="off" maxlength="80" [value]="model().model ?? ''" (input)="set({ model: name.value })" />
      </app-field>
      <button class="button primary wide tall">{{ 'tech.device.make' | transloco }}</button>
    </form>
  `,
})
export class DeviceForm {
  readonly fields = input<LabelFields>({});
  readonly made = output<LabelFields>();
  protected readonly kinds = KINDS;
  protected readonly model = linkedSignal<LabelFields>(() => ({ kind: 'ONT', ...this.fields() }));
  protected readonly missing = signal(false);
  protected readonly macWrong = signal(false);
  /** A MAC has twelve digits, however they are set apart. */
  protected readonly macLength = computed(() => (this.model().mac ?? '').replace(/[^0-9a-f]/gi, '').length);

  protected set(part: LabelFields): void {
    this.model.update((model) => ({ ...model, ...part }));
  }

  protected make(event: Event): void {
    event.preventDefault();
    this.missing.set(!this.model().serial?.trim());
    this.macWrong.set(![0, 12].includes(this.macLength()) || /[^0-9a-f\s:.-]/i.test(this.model().mac ?? ''));
    if (!this.missing() && !this.macWrong()) this.made.emit(this.model());
  }
}
