import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { form, FormField, max, min, required, submit } from '@angular/forms/signals';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain, fieldErrors } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { query } from '../../core/graphql/query';
import { Confirms } from '../../ui/confirm';
import { ClockPipe } from '../../ui/dates';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { RelativeTime } from '../../ui/relative-time';
import { Skeleton } from '../../ui/skeleton';
import { Toasts } from '../../ui/toast';
import { CheckMailboxDocument, MailboxDocument, RemoveMailboxDocument, SaveMailboxDocument, type MailboxStateFragment } from './settings.generated';

interface Model {
  readonly host: string;
  readonly port: number;
  readonly account: string;
  readonly password: string;
  readonly folder: string;
  readonly enabled: boolean;
}

const modelOf = (box: MailboxStateFragment | null | undefined): Model => ({ host: box?.host ?? '', port: box?.port ?? 993, account: box?.account ?? '', password: '', folder: box?.folder ?? 'INBOX', enabled: box?.enabled ?? true });

/** The mailbox that mail is fetched from: set up, tried, and how it is doing. */
@Component({
  selector: 'app-mailbox-card',
  imports: [Field, FormField, Icon, RelativeTime, Skeleton, TranslocoPipe, ClockPipe],
  templateUrl: './mailbox-card.html',
  styleUrls: ['./settings-form.css'],
  styles: `
    .facts {
      display: flex;
      flex-wrap: wrap;
      gap: var(--s1) var(--s5);
    }
  `,
})
export class MailboxCard {
  /** Whether the provider is live: of others no mailbox is touched. */
  readonly live = input.required<boolean>();
  /** Somebody changed it. */
  readonly changed = output();

  private readonly confirms = inject(Confirms);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly data = query(MailboxDocument);
  protected readonly saving = mutation(SaveMailboxDocument);
  protected readonly trying = mutation(CheckMailboxDocument);
  protected readonly removing = mutation(RemoveMailboxDocument);

  protected readonly kept = computed(() => this.data.data()?.mailbox as MailboxStateFragment | null | undefined);
  protected readonly model = linkedSignal<MailboxStateFragment | null | undefined, Model>({ source: this.kept, computation: (box) => modelOf(box) });
  protected readonly form = form(this.model, (path) => {
    required(path.host);
    required(path.account);
    required(path.folder);
    min(path.port, 1);
    max(path.port, 65_535);
  });
  /** What the server refused, by field. */
  protected readonly refused = signal<Readonly<Record<string, string>>>({});
  /** What the last try said. */
  protected readonly verdict = signal<{ readonly text: string; readonly bad: boolean } | undefined>(undefined);

  protected readonly state = computed(() => {
    const box = this.kept();
    if (!box?.enabled) return 'OFF';
    if (box.problem) return 'BROKEN';
    if (!this.live()) return 'WAITING';
    return box.checkedAt ? 'WORKS' : 'NEW';
  });
  protected readonly tone = computed(() => ({ OFF: 'plain', BROKEN: 'bad', WAITING: 'plain', WORKS: 'good', NEW: 'plain' })[this.state()]);

  protected attempt(): Promise<void> {
    return this.sent(async (input) => {
      const { problem, unread } = (await this.trying({ input })).checkMailbox;
      this.verdict.set(problem ? { text: this.words(`problems.${problem}`), bad: true } : { text: this.words('works', { n: unread }), bad: false });
    });
  }

  protected save(event: Event): Promise<void> {
    event.preventDefault();
    return this.sent(async (input) => {
      await this.saving({ input });
      this.data.reload();
      this.model.update((now) => ({ ...now, password: '' }));
      this.form().reset();
      this.changed.emit();
      this.toasts.show({ text: this.words('saved'), tone: 'good' });
    });
  }

  protected async remove(): Promise<void> {
    if (!(await this.confirms.ask({ title: this.words('removeTitle'), text: this.words('removeText'), action: this.words('remove'), danger: true }))) return;
    await this.removing({});
    this.verdict.set(undefined);
    this.data.reload();
    this.changed.emit();
  }

  /** Sends what was typed, once it is complete; what is refused stands at its field. */
  private async sent(act: (input: Omit<Model, 'password'> & { password: string | null }) => Promise<void>): Promise<void> {
    this.refused.set({});
    this.verdict.set(undefined);
    await submit(this.form, async () => {
      const { host, password, ...rest } = this.model();
      try {
        await act({ ...rest, host: host.trim(), password: password || null });
      } catch (error) {
        const fields = Object.entries(fieldErrors(error)).map(([path, why]): [string, string] => [path.replace(/^input\./, ''), why]);
        if (!fields.length) this.verdict.set({ text: this.transloco.translate(explain(error)), bad: true });
        this.refused.set(Object.fromEntries(fields.map(([name, why]) => [name, name === 'password' && why === 'isNotEmpty' ? this.words('passwordNeeded') : name === 'port' ? this.words('portHint') : this.transloco.translate('ui.fieldErrors.other')])));
      }
      return undefined;
    });
  }

  private words(key: string, values: Readonly<Record<string, string | number>> = {}): string {
    return this.transloco.translate(`ops.mailbox.${key}`, values);
  }
}
