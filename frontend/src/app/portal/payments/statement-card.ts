import { Component, computed, inject, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { addMonths, dayOf } from '@demarc/time';
import { Session } from '../../core/session/session';
import { StatementActions } from '../../domain/payment/statement-actions';
import { Field } from '../../ui/field';

/** The customer's account between two days of their choice, to keep or to have sent. */
@Component({
  selector: 'app-statement-card',
  imports: [Field, StatementActions, TranslocoPipe],
  template: `
    <section class="card" aria-labelledby="statement">
      <header><h2 id="statement">{{ 'portal.statement.title' | transloco }}</h2></header>
      <div class="body stack">
        <p class="quiet">{{ 'portal.statement.text' | transloco }}</p>
        <div class="days">
          <app-field [label]="'portal.statement.from' | transloco" [error]="isReversed() ? ('portal.statement.badDays' | transloco) : ''">
            <input #first class="input" type="date" [value]="from()" [max]="today" (change)="from.set(first.value || from())" />
          </app-field>
          <app-field [label]="'portal.statement.to' | transloco">
            <input #last class="input" type="date" [value]="to()" [max]="today" (change)="to.set(last.value || to())" />
          </app-field>
        </div>
        @if (!isReversed()) {
          <app-statement-actions [from]="from()" [to]="to()" />
        }
      </div>
    </section>
  `,
  styles: '.days { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 9rem), 14rem)); gap: var(--s3); align-items: start; }',
})
export class StatementCard {
  protected readonly today = dayOf(new Date(), inject(Session).facts()!.tenant.timeZone);
  protected readonly from = signal(addMonths(`${this.today.slice(0, 8)}01`, -2));
  protected readonly to = signal(this.today);
  protected readonly isReversed = computed(() => this.from() > this.to());
}
