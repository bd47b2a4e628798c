import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { form, FormField, maxLength, minLength, required, submit } from '@angular/forms/signals';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { firstValueFrom } from 'rxjs';
import { errorCode, explain, fieldErrors } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { query } from '../../core/graphql/query';
import type { TicketKind } from '../../core/graphql/schema.generated';
import { idsOf, type Photo, Photos } from '../../domain/ticket/photos';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { LoadFailed } from '../../ui/load-failed';
import { Toasts } from '../../ui/toast';
import { ServiceBanner } from '../notices/service-banner';
import { OfferedArticles } from './offered-articles';
import { NewTicketPlacesDocument, OpenMyTicketDocument } from './new-ticket.generated';

/** What a customer may ask about; alerts open their tickets themselves. */
const KINDS: readonly TicketKind[] = ['SUPPORT', 'BILLING', 'MOVE', 'OTHER'];

/** Asking for help: what happens, about what, and where. */
@Component({
  selector: 'app-new-ticket',
  imports: [Field, FormField, Icon, LoadFailed, OfferedArticles, Photos, RouterLink, ServiceBanner, TranslocoPipe],
  templateUrl: './new-ticket.html',
  styles: `.page { --page-width: 44rem; }`,
})
export class NewTicket {
  /** `?about=T-000123`: the closed ticket this one follows. */
  readonly about = input<string>();

  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly kinds = KINDS;
  protected readonly open = mutation(OpenMyTicketDocument);
  protected readonly account = query(NewTicketPlacesDocument);
  protected readonly places = computed(() => this.account.data()?.myAccount?.locations ?? []);

  protected readonly model = signal({ subject: '', description: '', kind: 'SUPPORT' as TicketKind, locationId: '' });
  protected readonly photos = signal<readonly Photo[]>([]);
  protected readonly isComing = computed(() => this.photos().some(({ id, problem }) => !id && !problem));
  protected readonly form = form(this.model, (path) => {
    required(path.subject);
    minLength(path.subject, 3);
    maxLength(path.subject, 140);
    required(path.description);
    maxLength(path.description, 20_000);
  });
  /** What the server said about the whole, and about single fields. */
  protected readonly refusal = signal('');
  protected readonly wrong = signal<Readonly<Record<string, string>>>({});

  constructor() {
    effect(() => {
      const number = this.about();
      if (number) untracked(() => void this.follow(number));
    });
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.refusal.set('');
    this.wrong.set({});
    await submit(this.form, async () => {
      await this.send().catch((error: unknown) => this.explain(error));
      return undefined;
    });
  }

  private async follow(number: string): Promise<void> {
    const subject = await firstValueFrom(this.transloco.selectTranslate<string>('portal.tickets.follows', { number }));
    this.model.update((model) => ({ ...model, subject: model.subject || subject }));
  }

  private async send(): Promise<void> {
    const { locationId, ...input } = this.model();
    const [place, ...others] = this.places();
    const only = others.length ? undefined : place?.id;
    const { openTicket } = await this.open({ input: { ...input, locationId: locationId || only || null, files: idsOf(this.photos()) } });
    const problem = problemOf(openTicket);
    if (problem) return this.wrong.set({ description: problem });
    if (openTicket.__typename !== 'Ticket') return;
    this.toasts.show({ text: this.transloco.translate('portal.tickets.sent', { number: openTicket.number }), tone: 'good' });
    await this.router.navigate(['/tickets', openTicket.number], { replaceUrl: true });
  }

  private explain(error: unknown): void {
    const fields = Object.keys(fieldErrors(error)).filter((name) => name in this.model());
    this.wrong.set(Object.fromEntries(fields.map((name) => [name, this.transloco.translate('portal.tickets.notAccepted')])));
    if (!fields.length || errorCode(error) !== 'BAD_USER_INPUT') this.refusal.set(this.transloco.translate(explain(error)));
  }
}
