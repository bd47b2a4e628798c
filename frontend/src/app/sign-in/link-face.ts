import { Component, input, output } from '@angular/core';
import { SayPipe } from '../core/i18n/common-texts';
import { Icon } from '../ui/icon';
import type { Face } from './sign-in';

/** What somebody who came by a link sees: waiting, one tap, a choice of accounts, or a way on when the link is no good. */
@Component({
  selector: 'app-link-face',
  imports: [Icon, SayPipe],
  template: `
    @let now = face();
    @switch (now.kind) {
      @case ('redeeming') {
        @if (stuck()) {
          <button type="button" class="button primary tall wide" (click)="retried.emit()">{{ 'ui.retry' | say }}</button>
        } @else {
          <div class="waiting" role="status"><span class="spinner" aria-hidden="true"></span>{{ 'signIn.redeeming' | say }}</div>
        }
      }
      @case ('confirm') {
        <div class="title">
          <h1>{{ 'signIn.confirmTitle' | say: { name: now.name } }}</h1>
          <p class="quiet">{{ 'signIn.confirmText' | say }}</p>
        </div>
        <button type="button" class="button primary tall wide" [disabled]="busy()" (click)="confirmed.emit()">{{ 'signIn.confirm' | say }}</button>
      }
      @case ('choose') {
        <div class="title">
          <h1>{{ 'signIn.chooseTitle' | say }}</h1>
          <p class="quiet">{{ 'signIn.chooseText' | say }}</p>
        </div>
        <ul class="accounts">
          @for (account of now.accounts; track account.customerId) {
            <li>
              <button type="button" class="button wide" [disabled]="busy()" (click)="chosen.emit(account.customerId)">
                <span class="truncate">{{ account.name }}</span>
                <small class="faint number">{{ account.number }}</small>
                <app-icon name="chevron-right" />
              </button>
            </li>
          }
        </ul>
      }
      @case ('refused') {
        <span class="mark"><app-icon [name]="now.why === 'invalid' ? 'alert' : 'clock'" /></span>
        <div class="title" role="alert">
          <h1>{{ 'signIn.' + now.why + 'Title' | say }}</h1>
          <p class="quiet">{{ 'signIn.refusedText' | say }}</p>
        </div>
        <button type="button" class="button primary tall wide" (click)="asked.emit()">{{ 'signIn.newLink' | say }}</button>
      }
    }
  `,
  styles: `
    :host,
    .title {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--s5);
    }
    .title {
      gap: var(--s2);
    }
    .waiting {
      display: flex;
      align-items: center;
      justify-content: center;
      gap: var(--s3);
      padding-block: var(--s6);
      color: var(--quiet);
    }
    .accounts {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--s2);
    }
    .accounts .button {
      min-height: 3.25rem;
      justify-content: flex-start;
    }
    .accounts .truncate {
      flex: 1;
      text-align: start;
    }
    .mark {
      --icon: 1.5rem;
      display: grid;
      place-items: center;
      width: 3rem;
      height: 3rem;
      border-radius: var(--r-lg);
      background: var(--warn-soft);
      color: var(--warn);
    }
  `,
})
export class LinkFace {
  readonly face = input.required<Face>();
  readonly busy = input(false);
  /** Whether the server could not be reached. */
  readonly stuck = input(false);
  readonly confirmed = output();
  readonly retried = output();
  readonly chosen = output<string>();
  readonly asked = output();
}
