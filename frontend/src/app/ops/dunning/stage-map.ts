import { Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from '../../ui/icon';
import type { DunningStage } from '../../core/graphql/schema.generated';

const ICONS = { CURRENT: 'check-circle', REMINDED: 'mail', FEE_CHARGED: 'plus', ARRANGED: 'calendar', SUSPENDED: 'wifi-off' } as const;

/** The stages of a debt as a chain, with how many customers stand at each, or where one stands. */
@Component({
  selector: 'app-stage-map',
  imports: [Icon, TranslocoPipe],
  template: `
    <ol>
      @for (stage of stages(); track stage.id) {
        <li [class]="stage.id" [class.here]="stage.id === at()" [attr.aria-current]="stage.id === at() ? 'step' : null">
          <app-icon [name]="stage.icon" />
          <span class="name">{{ 'ops.dunning.stages.' + stage.id | transloco }}<small>{{ stage.days }}</small></span>
          @if (counts(); as counts) {
            <strong class="number">{{ counts[stage.id] ?? 0 }}</strong>
          }
        </li>
      }
    </ol>
  `,
  styleUrl: './stage-map.css',
})
export class StageMap {
  readonly at = input<DunningStage>();
  readonly counts = input<Readonly<Partial<Record<DunningStage, number>>>>();
  /** The provider's own steps; stages it does not use are left out. */
  readonly steps = input<readonly { readonly afterDays: number; readonly act: string }[]>([]);

  protected readonly stages = computed(() => {
    const days = (act: string) => this.steps().filter((step) => step.act === act).map(({ afterDays }) => `+${afterDays}`).join(' · ');
    const chain: readonly { readonly id: DunningStage; readonly act: string }[] = [{ id: 'CURRENT', act: '' }, { id: 'REMINDED', act: 'REMIND' }, { id: 'FEE_CHARGED', act: 'LATE_FEE' }, { id: 'ARRANGED', act: '' }, { id: 'SUSPENDED', act: 'SUSPEND' }];
    return chain.filter(({ id, act }) => !act || days(act) || id === this.at()).map(({ id, act }) => ({ id, icon: ICONS[id], days: act ? days(act) : '' }));
  });
}
