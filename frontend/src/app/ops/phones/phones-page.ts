import { Component, computed, DestroyRef, inject } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { mutation } from '../../core/graphql/mutation';
import { query } from '../../core/graphql/query';
import { explain } from '../../core/errors/explain';
import { Can } from '../../core/session/can';
import { Confirms } from '../../ui/confirm';
import { DataTable } from '../../ui/data-table';
import { WhenPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { RelativeTime } from '../../ui/relative-time';
import { Toasts } from '../../ui/toast';
import { isStuck } from './is-stuck';
import { EndTechnicianSessionsDocument, FieldPhonesDocument } from './phones.generated';

const LOOK_AGAIN_MS = 30_000;

/** The phones of the field: when each was last heard, what it still holds, and what technicians ask the office to look at. */
@Component({
  selector: 'app-phones-page',
  imports: [Can, DataTable, EmptyState, Icon, RelativeTime, TranslocoPipe, WhenPipe],
  template: `
    <div class="page">
      <header><div><h1>{{ 'ops.phones.title' | transloco }}</h1><p>{{ 'ops.phones.hint' | transloco }}</p></div></header>
      @if (disputes().length) {
        <section class="card" aria-labelledby="disputes">
          <header><h2 id="disputes">{{ 'ops.phones.disputes' | transloco }}</h2></header>
          <div class="rows">
            @for (dispute of disputes(); track dispute.id) {
              <div>
                <div class="stack">
                  <strong>{{ dispute.technician.name }} · {{ 'ops.phones.kind.' + dispute.kind | transloco }}</strong>
                  <span>{{ dispute.words }}</span>
                  <small class="quiet">{{ dispute.occurredAt | when }}</small>
                </div>
              </div>
            }
          </div>
        </section>
      }
      <app-data-table [columns]="columns()" [loading]="list.loading()" [error]="list.error()" (retry)="list.reload()">
        @for (phone of phones(); track phone.id) {
          <tr>
            <td><strong>{{ phone.technician.name }}</strong></td>
            <td><app-relative-time [at]="phone.lastContactAt" /></td>
            <td>
              @if (phone.stuck) {
                <span class="chip bad"><app-icon name="alert" />{{ 'ops.phones.stuck' | transloco: { n: phone.pending } }}</span>
              } @else if (phone.pending) {
                <span class="chip warn">{{ 'ops.phones.pending' | transloco: { n: phone.pending } }}</span>
              } @else {
                <span class="chip good"><app-icon name="check" />{{ 'ops.phones.nothing' | transloco }}</span>
              }
            </td>
            <td class="number">{{ phone.lastSeq }}</td>
            <td class="number">{{ phone.appVersion }}</td>
            <td class="end"><button *can="'technicians:write'" type="button" class="button small quiet" [disabled]="end.busy()" (click)="signOut(phone.technician)">{{ 'ops.phones.signOut' | transloco }}<span class="unseen"> {{ phone.technician.name }}</span></button></td>
          </tr>
        } @empty {
          <app-empty-state icon="phone" [heading]="'ops.phones.none' | transloco" />
        }
      </app-data-table>
    </div>
  `,
  styles: `td .chip { white-space: normal; }`,
})
export class PhonesPage {
  private readonly transloco = inject(TranslocoService);
  protected readonly list = query(FieldPhonesDocument);
  protected readonly columns = computed(() => ['who', 'contact', 'held', 'sent', 'version', 'actions'].map((key) => ({ text: this.transloco.translate<string>(`ops.phones.column.${key}`), unseen: key === 'actions' })));
  protected readonly phones = computed(() => (this.list.data()?.fieldPhones ?? []).map((phone) => ({ ...phone, stuck: isStuck(phone, new Date()) })));
  protected readonly disputes = computed(() => (this.list.data()?.fieldDisputes ?? []).map((dispute) => ({ ...dispute, words: (dispute.problem as { message?: string } | null)?.message ?? '' })));

  protected readonly end = mutation(EndTechnicianSessionsDocument);
  private readonly confirms = inject(Confirms);
  private readonly toasts = inject(Toasts);

  constructor() {
    const timer = setInterval(() => this.list.reload(), LOOK_AGAIN_MS);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  /** For a phone that is lost: whoever holds it is out within a second. */
  protected async signOut({ id, name }: { readonly id: string; readonly name: string }): Promise<void> {
    const say = (key: string) => this.transloco.translate<string>(`ops.phones.${key}`, { name });
    if (!(await this.confirms.ask({ title: say('signOutTitle'), text: say('signOutText'), action: say('signOut'), danger: true }))) return;
    try {
      await this.end({ technicianId: id });
      this.toasts.show({ text: say('signedOut'), tone: 'good' });
    } catch (error) {
      this.toasts.show({ text: this.transloco.translate(explain(error)), tone: 'bad' });
    }
  }
}
