import { Component, computed, DestroyRef, inject, signal } from '@angular/core';
import { SayPipe } from '../core/i18n/common-texts';
import { Session } from '../core/session/session';
import { hashParam } from '../light/light-page';
import { Icon } from '../ui/icon';
import { MoneyPipe } from '../ui/money';
import { PaymentFrame } from './payment-frame';
import { nextAsk, type PaymentFacts, paymentStatus } from './payment-status';

/** Where the payment page sends a customer back to; says what became of the payment, and keeps asking while the bank decides. */
@Component({
  selector: 'app-payment-thanks',
  imports: [Icon, MoneyPipe, PaymentFrame, SayPipe],
  template: `
    <app-payment-frame [tone]="tone()" [icon]="icon()">
      <h1>{{ title() | say }}</h1>
      <div role="status" class="text">
        @switch (state()) {
          @case ('paid') {
            <p>
              @if (facts()?.amount; as amount) {
                {{ 'payment.paid' | say: { amount: amount | money } }}
              } @else {
                {{ 'payment.paidPlain' | say }}
              }
            </p>
          }
          @case ('checking') {
            <p><span class="spinner" aria-hidden="true"></span> {{ 'payment.checking' | say }}</p>
          }
          @default {
            <p>{{ 'payment.' + state() | say }}</p>
          }
        }
        @if (facts()?.invoiceNumber; as number) {
          <p class="quiet">{{ 'payment.forInvoice' | say: { number } }}</p>
        }
      </div>
      @if (state() === 'unknown') {
        <button type="button" class="button wide" (click)="ask()"><app-icon name="sync" />{{ 'payment.retry' | say }}</button>
      }
      @if (signedIn()) {
        <a class="button primary tall wide" [href]="'#' + invoice()">{{ 'payment.toInvoices' | say }}</a>
      } @else {
        <a class="button primary tall wide" [href]="signInLink()">{{ 'payment.signIn' | say }}</a>
      }
    </app-payment-frame>
  `,
  styles: `.text { display: grid; gap: var(--s2); }`,
})
export class PaymentThanks {
  private readonly person = inject(Session);
  protected readonly facts = signal<PaymentFacts | undefined>(undefined);
  private readonly lost = signal(false);
  private asked = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  protected readonly signedIn = computed(() => this.person.facts()?.kind === 'customer');
  protected readonly state = computed(() => this.facts()?.status ?? (this.lost() ? 'unknown' : 'checking'));
  protected readonly invoice = computed(() => (this.facts()?.invoiceNumber ? `/invoices/${this.facts()!.invoiceNumber}` : '/invoices'));
  protected readonly signInLink = computed(() => `#/login?next=${encodeURIComponent(this.invoice())}`);
  protected readonly title = computed(() => TITLES[this.state()]);
  protected readonly tone = computed(() => (this.state() === 'paid' ? 'good' : this.state() === 'failed' ? 'bad' : 'calm'));
  protected readonly icon = computed(() => (this.state() === 'paid' ? 'check' : this.state() === 'failed' ? 'x' : 'clock'));

  constructor() {
    void this.person.ready().catch(() => null); // unreachable: the page then offers to sign in
    void this.ask();
    inject(DestroyRef).onDestroy(() => clearTimeout(this.timer));
  }

  protected async ask(): Promise<void> {
    const session = hashParam(location.hash, 'session') ?? hashParam(location.hash, 'session_id');
    if (!session) return this.lost.set(true);
    try {
      this.facts.set(await paymentStatus(session));
      if (this.facts()?.status === 'processing') this.timer = setTimeout(() => void this.ask(), nextAsk(this.asked++));
    } catch {
      this.lost.set(true); // the page says so and offers to ask again
    }
  }
}

const TITLES = {
  paid: 'payment.thanksTitle',
  processing: 'payment.processingTitle',
  open: 'payment.openTitle',
  failed: 'payment.failedTitle',
  checking: 'payment.unknownTitle',
  unknown: 'payment.unknownTitle',
} as const;
