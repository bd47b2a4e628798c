import { Component, computed, input, linkedSignal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { mutation } from '../../core/graphql/mutation';
import { query } from '../../core/graphql/query';
import { ConsentChoices, type Chosen } from '../../domain/consent/consent-choices';
import type { ConsentChoicesFragment } from '../../domain/consent/consent-choices.generated';
import { Icon } from '../../ui/icon';
import { Skeleton } from '../../ui/skeleton';
import { CustomerConsentsDocument, SetCustomerConsentDocument } from './customer-consents.generated';

/** What a customer wants to be told, changed by the office for them; who said so stays beside it. */
@Component({
  selector: 'app-customer-consents',
  imports: [ConsentChoices, Icon, Skeleton, TranslocoPipe],
  template: `
    <section class="card" aria-labelledby="customer-consents">
      <header><h2 id="customer-consents">{{ 'ops.customers.consents.title' | transloco }}</h2></header>
      <div class="body stack">
        @if (shown(); as now) {
          @if (now.textsStopped) {
            <p class="note warn"><app-icon name="sms" />{{ 'ops.customers.consents.stopped' | transloco }}</p>
          }
          <app-consent-choices [consents]="now" [told]="true" [disabled]="!mayWrite() || set.busy()" (chosen)="choose($event)" />
          <small class="quiet">{{ 'ops.customers.consents.hint' | transloco }}</small>
        } @else if (answer.error()) {
          <p class="note bad" role="alert"><app-icon name="alert" />{{ 'ui.loadFailed' | transloco }}<button type="button" class="button small push" (click)="answer.reload()">{{ 'ui.retry' | transloco }}</button></p>
        } @else {
          <app-skeleton [lines]="4" />
        }
      </div>
    </section>
  `,
  styleUrl: './customer-card.css',
})
export class CustomerConsents {
  readonly customerId = input.required<string>();
  readonly mayWrite = input(false);

  protected readonly answer = query(CustomerConsentsDocument, () => ({ customerId: this.customerId() }));
  protected readonly set = mutation(SetCustomerConsentDocument);
  private readonly chosen = linkedSignal<string, ConsentChoicesFragment | undefined>({ source: this.customerId, computation: () => undefined });
  protected readonly shown = computed(() => this.chosen() ?? this.answer.data()?.customerConsents);

  protected async choose(choice: Chosen): Promise<void> {
    this.chosen.set((await this.set({ input: { customerId: this.customerId(), ...choice } })).setConsent);
  }
}
