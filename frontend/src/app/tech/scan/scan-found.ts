import { Component, computed, input, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { ScanAnswer, ScannedDevice } from '../../core/offline/scans';
import { Icon } from '../../ui/icon';
import type { LabelFields } from '../add/device-form';
import { labelFields, serialsOn } from './label-fields';

/** What was read on a label, by whom, and the device it belongs to. */
@Component({
  selector: 'app-scan-found',
  imports: [Icon, RouterLink, TranslocoPipe],
  template: `
    <section class="card">
      <header><h3>{{ 'tech.scan.found' | transloco }}</h3><span class="chip plain push"><app-icon [name]="answer().by === 'phone' ? 'phone' : 'check'" />{{ 'tech.scan.by.' + answer().by | transloco }}</span></header>
      <div class="body stack">
        <dl class="facts">
          @for (field of fields(); track field[0]) {
            <dt>{{ 'tech.scan.field.' + field[0] | transloco }}</dt>
            <dd class="number">{{ field[1] }}</dd>
          }
          @for (code of answer().codes; track $index) {
            <dt>{{ 'tech.scan.code' | transloco }}</dt>
            <dd class="number">{{ code.text }} <small class="quiet">{{ code.format }}</small></dd>
          }
        </dl>
        @if (answer().also?.length) {
          <p class="note warn"><app-icon name="alert" />{{ 'tech.scan.several' | transloco }}</p>
          @for (device of matches(); track device.id) {
            @if (actions()) {
              <button type="button" class="button wide tall" (click)="picked.emit(device)">{{ device.brand }} {{ device.model }} {{ device.serial }}</button>
            } @else {
              <a class="button wide tall" [routerLink]="['/j/device', device.serial]">{{ device.brand }} {{ device.model }} {{ device.serial }}</a>
            }
          }
        } @else if (answer().match; as device) {
          <p class="note good"><app-icon name="check-circle" />{{ 'tech.scan.match' | transloco: { device: device.brand + ' ' + device.model + ' ' + device.serial } }} · {{ 'domain.device.status.' + device.status | transloco }}</p>
          @if (actions()) {
            <button type="button" class="button primary wide tall" (click)="picked.emit(device)">{{ 'tech.scan.link' | transloco }}</button>
          } @else {
            <a class="button primary wide tall" [routerLink]="['/j/device', device.serial]">{{ 'tech.scan.see' | transloco }}</a>
          }
        } @else {
          <p class="note info"><app-icon name="info" />{{ 'tech.scan.noMatch' | transloco }}</p>
          @if (actions()) {
            @if (serials().length > 1) {
              <fieldset class="stack">
                <legend>{{ 'tech.scan.which' | transloco }}</legend>
                @for (serial of serials(); track serial) {
                  <label class="row choice"><input type="radio" name="serial" [value]="serial" [checked]="serial === chosen()" (change)="chosen.set(serial)" /><span class="mono">{{ serial }}</span></label>
                }
              </fieldset>
            }
            <button type="button" class="button primary wide tall" [disabled]="serials().length > 1 && !chosen()" (click)="wanted.emit(wantedFields())">{{ 'tech.scan.create' | transloco }}</button>
          }
        }
      </div>
    </section>
  `,
  styles: `
    fieldset {
      border: 0;
      padding: 0;
    }
    .choice {
      min-height: 3rem;
      flex-wrap: nowrap;
      overflow-wrap: anywhere;
    }
    .choice input {
      width: 1.375rem;
      height: 1.375rem;
      accent-color: var(--accent);
    }
  `,
})
export class ScanFound {
  readonly answer = input.required<ScanAnswer>();
  readonly actions = input(false);
  readonly picked = output<ScannedDevice>();
  readonly wanted = output<LabelFields>();
  protected readonly fields = computed(() => Object.entries(this.answer().fields));
  protected readonly matches = computed(() => [this.answer().match, ...(this.answer().also ?? [])].filter((device) => device !== null));
  protected readonly serials = computed(() => serialsOn(this.answer()));
  /** With two numbers on a label nobody guesses. */
  protected readonly chosen = signal('');
  protected readonly wantedFields = computed(() => labelFields(this.answer(), this.chosen()));
}
