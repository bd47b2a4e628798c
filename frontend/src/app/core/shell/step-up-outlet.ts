import { Component, effect, inject, signal } from '@angular/core';
import { explain } from '../errors/explain';
import { postJson } from '../http/json';
import { CommonTexts, SayPipe } from '../i18n/common-texts';
import { Languages } from '../i18n/languages';
import { StepUps } from '../session/step-up';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';

type Way = 'passkey' | 'app' | 'password' | 'code';

/** Where the question appears that asks once more who somebody is; each shell of people with proofs has one. */
@Component({
  selector: 'app-step-up-outlet',
  imports: [Dialog, Field, SayPipe],
  template: `
    @if (stepUps.open()) {
      <app-dialog [heading]="'stepUp.title' | say" (closed)="stepUps.answer(false)">
        <form class="stack" novalidate (submit)="send($event)">
          <p class="quiet">{{ 'stepUp.lead' | say }}</p>
          @if (ways().includes('passkey')) {
            <button type="button" class="button wide" [disabled]="busy()" (click)="passkey()">{{ 'stepUp.passkey' | say }}</button>
          }
          @if (typedWay(); as way) {
            @if (way === 'code') {
              <button type="button" class="button wide" [disabled]="busy()" (click)="sendCode()">{{ 'stepUp.sendCode' | say }}</button>
              @if (sent()) {
                <p class="quiet" role="status">{{ 'stepUp.sentTo' | say: { to: redacted().join(', ') } }}</p>
              }
            }
            <app-field [label]="'stepUp.' + way | say" [error]="wrong()">
              <input #proof class="input" [type]="way === 'password' ? 'password' : 'text'" [attr.inputmode]="way === 'code' ? 'numeric' : null" [autocomplete]="way === 'password' ? 'current-password' : 'one-time-code'" [value]="typed()" (input)="typed.set(proof.value); wrong.set('')" />
            </app-field>
            <button type="submit" class="button primary wide" [disabled]="busy() || !typed().trim()">{{ 'stepUp.confirm' | say }}</button>
          } @else if (!busy()) {
            <p role="alert">{{ wrong() || ('stepUp.none' | say) }}</p>
          }
        </form>
      </app-dialog>
    }
  `,
})
export class StepUpOutlet {
  protected readonly stepUps = inject(StepUps);
  private readonly languages = inject(Languages);
  private readonly texts = inject(CommonTexts);
  protected readonly ways = signal<readonly Way[]>([]);
  protected readonly redacted = signal<readonly string[]>([]);
  protected readonly typedWay = signal<Exclude<Way, 'passkey'> | undefined>(undefined);
  protected readonly typed = signal('');
  protected readonly sent = signal(false);
  protected readonly busy = signal(false);
  protected readonly wrong = signal('');

  constructor() {
    effect(() => {
      if (this.stepUps.open()) void this.begin();
    });
  }

  protected async sendCode(): Promise<void> {
    await this.attempt('/auth/step-up/code', {}, () => this.sent.set(true));
  }

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    const way = this.typedWay();
    if (way) await this.attempt('/auth/step-up', { [way]: this.typed() }, () => this.stepUps.answer(true));
  }

  protected async passkey(): Promise<void> {
    let response: unknown;
    await this.attempt('/auth/step-up/passkey', {}, async (options) => {
      const { startAuthentication } = await import('@simplewebauthn/browser');
      response = await startAuthentication({ optionsJSON: options as never }).catch(() => undefined); // the person closed the device's question, or it has no passkey
      if (!response) this.wrong.set(this.texts.say('stepUp.passkeyNone'));
    });
    if (response) await this.attempt('/auth/step-up', { response }, () => this.stepUps.answer(true));
  }

  private async begin(): Promise<void> {
    this.typed.set('');
    this.sent.set(false);
    await this.attempt('/auth/step-up/ways', {}, (body) => {
      const { ways, redacted } = body as { ways: Way[]; redacted: string[] };
      this.ways.set(ways);
      this.redacted.set(redacted);
      this.typedWay.set(ways.find((way) => way !== 'passkey') as Exclude<Way, 'passkey'> | undefined);
    });
  }

  private async attempt(path: string, body: object, done: (answer: unknown) => unknown): Promise<void> {
    this.busy.set(true);
    this.wrong.set('');
    try {
      const answer = await postJson(path, { ...body, locale: this.languages.current() });
      if (answer.status === 200) await done(answer.body);
      else this.wrong.set((answer.body as { message?: string } | null)?.message ?? this.texts.say('errors.unknown'));
    } catch (error) {
      this.wrong.set(this.texts.say(explain(error)));
    } finally {
      this.busy.set(false);
    }
  }
}
