import { Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { DunningStage } from '../../core/graphql/schema.generated';

const TONES: Readonly<Record<DunningStage, string>> = { CURRENT: 'good', REMINDED: 'warn', FEE_CHARGED: 'warn', ARRANGED: 'info', SUSPENDED: 'bad' };

/** Where a customer stands with their debts, in one word. */
@Component({
  selector: 'app-stage-chip',
  imports: [TranslocoPipe],
  template: `<span [class]="'chip ' + tone()">{{ 'ops.dunning.stages.' + stage() | transloco }}</span>`,
})
export class StageChip {
  readonly stage = input.required<DunningStage>();
  protected readonly tone = computed(() => TONES[this.stage()]);
}
