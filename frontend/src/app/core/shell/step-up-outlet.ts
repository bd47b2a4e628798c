import { Component, effect, type ElementRef, inject, signal, untracked, viewChild } from '@angular/core';
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
          @switch (way()) {
            @case ('passkey') {
              <button type="button" class="button primary tall wide" [disabled]="busy()" (click)="passkey()">{{ 'stepUp.passkey' | say }}</button>
            }
            @case ('code') {
              @if (sent()) {
                <p class="quiet" role="status">{{ 'stepUp.sentTo' | say: { to: redacted().join(', ') } }}</p>
              } @else {
                <button type="button" class="button primary tall wide" [disabled]="busy()" (click)="sendCode()">{{ 'stepUp.sendCode' | say }}</button>
              }
            }
          }
          @if (way(); as way) {
            @if (way === 'app' || way === 'password' || (way === 'code' && sent())) {
              <app-field [label]="'stepUp.' + way | say" [error]="wrong()">
                <input #proof class="input" [type]="way === 'password' ? 'password' : 'text'" [attr.inputmode]="way === 'code' ? 'numeric' : null" [autocomplete]="way === 'password' ? 'current-password' : 'one-time-code'" [value]="typed()" (input)="typed.set(proof.value); wrong.set('')" />
              </app-field>
              <button type="submit" class="button primary tall wide" [disabled]="busy()">{{ 'stepUp.confirm' | say }}</button>
            } @else if (wrong()) {
              <p class="wrong" role="alert">{{ wrong() }}</p>
            }
            <div class="others">
              @if (way === 'code' && sent()) {
                <button type="button" class="link" [disabled]="busy()" (click)="sendCode()">{{ 'stepUp.again' | say }}</button>
              }
              @for (other of ways(); track other) {
                @if (other !== way) {
                  <button type="button" class="link" (click)="choose(other)">{{ 'stepUp.use.' + other | say }}</button>
                }
              }
            </div>
          } @else if (!busy()) {
            <p role="alert">{{ wrong() || ('stepUp.none' | say) }}</p>
          }
        </form>
      </app-dialog>
    }
  `,
  styles: `
    .others {
      display: flex;
      flex-wrap: wrap;
      justify-content: center;
      gap: var(--s2) var(--s5);
    }
    .wrong {
      color: var(--bad);
    }
  `,
})
export class StepUpOutlet {
  protected readonly stepUps = inject(StepUps);
  private readonly languages = inject(Languages);
  private readonly texts = inject(CommonTexts);
  protected readonly ways = signal<readonly Way[]>([]);
  protected readonly redacted = signal<readonly string[]>([]);
  /** The way that is shown; the others are offered below it. */
  protected readonly way = signal<Way | undefined>(undefined);
  private readonly proof = viewChild<ElementRef<HTMLInputElement>>('proof');
  protected readonly typed = signal('');
  protected readonly sent = signal(false);
  protected readonly busy = signal(false);
  protected readonly wrong = signal('');

  constructor() {
    effect(() => {
      if (this.stepUps.open()) untracked(() => void this.begin());
    });
    // Whoever is asked begins to type at once.
    effect(() => this.proof()?.nativeElement.focus());
  }

  protected choose(way: Way): void {
    this.typed.set('');
    this.wrong.set('');
    this.way.set(way);
  }

  protected async sendCode(): Promise<void> {
    await this.attempt('/auth/step-up/code', {}, () => this.sent.set(true));
  }

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    const way = this.way();
    if (!way || way === 'passkey') return;
    if (!this.typed().trim()) return this.wrong.set(this.texts.say('stepUp.empty'));
    await this.attempt('/auth/step-up', { [way]: this.typed() }, () => this.stepUps.answer(true));
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
      this.way.set(ways[0]);
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
