import { Component, computed, inject, input, output, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { errorCode, explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { AddMyPhoneDocument, ChangeMyBillingEmailDocument, ChangeMyEmailDocument, ConfirmMyReachDocument, type ReachCodeFragment } from './reach.generated';

/** What is changed. */
export type Reach = 'email' | 'billingEmail' | 'phone';

/** Asks for a new address or number, then for the code that was sent there. */
@Component({
  selector: 'app-reach-form',
  imports: [Dialog, Field, TranslocoPipe],
  template: `
    <app-dialog [heading]="'portal.reach.headings.' + what() | transloco" [sheet]="true" (closed)="closed.emit()">
      <form id="reach" class="stack" novalidate (submit)="next($event)">
        @if (sent()) {
          <p>{{ 'portal.reach.sent' | transloco: { to: to() } }}</p>
          <app-field [label]="'portal.reach.code' | transloco" [hint]="'portal.reach.codeHint' | transloco: { minutes: sent()!.minutes }" [error]="wrong()">
            <input #digits class="input code" inputmode="numeric" autocomplete="one-time-code" maxlength="12" [value]="code()" (input)="code.set(digits.value); wrong.set('')" />
          </app-field>
        } @else {
          <p class="quiet">{{ 'portal.reach.texts.' + what() | transloco }}</p>
          <app-field [label]="'portal.reach.labels.' + what() | transloco" [error]="wrong()">
            @if (what() === 'phone') {
              <input #number class="input" type="tel" autocomplete="tel" maxlength="40" [value]="to()" (input)="to.set(number.value); wrong.set('')" />
            } @else {
              <input #address class="input" type="email" inputmode="email" autocomplete="email" maxlength="254" [value]="to()" (input)="to.set(address.value); wrong.set('')" />
            }
          </app-field>
        }
      </form>
      <div actions>
        @if (sent()) {
          <button type="button" class="button" (click)="back()">{{ 'portal.reach.back' | transloco }}</button>
        } @else {
          <button type="button" class="button" (click)="closed.emit()">{{ 'ui.cancel' | transloco }}</button>
        }
        <button type="submit" form="reach" class="button primary" [disabled]="busy()">{{ (sent() ? 'portal.reach.confirm' : 'portal.reach.send') | transloco }}</button>
      </div>
    </app-dialog>
  `,
  styles: `
    .code {
      max-width: 12rem;
      font-size: var(--t-lg);
      letter-spacing: 0.2em;
    }
  `,
})
export class ReachForm {
  readonly what = input.required<Reach>();
  readonly closed = output();
  /** What was done, in a sentence. */
  readonly saved = output<string>();

  private readonly transloco = inject(TranslocoService);
  private readonly email = mutation(ChangeMyEmailDocument);
  private readonly billing = mutation(ChangeMyBillingEmailDocument);
  private readonly phone = mutation(AddMyPhoneDocument);
  private readonly give = mutation(ConfirmMyReachDocument);
  protected readonly to = signal('');
  protected readonly code = signal('');
  protected readonly wrong = signal('');
  protected readonly sent = signal<{ readonly id: string; readonly minutes: number } | undefined>(undefined);
  protected readonly busy = computed(() => this.email.busy() || this.billing.busy() || this.phone.busy() || this.give.busy());

  protected async next(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy()) return;
    const empty = !(this.sent() ? this.code() : this.to()).trim();
    if (empty) return this.wrong.set(this.transloco.translate('ui.fieldErrors.required'));
    try {
      await (this.sent() ? this.confirm() : this.ask());
    } catch (error) {
      if (errorCode(error) !== 'STEP_UP_NEEDED') this.wrong.set(this.transloco.translate(explain(error)));
    }
  }

  protected back(): void {
    this.sent.set(undefined);
    this.code.set('');
    this.wrong.set('');
  }

  private async ask(): Promise<void> {
    const answer = await this.request(this.to().trim());
    if (answer.__typename === 'ReachCodeSent') this.sent.set(answer);
    else this.wrong.set(problemOf(answer));
  }

  private async request(to: string): Promise<ReachCodeFragment> {
    if (this.what() === 'email') return (await this.email({ email: to })).changeMyEmail;
    return this.what() === 'phone' ? (await this.phone({ number: to })).addMyPhone : (await this.billing({ email: to })).changeMyBillingEmail;
  }

  private async confirm(): Promise<void> {
    const problem = problemOf((await this.give({ id: this.sent()!.id, code: this.code() })).confirmMyReach);
    if (problem) this.wrong.set(problem);
    else this.saved.emit(this.transloco.translate(`portal.reach.done.${this.what()}`, { to: this.to().trim() }));
  }
}
