import { Component, computed, inject, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { errorCode, explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { query } from '../../core/graphql/query';
import { Session } from '../../core/session/session';
import { Confirms } from '../../ui/confirm';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { Skeleton } from '../../ui/skeleton';
import { Toasts } from '../../ui/toast';
import { MyReachDocument, RemoveMyPhoneDocument } from './reach.generated';
import { ReachForm, type Reach } from './reach-form';

/** How the person is reached: their own address, where invoices go, and the account’s numbers. */
@Component({
  selector: 'app-reach',
  imports: [EmptyState, Icon, ReachForm, Skeleton, TranslocoPipe],
  template: `
    <section class="card" aria-labelledby="me-reach">
      <header><h2 id="me-reach">{{ 'portal.reach.title' | transloco }}</h2></header>
      @if (answer.data(); as now) {
        <ul class="rows">
          <li>
            <app-icon name="mail" />
            <span class="who"><strong>{{ 'portal.reach.email' | transloco }}</strong><small class="quiet address">{{ now.myEmail || ('portal.reach.none' | transloco) }}</small></span>
            @if (mayChange()) {
              <button type="button" class="button small" (click)="edited.set('email')">{{ 'portal.reach.change' | transloco }}<span class="unseen"> {{ 'portal.reach.email' | transloco }}</span></button>
            }
          </li>
          <li>
            <app-icon name="invoice" />
            <span class="who"><strong>{{ 'portal.reach.billingEmail' | transloco }}</strong><small class="quiet address">{{ now.myAccount?.billingEmail || ('portal.reach.none' | transloco) }}</small></span>
            @if (mayManage()) {
              <button type="button" class="button small" (click)="edited.set('billingEmail')">{{ 'portal.reach.change' | transloco }}<span class="unseen"> {{ 'portal.reach.billingEmail' | transloco }}</span></button>
            }
          </li>
          @for (phone of now.myAccount?.phones; track phone.id) {
            <li>
              <app-icon name="phone" />
              <span class="who"><strong class="number">{{ phone.number }}</strong><small class="quiet">{{ 'portal.reach.kind.' + phone.kind | transloco }}</small></span>
              @if (mayManage()) {
                <button type="button" class="button small" [disabled]="drop.busy()" (click)="remove(phone)">{{ 'portal.reach.remove' | transloco }}<span class="unseen"> {{ phone.number }}</span></button>
              }
            </li>
          } @empty {
            <li><app-icon name="phone" /><span class="who quiet">{{ 'portal.reach.noPhone' | transloco }}</span></li>
          }
        </ul>
        @if (mayManage()) {
          <footer><button type="button" class="button small" (click)="edited.set('phone')"><app-icon name="plus" />{{ 'portal.reach.addPhone' | transloco }}</button></footer>
        }
      } @else if (answer.error()) {
        <div role="alert">
          <app-empty-state icon="wifi-off" [heading]="'portal.reach.failed' | transloco">
            <button type="button" class="button" (click)="answer.reload()"><app-icon name="sync" />{{ 'ui.retry' | transloco }}</button>
          </app-empty-state>
        </div>
      } @else {
        <div class="body"><app-skeleton [lines]="4" /></div>
      }
    </section>
    @if (edited(); as what) {
      <app-reach-form [what]="what" (closed)="edited.set(undefined)" (saved)="saved($event)" />
    }
  `,
  styles: `
    .who {
      display: grid;
      flex: 1;
      min-width: 0;
    }
    .address {
      overflow-wrap: anywhere;
    }
  `,
})
export class ReachCard {
  private readonly session = inject(Session);
  private readonly confirms = inject(Confirms);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly answer = query(MyReachDocument);
  protected readonly edited = signal<Reach | undefined>(undefined);
  /** Whoever looks with a customer’s eyes changes nothing. */
  protected readonly mayChange = computed(() => !this.session.facts()?.viewing);
  protected readonly mayManage = computed(() => this.mayChange() && this.session.can('own:contacts'));
  protected readonly drop = mutation(RemoveMyPhoneDocument);

  protected saved(text: string): void {
    this.edited.set(undefined);
    this.toasts.show({ text, tone: 'good' });
    this.answer.reload();
  }

  protected async remove({ id, number }: { readonly id: string; readonly number: string }): Promise<void> {
    const say = (key: string) => this.transloco.translate<string>(`portal.reach.${key}`, { number });
    if (!(await this.confirms.ask({ title: say('removeTitle'), text: say('removeText'), action: say('remove'), danger: true }))) return;
    try {
      const problem = problemOf((await this.drop({ id })).removeMyPhone);
      if (problem) this.toasts.show({ text: problem, tone: 'bad' });
      else this.saved(say('removed'));
    } catch (error) {
      if (errorCode(error) !== 'STEP_UP_NEEDED') this.toasts.show({ text: this.transloco.translate(explain(error)), tone: 'bad' });
    }
  }
}
