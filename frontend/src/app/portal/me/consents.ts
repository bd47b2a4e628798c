import { Component, computed, inject, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { mutation } from '../../core/graphql/mutation';
import { query } from '../../core/graphql/query';
import { Session } from '../../core/session/session';
import { ConsentChoices, type Chosen } from '../../domain/consent/consent-choices';
import type { ConsentChoicesFragment } from '../../domain/consent/consent-choices.generated';
import { Icon } from '../../ui/icon';
import { Skeleton } from '../../ui/skeleton';
import { MyConsentsDocument, SetConsentDocument } from './consents.generated';

/** What the customer wants to be told, by mail and by text; each choice is kept as it is made. */
@Component({
  selector: 'app-consents',
  imports: [ConsentChoices, Icon, Skeleton, TranslocoPipe],
  template: `
    <section class="card" aria-labelledby="me-consents">
      <header><h2 id="me-consents">{{ 'portal.consents.title' | transloco }}</h2></header>
      <div class="body stack">
        @if (shown(); as now) {
          @if (now.textsStopped) {
            <p class="note warn"><app-icon name="sms" />{{ 'portal.consents.stopped' | transloco }}</p>
          }
          <app-consent-choices [consents]="now" [disabled]="!canChange() || set.busy()" (chosen)="choose($event)" />
          <small class="quiet">{{ 'portal.consents.always' | transloco }}</small>
        } @else if (answer.error()) {
          <p class="note bad" role="alert"><app-icon name="alert" />{{ 'portal.consents.failed' | transloco }}<button type="button" class="button small push" (click)="answer.reload()">{{ 'ui.retry' | transloco }}</button></p>
        } @else {
          <app-skeleton [lines]="4" />
        }
      </div>
    </section>
  `,
})
export class ConsentsCard {
  private readonly session = inject(Session);
  protected readonly canChange = computed(() => this.session.can('own:contacts'));
  protected readonly answer = query(MyConsentsDocument);
  protected readonly set = mutation(SetConsentDocument);
  private readonly chosen = signal<ConsentChoicesFragment | undefined>(undefined);
  protected readonly shown = computed(() => this.chosen() ?? this.answer.data()?.myConsents);

  protected async choose(input: Chosen): Promise<void> {
    this.chosen.set((await this.set({ input })).setConsent);
  }
}
