import { Component, computed } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { query } from '../../core/graphql/query';
import { Icon } from '../../ui/icon';
import { OpsPausedPillDocument } from './paused-pill.generated';

/** Says on every page of the office that all billing stands still. */
@Component({
  selector: 'app-paused-pill',
  imports: [Icon, RouterLink, TranslocoPipe],
  template: `@if (paused()) { <a class="chip warn" routerLink="/ops/billing" role="status"><app-icon name="pause" />{{ 'ops.billing.standsStill' | transloco }}</a> }`,
})
export class PausedPill {
  private readonly data = query(OpsPausedPillDocument);
  protected readonly paused = computed(() => this.data.data()?.billingPolicy.paused ?? false);
}
