import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { CommandLog } from '../../core/offline/command-log';
import type { OnBoard, VanState } from '../../core/offline/van';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { Sheet } from '../../ui/sheet';
import { Stepper } from './stepper';

type Way = 'give' | 'take' | 'count';

/** Gives a part or a device to a colleague or a shelf, takes some from there, or says how many there really are. */
@Component({
  selector: 'app-van-sheet',
  imports: [Field, Icon, Sheet, Stepper, TranslocoPipe],
  template: `
    <app-sheet [heading]="part()?.name ?? device()?.serial ?? ''" (closed)="closed.emit()">
      <form class="stack" (submit)="save($event)">
        @if (part()) {
          <app-field [label]="'tech.van.what' | transloco">
            <select #what class="input" (change)="choose(what.value)">
              @for (one of ways; track one) {
                <option [value]="one" [selected]="one === way()">{{ 'tech.van.way.' + one | transloco }}</option>
              }
            </select>
          </app-field>
        }
        @if (way() !== 'count') {
          <app-field [label]="'tech.van.' + (way() === 'give' ? 'to' : 'from') | transloco">
            <select #where class="input" (change)="place.set(where.value)">
              @for (other of van().others; track other.id) {
                <option [value]="other.id" [selected]="other.id === place()">{{ other.name }}</option>
              }
            </select>
          </app-field>
        }
        @if (part()) {
          <app-stepper [label]="'tech.van.quantity' | transloco" [least]="way() === 'count' ? 0 : 1" [(value)]="quantity" />
        }
        @if (short()) {
          <p class="note warn" role="status"><app-icon name="alert" />{{ 'tech.parts.short' | transloco: { n: part()?.quantity } }}</p>
        }
        <button class="button primary wide tall" [disabled]="way() !== 'count' && !place()">{{ 'tech.van.save' | transloco }}</button>
      </form>
    </app-sheet>
  `,
})
export class VanSheet {
  readonly van = input.required<VanState>();
  readonly part = input<OnBoard>();
  readonly device = input<VanState['devices'][number]>();
  readonly closed = output();
  private readonly log = inject(CommandLog);
  protected readonly ways: readonly Way[] = ['give', 'take', 'count'];
  protected readonly way = signal<Way>('give');
  protected readonly place = linkedSignal(() => this.van().others.find(({ kind }) => kind === 'VAN')?.id ?? this.van().others[0]?.id ?? '');
  protected readonly quantity = signal(1);
  protected readonly short = computed(() => this.way() === 'give' && this.quantity() > (this.part()?.quantity ?? Infinity));

  protected choose(way: string): void {
    this.way.set(this.ways.find((one) => one === way) ?? 'give');
    this.quantity.set(way === 'count' ? Math.max(0, this.part()?.quantity ?? 0) : 1);
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const [part, device, own, other] = [this.part(), this.device(), this.van().id, this.place()];
    const name = this.van().others.find(({ id }) => id === other)?.name ?? '';
    const text = `${this.quantity()} × ${part?.name ?? ''}`;
    if (device) await this.log.did('device.move', { deviceId: device.id, placeId: other, serial: `${device.serial} → ${name}` });
    else if (part && this.way() === 'count') await this.log.did('part.count', { partId: part.id, counted: this.quantity(), text });
    else if (part) {
      const [fromPlaceId, toPlaceId] = this.way() === 'give' ? [own, other] : [other, own];
      await this.log.did('part.move', { partId: part.id, quantity: this.quantity(), fromPlaceId, toPlaceId, text: `${text} ${this.way() === 'give' ? '→' : '←'} ${name}` });
    }
    this.closed.emit();
  }
}
