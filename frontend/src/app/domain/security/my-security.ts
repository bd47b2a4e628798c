import { Component, computed, inject, signal } from '@angular/core';
import { DomSanitizer } from '@angular/platform-browser';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { query } from '../../core/graphql/query';
import { Confirms } from '../../ui/confirm';
import { Dialog } from '../../ui/dialog';
import { EmptyState } from '../../ui/empty-state';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { Menu } from '../../ui/menu';
import { RelativeTime } from '../../ui/relative-time';
import { Skeleton } from '../../ui/skeleton';
import { Toasts } from '../../ui/toast';
import { Refused, SecurityApi } from './security-api';
import { MySecurityDocument, RemoveMyPasskeyDocument, RenameMyPasskeyDocument } from './security.generated';

interface SetUp {
  readonly qr: string;
  readonly secret: string;
}

/** One's own password, authenticator app and passkeys; for customers' people and the office alike. */
@Component({
  selector: 'app-my-security',
  imports: [Dialog, EmptyState, Field, Icon, Menu, RelativeTime, Skeleton, TranslocoPipe],
  templateUrl: './my-security.html',
  styles: `
    .who { display: grid; flex: 1; min-width: 0; }
    @media (max-width: 30rem) { .wraps { flex-wrap: wrap; } .wraps .who { flex-basis: 75%; } }
    .few { color: var(--warn); }
    .set-up { display: flex; flex-wrap: wrap; gap: var(--s5); }
    .set-up .stack { flex: 1 1 14rem; max-width: 22rem; }
    .secret { overflow-wrap: anywhere; }
    .qr { flex: none; border-radius: var(--r-md); }
    .codes { display: grid; grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); gap: var(--s2); }
  `,
})
export class MySecurity {
  private readonly api = inject(SecurityApi);
  private readonly confirms = inject(Confirms);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly sanitizer = inject(DomSanitizer);
  protected readonly answer = query(MySecurityDocument);
  protected readonly security = computed(() => this.answer.data()?.security ?? undefined);
  protected readonly mayHavePasskeys = computed(() => this.security()?.methods.includes('PASSKEY') ?? false);
  private readonly drop = mutation(RemoveMyPasskeyDocument);
  private readonly call = mutation(RenameMyPasskeyDocument);
  protected readonly renamed = signal<{ readonly id: string; readonly name: string } | undefined>(undefined);
  protected readonly nameWrong = signal('');
  protected readonly codeWrong = signal('');
  /** The recovery codes as a file that never leaves the device. */
  protected readonly codesFile = computed(() => this.sanitizer.bypassSecurityTrustUrl(`data:text/plain;charset=utf-8,${encodeURIComponent(`${this.codes().join('\n')}\n`)}`));
  protected readonly busy = signal(false);
  protected readonly wrong = signal('');
  protected readonly setUp = signal<SetUp | undefined>(undefined);
  protected readonly codes = signal<readonly string[]>([]);
  /** The server's own SVG, shown as a picture, so that nothing in it can run. */
  protected readonly qr = computed(() => this.sanitizer.bypassSecurityTrustUrl(`data:image/svg+xml;utf8,${encodeURIComponent(this.setUp()?.qr ?? '')}`));

  protected addPasskey(): Promise<void> {
    return this.attempt(async () => {
      const { startRegistration } = await import('@simplewebauthn/browser');
      const options = await this.api.send<Parameters<typeof startRegistration>[0]['optionsJSON']>('/auth/passkeys/begin');
      if (!options) return;
      const response = await startRegistration({ optionsJSON: options }).catch(() => undefined); // the person closed the device's question
      if (!response) throw new Refused(this.say('passkeyNone'));
      if (await this.api.send('/auth/passkeys', { response })) this.done('passkeyAdded');
    });
  }

  protected async removePasskey(id: string, name: string): Promise<void> {
    if (!(await this.confirms.ask({ title: this.say('removeTitle'), text: name, action: this.say('remove'), danger: true }))) return;
    await this.attempt(async () => {
      await this.drop({ id });
      this.done('removed');
    });
  }

  protected beginRenaming(passkey: { readonly id: string; readonly name: string }): void {
    this.nameWrong.set('');
    this.renamed.set(passkey);
  }

  protected async rename(event: Event, id: string, typed: string): Promise<void> {
    event.preventDefault();
    const name = typed.trim();
    if (!name) return this.nameWrong.set(this.say('nameNeeded'));
    await this.attempt(async () => {
      await this.call({ id, name });
      this.renamed.set(undefined);
      this.done('renamed');
    });
  }

  protected turnOn(): Promise<void> {
    return this.attempt(async () => this.setUp.set(await this.api.send<SetUp>('/auth/totp/begin')));
  }

  protected confirm(event: Event, code: string): Promise<void> {
    event.preventDefault();
    this.codeWrong.set('');
    return this.attempt(async () => {
      try {
        this.show(await this.api.send('/auth/totp/confirm', { code }));
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        this.codeWrong.set(error.message);
      }
    });
  }

  protected newCodes(): Promise<void> {
    return this.attempt(async () => this.show(await this.api.send('/auth/totp/recovery')));
  }

  protected async turnOff(): Promise<void> {
    if (!(await this.confirms.ask({ title: this.say('turnOffTitle'), action: this.say('turnOff'), danger: true }))) return;
    await this.attempt(async () => {
      await this.api.send('/auth/totp/remove');
      this.answer.reload();
    });
  }

  protected async copyCodes(): Promise<void> {
    await navigator.clipboard.writeText(this.codes().join('\n'));
    this.toasts.show({ text: this.say('copied'), tone: 'good' });
  }

  private show(answer: { readonly recoveryCodes: readonly string[] } | undefined): void {
    if (!answer) return;
    this.setUp.set(undefined);
    this.codes.set(answer.recoveryCodes);
    this.answer.reload();
  }

  private done(key: string): void {
    this.toasts.show({ text: this.say(key), tone: 'good' });
    this.answer.reload();
  }

  private say(key: string): string {
    return this.transloco.translate<string>(`domain.security.${key}`);
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    this.busy.set(true);
    this.wrong.set('');
    try {
      await work();
    } catch (error) {
      this.wrong.set(error instanceof Refused ? error.message : this.transloco.translate(explain(error)));
    } finally {
      this.busy.set(false);
    }
  }
}
