import { Component, computed, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Session } from '../../core/session/session';

/** The technician's first page: today. */
@Component({
  selector: 'app-tech-day',
  imports: [TranslocoPipe],
  template: `
    <div class="page">
      <header>
        <div>
          <h1>{{ 'tech.day.hello' | transloco: { name: name() } }}</h1>
          <p>{{ 'tech.day.tenant' | transloco: { name: tenant() } }}</p>
        </div>
      </header>
    </div>
  `,
})
export class Day {
  private readonly facts = inject(Session).facts;
  protected readonly name = computed(() => this.facts()?.name.split(' ')[0] ?? '');
  protected readonly tenant = computed(() => this.facts()?.tenant.name ?? '');
}
