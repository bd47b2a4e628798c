import { Component, computed, input, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Command, ProblemFacts } from '../../core/offline/command';
import { WhenPipe } from '../../ui/dates';
import { Icon } from '../../ui/icon';

/** Two facts that do not fit: what was done here, and what is so now. A person decides; nothing is overwritten. */
@Component({
  selector: 'app-conflict-card',
  imports: [Icon, TranslocoPipe, WhenPipe],
  template: `
    <section class="card">
      <header><app-icon name="alert" /><h2>{{ 'tech.did.' + command().kind | transloco }}</h2></header>
      <div class="body stack">
        <p>{{ command().answer?.problem?.message }}</p>
        <dl class="facts">
          <dt>{{ 'tech.conflict.here' | transloco }}</dt>
          <dd>{{ 'tech.did.' + command().kind | transloco }}, {{ command().occurredAt | when }}</dd>
          @if (now(); as now) {
            <dt>{{ 'tech.conflict.there' | transloco }}</dt>
            <dd>{{ now.number }} · {{ 'domain.job.status.' + now.status | transloco }}@if (now.technician) { · {{ now.technician }} }@if (now.by) { ({{ now.by }}{{ now.at ? ', ' + (now.at | when) : '' }}) }</dd>
          }
        </dl>
        @if (command().answer?.result === 'CONFLICT') {
          <button type="button" class="button primary wide tall" (click)="decided.emit('ASK_DISPATCHER')">{{ 'tech.conflict.ask' | transloco }}</button>
          <button type="button" class="button wide tall" (click)="decided.emit('KEEP_SERVER')">{{ 'tech.conflict.keep' | transloco }}</button>
        } @else {
          <button type="button" class="button wide tall" (click)="decided.emit('READ')">{{ 'tech.conflict.read' | transloco }}</button>
        }
      </div>
    </section>
  `,
  styles: `header app-icon { color: var(--bad); }`,
})
export class ConflictCard {
  readonly command = input.required<Command>();
  readonly decided = output<'KEEP_SERVER' | 'ASK_DISPATCHER' | 'READ'>();
  protected readonly now = computed(() => (this.command().answer?.problem?.facts as ProblemFacts | null | undefined)?.now ?? null);
}
