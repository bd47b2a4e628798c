import { Component, computed, inject, output, signal } from '@angular/core';
import { SayPipe } from '../core/i18n/common-texts';
import { Session } from '../core/session/session';
import { Locale } from '../ui/locale';
import { chooseAccount, requestCode, type Account } from '../sign-in/sign-in-api';
import { step, type Step } from '../sign-in/proof-api';

/** Details of somebody who is no customer yet. */
export interface Details {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
}

/** Who orders: whoever is signed in, a customer who proves it by a code, or somebody new. */
@Component({
  selector: 'app-who-field',
  imports: [SayPipe],
  template: `
    @if (known(); as name) {
      <p>{{ 'shop.as' | say: { name } }}</p>
    } @else {
      <div class="row" role="group" [attr.aria-label]="'shop.who' | say">
        <button type="button" class="button" [class.primary]="isNew()" [attr.aria-pressed]="isNew()" (click)="isNew.set(true)">{{ 'shop.new' | say }}</button>
        <button type="button" class="button" [class.primary]="!isNew()" [attr.aria-pressed]="!isNew()" (click)="isNew.set(false)">{{ 'shop.known' | say }}</button>
      </div>
      @if (isNew()) {
        <div class="field"><label for="name">{{ 'shop.name' | say }}</label><input #name id="name" class="input" autocomplete="name" (input)="tell(name.value, email.value, phone.value)" /></div>
        <div class="field"><label for="email">{{ 'signIn.email' | say }}</label><input #email id="email" class="input" type="email" autocomplete="email" (input)="tell(name.value, email.value, phone.value)" /></div>
        <div class="field"><label for="phone">{{ 'shop.phone' | say }}</label><input #phone id="phone" class="input" type="tel" autocomplete="tel" (input)="tell(name.value, email.value, phone.value)" /></div>
      } @else if (accounts(); as accounts) {
        <p>{{ 'shop.choose' | say }}</p>
        @for (account of accounts; track account.customerId) { <button type="button" class="button" (click)="take(account)">{{ account.name }} · {{ account.number }}</button> }
      } @else if (!sent()) {
        <form class="field" novalidate (submit)="$event.preventDefault(); send(identifier.value)">
          <label for="identifier">{{ 'signIn.identifier' | say }}</label>
          <input #identifier id="identifier" class="input" autocomplete="username" autocapitalize="none" />
          <button class="button" [disabled]="busy()">{{ 'signIn.sendCode' | say }}</button>
        </form>
      } @else {
        <form class="field" novalidate (submit)="$event.preventDefault(); prove(code.value)">
          <p role="status">{{ 'shop.codeSent' | say }}</p>
          <label for="code">{{ 'shop.code' | say }}</label>
          <input #code id="code" class="input" inputmode="numeric" autocomplete="one-time-code" maxlength="7" />
          <div class="row"><button class="button" [disabled]="busy()">{{ 'shop.prove' | say }}</button><button type="button" class="link" (click)="sent.set('')">{{ 'shop.otherCode' | say }}</button></div>
        </form>
      }
      @if (problem(); as text) { <p class="wrong" role="alert">{{ text }}</p> }
    }
  `,
  styles: `
    :host, .field { display: grid; gap: var(--s2); }
    :host { gap: var(--s3); }
    label { font-weight: 570; }
    .button { min-height: 2.75rem; }
    .wrong { color: var(--bad); }
  `,
})
export class WhoField {
  readonly details = output<Details>();
  private readonly session = inject(Session);
  private readonly locale = inject(Locale);
  protected readonly known = computed(() => (this.session.facts()?.kind === 'customer' ? (this.session.facts()!.customer?.name ?? this.session.facts()!.name) : ''));
  readonly isNew = signal(true);
  protected readonly sent = signal('');
  protected readonly busy = signal(false);
  protected readonly problem = signal('');
  protected readonly accounts = signal<readonly Account[] | undefined>(undefined);

  protected tell(name: string, email: string, phone: string): void {
    this.details.emit({ name, email, phone });
  }

  protected send(identifier: string): Promise<void> {
    return this.during(async () => {
      const attempt = await requestCode(identifier.trim(), this.locale.language());
      if (attempt.kind === 'sent') this.sent.set(identifier.trim());
      else this.problem.set('message' in attempt ? attempt.message : '!');
    });
  }

  protected prove(code: string): Promise<void> {
    return this.during(async () => this.follow(await step('/auth/code', { identifier: this.sent(), code }, this.locale.language())));
  }

  protected take({ customerId }: Account): Promise<void> {
    return this.during(async () => this.follow({ kind: 'went', answer: await chooseAccount(customerId) }));
  }

  private follow(taken: Step): void {
    if (taken.kind === 'refused') {
      this.problem.set(taken.message);
      if (taken.error === 'code_gone') this.sent.set('');
    } else if (taken.answer.kind === 'choose') this.accounts.set(taken.answer.accounts);
    else if (taken.answer.kind === 'signed-in') this.session.adopt(taken.answer.session);
    else location.hash = '#/login?next=%2Fpanier';
  }

  private async during(work: () => Promise<void>): Promise<void> {
    this.busy.set(true);
    this.problem.set('');
    try {
      await work();
    } catch {
      this.problem.set(this.locale.language() === 'fr' ? 'Le serveur ne répond pas. Réessayez.' : 'The server does not answer. Try again.'); // said beside the field; the person tries again
    } finally {
      this.busy.set(false);
    }
  }
}
