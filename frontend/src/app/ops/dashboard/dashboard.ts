import { Component, computed, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Session } from '../../core/session/session';

/** The office's first page. */
@Component({
  selector: 'app-ops-dashboard',
  imports: [TranslocoPipe],
  template: `
    <div class="page">
      <header>
        <div>
          <h1>{{ 'ops.dashboard.hello' | transloco: { name: name() } }}</h1>
          <p>{{ 'ops.dashboard.tenant' | transloco: { name: tenant() } }}</p>
        </div>
      </header>
    </div>
  `,
})
export class Dashboard {
  private readonly facts = inject(Session).facts;
  protected readonly name = computed(() => this.facts()?.name.split(' ')[0] ?? '');
  protected readonly tenant = computed(() => this.facts()?.tenant.name ?? '');
}
