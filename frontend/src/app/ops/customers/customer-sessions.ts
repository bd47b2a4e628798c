import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { query } from '../../core/graphql/query';
import { Confirms } from '../../ui/confirm';
import { Icon } from '../../ui/icon';
import { LoadFailed } from '../../ui/load-failed';
import { RelativeTime } from '../../ui/relative-time';
import { Toasts } from '../../ui/toast';
import { CustomerSessionsDocument, EndCustomerSessionsDocument } from './customer-sessions.generated';

/** Where a customer's people are signed in; one device, or all of them, can be signed out. */
@Component({
  selector: 'app-customer-sessions',
  imports: [Icon, LoadFailed, RelativeTime, TranslocoPipe],
  template: `
    <section class="card" aria-labelledby="customer-sessions">
      <header>
        <h2 id="customer-sessions">{{ 'ops.customers.signedIn.title' | transloco }}</h2>
        @if (sessions().length > 1) {
          <button type="button" class="button quiet small" [disabled]="end.busy()" (click)="endAll()"><app-icon name="logout" />{{ 'ops.customers.signedIn.endAll' | transloco }}</button>
        }
      </header>
      @if (answer.error()) {
        <div class="body"><app-load-failed [of]="answer" /></div>
      }
      <ul class="rows">
        @for (session of sessions(); track session.id) {
          <li>
            <app-icon name="monitor" class="faint" />
            <span class="main">{{ session.device || ('ops.customers.signedIn.unknown' | transloco) }}<small><app-relative-time [at]="session.lastUsedAt" /></small></span>
            <button type="button" class="button quiet small" [disabled]="end.busy()" (click)="endOne(session.id)">{{ 'ops.customers.signedIn.end' | transloco }}<span class="unseen"> {{ session.device }}</span></button>
          </li>
        } @empty {
          @if (!answer.error()) {
            <li class="faint">{{ (answer.data() ? 'ops.customers.signedIn.none' : 'ui.loading') | transloco }}</li>
          }
        }
      </ul>
    </section>
  `,
  styleUrl: './customer-card.css',
  styles: `.main { display: grid; }`,
})
export class CustomerSessions {
  readonly customerId = input.required<string>();

  private readonly confirms = inject(Confirms);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly answer = query(CustomerSessionsDocument, () => ({ id: this.customerId() }));
  protected readonly sessions = computed(() => this.answer.data()?.customer?.sessions ?? []);
  protected readonly end = mutation(EndCustomerSessionsDocument);

  protected async endAll(): Promise<void> {
    if (await this.confirms.ask({ title: this.say('endAllTitle'), text: this.say('endAllText'), action: this.say('endAll'), danger: true })) await this.endOne(null);
  }

  protected async endOne(id: string | null): Promise<void> {
    try {
      await this.end({ customerId: this.customerId(), id });
      this.toasts.show({ text: this.say('ended'), tone: 'good' });
    } catch (error) {
      this.toasts.show({ text: this.transloco.translate(explain(error)), tone: 'bad' });
    } finally {
      this.answer.reload();
    }
  }

  private say(key: string): string {
    return this.transloco.translate<string>(`ops.customers.signedIn.${key}`);
  }
}
