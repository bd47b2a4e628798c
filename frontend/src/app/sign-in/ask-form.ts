import { Component, computed, DestroyRef, effect, inject, input, output, signal } from '@angular/core';
import { SayPipe } from '../core/i18n/common-texts';
import { explain } from '../core/errors/explain';
import { Languages } from '../core/i18n/languages';
import type { SessionFacts } from '../core/session/session';
import { Icon } from '../ui/icon';
import { type Attempt, type Identity, type Method, type Redeemed, requestCode, requestLink, signInByPassword } from './sign-in-api';

type Way = 'link' | 'password' | 'sent';

/** What the rest of the page takes over from here. */
export type Other = { readonly kind: 'code' | 'forgot'; readonly identifier: string } | { readonly kind: 'passkey' };

/** One field and a link or a code; or a password. */
@Component({
  selector: 'app-ask-form',
  imports: [Icon, SayPipe],
  templateUrl: './ask-form.html',
  styleUrl: './ask-form.css',
})
export class AskForm {
  /** What the provider offers, the first one first. */
  readonly methods = input<readonly Method[]>(['link', 'password']);
  /** A demonstration identity to fill in. */
  readonly identity = input<Identity>();
  readonly signedIn = output<SessionFacts>();
  /** A password was right, and there is one more step. */
  readonly went = output<Redeemed>();
  /** Another way to sign in, which comes with a script of its own. */
  readonly other = output<Other>();

  private readonly languages = inject(Languages);
  private readonly chosen = signal<Way | undefined>(undefined);
  /** Until somebody chooses, what the provider offers first. */
  protected readonly way = computed<Way>(() => this.chosen() ?? (this.methods().find((method) => method !== 'oidc' && method !== 'passkey') === 'password' ? 'password' : 'link'));
  /** The ways beside the one on screen, in the provider's order; of link and code, which share a field, the first alone leads there from the password. */
  protected readonly others = computed(() => {
    const letter = this.codeFirst() ? 'code' : 'link';
    const shown = this.way() === 'password' ? ['password', letter === 'code' ? 'link' : 'code'] : [letter];
    return this.methods().filter((method) => method !== 'oidc' && !shown.includes(method));
  });
  /** Whether the one field asks for a code first and a link second. */
  protected readonly codeFirst = computed(() => this.methods().find((method) => method === 'link' || method === 'code') === 'code');
  protected readonly identifier = signal('');
  protected readonly password = signal('');
  protected readonly shown = signal(false);
  protected readonly busy = signal(false);
  /** The key of what is wrong, and with which field. */
  protected readonly wrong = signal<{ readonly field: 'identifier' | 'password' | 'form'; readonly text: string } | undefined>(undefined);
  protected readonly waitUntil = signal(0);
  private readonly now = signal(Date.now());
  protected readonly wait = computed(() => Math.max(0, Math.ceil((this.waitUntil() - this.now()) / 1000)));
  protected readonly minutes = computed(() => Math.ceil(this.wait() / 60));

  constructor() {
    effect(() => this.fill(this.identity()));
    const timer = setInterval(() => this.waitUntil() > this.now() && this.now.set(Date.now()), 1_000);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  protected go(way: Way): void {
    this.chosen.set(way);
    this.wrong.set(undefined);
  }

  protected async askLink(): Promise<void> {
    const identifier = this.identifier().trim();
    if (!identifier) return this.wrong.set({ field: 'identifier', text: 'signIn.identifierRequired' });
    await this.attempt(() => requestLink(identifier, this.languages.current()));
  }

  protected async askCode(): Promise<void> {
    const identifier = this.identifier().trim();
    if (!identifier) return this.wrong.set({ field: 'identifier', text: 'signIn.identifierRequired' });
    await this.attempt(async () => {
      const attempt = await requestCode(identifier, this.languages.current());
      if (attempt.kind === 'sent') this.other.emit({ kind: 'code', identifier });
      return attempt;
    });
  }

  /** Sends what the provider offers first. */
  protected async ask(event: Event): Promise<void> {
    event.preventDefault();
    await (this.codeFirst() ? this.askCode() : this.askLink());
  }

  /** Goes another way: to its form, or by it at once where what was typed is enough. */
  protected use(method: Method): void {
    if (method === 'passkey') return this.other.emit({ kind: 'passkey' });
    if (method === 'password' || this.way() === 'password') return this.go(method === 'password' ? 'password' : 'link');
    void (method === 'code' ? this.askCode() : this.askLink());
  }

  protected async tryPassword(event: Event): Promise<void> {
    event.preventDefault();
    const identifier = this.identifier().trim();
    if (!identifier) return this.wrong.set({ field: 'identifier', text: 'signIn.identifierRequired' });
    if (!this.password()) return this.wrong.set({ field: 'password', text: 'signIn.passwordRequired' });
    await this.attempt(() => signInByPassword(identifier, this.password()));
  }

  private async attempt(ask: () => Promise<Attempt>): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    this.wrong.set(undefined);
    try {
      this.take(await ask());
    } catch (error) {
      this.wrong.set({ field: 'form', text: explain(error) });
    } finally {
      this.busy.set(false);
    }
  }

  private take(attempt: Attempt): void {
    if (attempt.kind === 'signed-in') return this.signedIn.emit(attempt.session);
    if (attempt.kind === 'sent') return this.chosen.set('sent');
    if (attempt.kind === 'choose' || attempt.kind === 'second') return this.went.emit(attempt);
    if (attempt.kind === 'unclear') return this.wrong.set({ field: 'identifier', text: attempt.message });
    if (attempt.kind === 'missing') return this.wrong.set({ field: 'identifier', text: 'signIn.identifierRequired' });
    if (attempt.kind === 'wrong') return this.wrong.set({ field: 'form', text: 'signIn.credentials' });
    const now = Date.now();
    this.now.set(now);
    this.waitUntil.set(now + attempt.seconds * 1000);
  }

  private fill(identity: Identity | undefined): void {
    if (!identity) return;
    this.identifier.set(identity.identifier);
    this.password.set(identity.password ?? '');
    this.go(identity.password ? 'password' : 'link');
  }
}
