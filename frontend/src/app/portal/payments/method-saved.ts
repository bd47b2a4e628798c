import { Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { mutation } from '../../core/graphql/mutation';
import { query } from '../../core/graphql/query';
import { Can } from '../../core/session/can';
import { MethodLabel } from '../../domain/payment/method-label';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { LoadFailed } from '../../ui/load-failed';
import { Skeleton } from '../../ui/skeleton';
import { PortalMethodSetupDocument, TurnAutopayOnDocument } from './payments.generated';

/** Back from saving a card or an account: what was saved, and the offer to pay with it automatically. */
@Component({
  selector: 'app-method-saved',
  imports: [Can, EmptyState, Icon, LoadFailed, MethodLabel, RouterLink, Skeleton, TranslocoPipe],
  template: `
    <div class="page">
      @if (page.data()?.methodSetup; as setup) {
        <section class="card done">
          <div class="body stack">
            @if (setup.savedMethod; as method) {
              <h1 class="row"><app-icon name="check-circle" />{{ (setup.kind === 'CARD' ? 'portal.payments.cardSaved' : 'portal.payments.accountSaved') | transloco }}</h1>
              <app-method-label [method]="method" />
              @if (!pays()) {
                <p>{{ 'portal.autopay.offText' | transloco }}</p>
                <button *can="'own:pay'" type="button" class="button primary tall wide" [disabled]="on.busy()" (click)="turnOn(method.id)">{{ 'portal.autopay.turnOn' | transloco }}</button>
                <small *can="'own:pay'" class="quiet">{{ 'portal.autopay.agree' | transloco }}</small>
              }
            } @else {
              <h1>{{ 'portal.payments.notSaved' | transloco }}</h1>
              <p>{{ 'portal.payments.notSavedText' | transloco }}</p>
            }
            <a class="button tall wide" routerLink="/payments">{{ 'portal.payments.toPayments' | transloco }}</a>
          </div>
        </section>
      } @else if (page.error()) {
        <h1>{{ 'portal.nav.payments' | transloco }}</h1>
        <app-load-failed [of]="page" />
      } @else if (page.loading()) {
        <section class="card done"><div class="body"><app-skeleton lines="4" /></div></section>
      } @else {
        <app-empty-state icon="card" level="h1" [heading]="'portal.payments.unknown' | transloco"><a class="button" routerLink="/payments">{{ 'portal.payments.toPayments' | transloco }}</a></app-empty-state>
      }
    </div>
  `,
  styles: `
    .done { width: min(100%, 30rem); margin-inline: auto; }
    h1 app-icon { color: var(--good); }
  `,
})
export class MethodSaved {
  /** `?setup=`: the page it was saved on. */
  readonly setup = input<string>();

  private readonly router = inject(Router);
  protected readonly page = query(PortalMethodSetupDocument, () => {
    const id = this.setup();
    return id ? { id } : undefined;
  });
  protected readonly pays = computed(() => this.page.data()?.myAccount?.autopay?.active ?? false);
  protected readonly on = mutation(TurnAutopayOnDocument);

  protected async turnOn(id: string): Promise<void> {
    await this.on({ id });
    await this.router.navigateByUrl('/payments');
  }
}
