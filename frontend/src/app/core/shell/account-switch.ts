import { Component, computed, inject, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Menu } from '../../ui/menu';
import { Toasts } from '../../ui/toast';
import { explain } from '../errors/explain';
import { getJson, postJson, Unexpected, Unreachable } from '../http/json';
import { PAGE } from '../http/page';
import { VIEWING } from '../http/viewing';
import { Session } from '../session/session';

interface Account {
  readonly customerId: string;
  readonly number: string;
  readonly name: string;
  readonly current: boolean;
}

/** Which of one's accounts is open, and the way to another without signing in again; nothing for whoever has one only. */
@Component({
  selector: 'app-account-switch',
  imports: [Menu, TranslocoPipe],
  template: `
    @if (accounts().length > 1) {
      <app-menu icon="home" [label]="'shell.accounts' | transloco" [text]="current()">
        @for (account of accounts(); track account.customerId) {
          <button type="button" role="menuitemradio" [attr.aria-checked]="account.current" [disabled]="busy()" (click)="open(account)">
            <span class="account"><span class="truncate">{{ account.name }}</span><small class="quiet number">{{ account.number }}</small></span>
          </button>
        }
      </app-menu>
    }
  `,
  styles: `
    :host {
      min-width: 0;
      max-width: 14rem;
    }
    .account {
      display: grid;
      min-width: 0;
      max-width: 16rem;
      padding-block: var(--s1);
      line-height: 1.3;
    }
    @media (max-width: 45rem) {
      :host ::ng-deep .trigger .truncate {
        display: none;
      }
    }
  `,
})
export class AccountSwitch {
  private readonly session = inject(Session);
  private readonly page = inject(PAGE);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly accounts = signal<readonly Account[]>([]);
  protected readonly busy = signal(false);
  protected readonly current = computed(() => this.accounts().find(({ current }) => current)?.name ?? '');

  constructor() {
    if (!VIEWING) void this.load();
  }

  /** Opens the other account; the page starts anew, so that nothing of the one before is left on it. */
  protected async open({ customerId, current }: Account): Promise<void> {
    if (current) return;
    this.busy.set(true);
    try {
      const { status } = await postJson('/auth/switch', { customerId });
      if (status !== 200) throw new Unexpected(status);
      this.session.expired();
      this.page.go('/');
      this.page.reload();
    } catch (error) {
      this.busy.set(false);
      this.toasts.show({ text: this.transloco.translate(explain(error)), tone: 'bad' });
    }
  }

  private async load(): Promise<void> {
    try {
      const { status, body } = await getJson('/auth/accounts');
      if (status === 200) this.accounts.set((body as { accounts: readonly Account[] }).accounts);
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error; // without network there is nowhere to switch to
    }
  }
}
