import { Component, computed, input, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { ScanAnswer, ScannedDevice } from '../../core/offline/scans';
import { Icon } from '../../ui/icon';
import type { LabelFields } from '../add/device-form';
import { labelFields } from './label-fields';

/** What was read on a label, by whom, and the device it belongs to. */
@Component({
  selector: 'app-scan-found',
  imports: [Icon, TranslocoPipe],
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
        @if (answer().match; as device) {
          <p class="note good"><app-icon name="check-circle" />{{ 'tech.scan.match' | transloco: { device: device.brand + ' ' + device.model + ' ' + device.serial } }} · {{ 'domain.device.status.' + device.status | transloco }}</p>
          @if (actions()) {
            <button type="button" class="button primary wide tall" (click)="picked.emit(device)">{{ 'tech.scan.link' | transloco }}</button>
          }
        } @else {
          <p class="note info"><app-icon name="info" />{{ 'tech.scan.noMatch' | transloco }}</p>
          @if (actions()) {
            <button type="button" class="button primary wide tall" (click)="wanted.emit(wantedFields())">{{ 'tech.scan.create' | transloco }}</button>
          }
        }
      </div>
    </section>
  `,
})
export class ScanFound {
  readonly answer = input.required<ScanAnswer>();
  readonly actions = input(false);
  readonly picked = output<ScannedDevice>();
  readonly wanted = output<LabelFields>();
  protected readonly fields = computed(() => Object.entries(this.answer().fields));
  protected readonly wantedFields = computed(() => labelFields(this.answer()));
}
