import { Component, computed, inject, input, type OnInit, output, signal } from '@angular/core';
import { DomSanitizer } from '@angular/platform-browser';
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';
import { explain } from '../core/errors/explain';
import { CommonTexts, SayPipe } from '../core/i18n/common-texts';
import { Languages } from '../core/i18n/languages';
import { Icon } from '../ui/icon';
import { fetchStep, type PasswordHolder, type SetUp, step, type Step } from './proof-api';
import type { Proving } from './sign-in';
import { requestCode, type Redeemed } from './sign-in-api';

/** The steps of signing in that most visits do without: a code, a passkey, an authenticator app, another password. */
@Component({
  selector: 'app-proof-face',
  imports: [Icon, SayPipe],
  templateUrl: './proof-face.html',
  styleUrl: './ask-form.css',
})
export class ProofFace implements OnInit {
  readonly face = input.required<Proving>();
  readonly went = output<Redeemed>();
  readonly back = output();

  private readonly languages = inject(Languages);
  private readonly texts = inject(CommonTexts);
  private readonly sanitizer = inject(DomSanitizer);
  protected readonly typed = signal('');
  protected readonly shown = signal(false);
  protected readonly busy = signal(false);
  protected readonly wrong = signal('');
  protected readonly news = signal('');
  protected readonly holder = signal<PasswordHolder | undefined>(undefined);
  protected readonly setUp = signal<SetUp | undefined>(undefined);
  protected readonly recoveryCodes = signal<readonly string[]>([]);
  private after: Redeemed | undefined;
  /** The server's own SVG, shown as a picture, so that nothing in it can run. */
  protected readonly qr = computed(() => this.sanitizer.bypassSecurityTrustUrl(`data:image/svg+xml;utf8,${encodeURIComponent(this.setUp()?.qr ?? '')}`));
  protected readonly identifier = computed(() => {
    const face = this.face();
    return 'identifier' in face ? face.identifier : '';
  });

  ngOnInit(): void {
    const face = this.face();
    if (face.kind === 'forgot') this.typed.set(face.identifier);
    if (face.kind === 'passkey') void this.passkey();
    if (face.kind === 'second' && face.enrol) void this.load<SetUp>('/auth/second/begin', {}, (value) => this.setUp.set(value));
    if (face.kind === 'set-password') void this.load<PasswordHolder>('/auth/password-token', { token: face.token }, (value) => this.holder.set(value));
  }

  /** Sends what was typed for the step that is shown. */
  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    const face = this.face();
    const typed = this.typed();
    if (!typed.trim()) return this.wrong.set(this.texts.say(face.kind === 'set-password' ? 'signIn.passwordRequired' : face.kind === 'forgot' ? 'signIn.identifierRequired' : 'signIn.codeRequired'));
    if (face.kind === 'code') await this.take(() => step('/auth/code', { identifier: face.identifier, code: typed }, this.locale));
    if (face.kind === 'second') await this.take(() => step(face.enrol ? '/auth/second/confirm' : '/auth/second', { code: typed }, this.locale));
    if (face.kind === 'set-password') await this.take(() => step('/auth/set-password', { token: face.token, password: typed }, this.locale));
    if (face.kind === 'forgot') await this.load('/auth/forgot', { identifier: typed }, () => this.news.set(this.texts.say('signIn.forgotSent', { identifier: typed.trim() })));
  }

  protected async codeAgain(): Promise<void> {
    await this.attempt(async () => {
      const { kind } = await requestCode(this.identifier(), this.locale);
      if (kind === 'sent') this.news.set(this.texts.say('signIn.codeSent'));
      else this.wrong.set(this.texts.say('signIn.wait'));
    });
  }

  /** Asks the device for a passkey; the library comes when it is needed. */
  protected async passkey(): Promise<void> {
    await this.take(async () => {
      const [{ startAuthentication }, options] = await Promise.all([import('@simplewebauthn/browser'), fetchStep<PublicKeyCredentialRequestOptionsJSON>('/auth/passkey/begin', {}, this.locale)]);
      if (!('value' in options)) return options;
      const response = await startAuthentication({ optionsJSON: options.value }).catch(() => undefined); // the person closed the device's question, or it has no passkey
      if (!response) return { kind: 'refused', error: 'passkey_none', message: this.texts.say('signIn.passkeyNone') };
      return step('/auth/passkey', { response }, this.locale);
    });
  }

  /** Goes on once the recovery codes were read. */
  protected goOn(): void {
    if (this.after) this.went.emit(this.after);
  }

  private get locale(): string {
    return this.languages.current();
  }

  private take(ask: () => Promise<Step>): Promise<void> {
    return this.attempt(async () => {
      const taken = await ask();
      if (taken.kind === 'refused') return this.wrong.set(taken.message);
      this.after = taken.answer;
      if (taken.recoveryCodes) this.recoveryCodes.set(taken.recoveryCodes);
      else this.goOn();
    });
  }

  private load<T>(path: string, body: object, done: (value: T) => void): Promise<void> {
    return this.attempt(async () => {
      const got = await fetchStep<T>(path, body, this.locale);
      if ('value' in got) done(got.value);
      else this.wrong.set(got.message);
    });
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    this.wrong.set('');
    this.news.set('');
    try {
      await work();
    } catch (error) {
      this.wrong.set(this.texts.say(explain(error)));
    } finally {
      this.busy.set(false);
    }
  }
}
