import { Component, computed, inject, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { mutation } from '../../core/graphql/mutation';
import { query } from '../../core/graphql/query';
import { ConsentKindValues, OutgoingChannelValues, type ConsentKind, type OutgoingChannel } from '../../core/graphql/schema.generated';
import { Session } from '../../core/session/session';
import { Icon } from '../../ui/icon';
import { Skeleton } from '../../ui/skeleton';
import { MyConsentsDocument, SetConsentDocument, type MyChoicesFragment } from './consents.generated';

/** What the customer wants to be told, by mail and by text; each choice is kept as it is made. */
@Component({
  selector: 'app-consents',
  imports: [Icon, Skeleton, TranslocoPipe],
  template: `
    <section class="card" aria-labelledby="me-consents">
      <header><h2 id="me-consents">{{ 'portal.consents.title' | transloco }}</h2></header>
      <div class="body stack">
        @if (shown(); as now) {
          @if (now.textsStopped) {
            <p class="note warn"><app-icon name="sms" />{{ 'portal.consents.stopped' | transloco }}</p>
          }
          @for (kind of kinds; track kind) {
            <fieldset>
              <legend>{{ 'portal.consents.kinds.' + kind | transloco }}</legend>
              <div class="row">
                @for (channel of channels; track channel) {
                  <label class="check">
                    <input #box type="checkbox" [checked]="isGranted(channel, kind)" [disabled]="!canChange() || set.busy()" (change)="choose(channel, kind, box.checked)" />
                    <span>{{ 'portal.consents.channels.' + channel | transloco }}</span>
                  </label>
                }
              </div>
            </fieldset>
          }
          <small class="quiet">{{ 'portal.consents.always' | transloco }}</small>
        } @else if (answer.error()) {
          <p class="note bad" role="alert"><app-icon name="alert" />{{ 'portal.consents.failed' | transloco }}<button type="button" class="button small push" (click)="answer.reload()">{{ 'ui.retry' | transloco }}</button></p>
        } @else {
          <app-skeleton [lines]="4" />
        }
      </div>
    </section>
  `,
  styles: `
    fieldset {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      gap: var(--s2) var(--s5);
      min-width: 0;
      padding: 0 0 var(--s3);
      border: 0;
      border-bottom: 1px solid var(--line);
    }
    legend {
      float: inline-start;
      flex: 1 1 14rem;
      padding: 0;
    }
    .row {
      gap: var(--s5);
    }
  `,
})
export class ConsentsCard {
  private readonly session = inject(Session);
  protected readonly kinds = ConsentKindValues;
  protected readonly channels = OutgoingChannelValues;
  protected readonly canChange = computed(() => this.session.can('own:contacts'));
  protected readonly answer = query(MyConsentsDocument);
  protected readonly set = mutation(SetConsentDocument);
  private readonly chosen = signal<MyChoicesFragment | undefined>(undefined);
  protected readonly shown = computed(() => this.chosen() ?? this.answer.data()?.myConsents);

  protected isGranted(channel: OutgoingChannel, kind: ConsentKind): boolean {
    return this.shown()?.choices.find((one) => one.channel === channel && one.kind === kind)?.granted ?? false;
  }

  protected async choose(channel: OutgoingChannel, kind: ConsentKind, granted: boolean): Promise<void> {
    const { setConsent } = await this.set({ input: { channel, kind, granted } });
    this.chosen.set(setConsent);
  }
}
