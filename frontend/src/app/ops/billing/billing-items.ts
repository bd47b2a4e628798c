import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { mutation } from '../../core/graphql/mutation';
import { query } from '../../core/graphql/query';
import { Session } from '../../core/session/session';
import { DataTable } from '../../ui/data-table';
import { DayPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { LoadMore } from '../../ui/load-more';
import { Locale } from '../../ui/locale';
import { MoneyPipe } from '../../ui/money';
import { Tabs } from '../../ui/tabs';
import { OpsBillingRunItemsDocument, OpsHoldItemDocument, type BillingRunRowFragment } from './billing-page.generated';

/** The customers of a run with the arithmetic of each line; the odd ones can be looked at alone and let go. */
@Component({
  selector: 'app-billing-items',
  imports: [DataTable, DayPipe, EmptyState, LoadMore, MoneyPipe, RouterLink, Tabs, TranslocoPipe],
  templateUrl: './billing-items.html',
  styles: `
    ul { display: grid; gap: var(--s1); margin: 0; padding: 0; list-style: none; }
    li { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 var(--s3); }
    small { display: block; }
    td > small { white-space: nowrap; }
    summary { cursor: pointer; }
  `,
})
export class BillingItems {
  readonly run = input.required<BillingRunRowFragment>();

  private readonly transloco = inject(TranslocoService);
  private readonly locale = inject(Locale);
  private readonly session = inject(Session);
  protected readonly mayHold = computed(() => this.session.can('invoices:write') && this.run().status === 'READY');
  protected readonly tab = signal('all');
  protected readonly tabs = computed(() => {
    this.locale.tag();
    const text = (key: string) => this.transloco.translate(`ops.billing.${key}`);
    return [{ id: 'all', text: text('all') }, this.run().shadow ? { id: 'differing', text: text('differing') } : { id: 'held', text: text('held'), count: this.run().held }];
  });
  protected readonly list = query(OpsBillingRunItemsDocument, () => ({ runId: this.run().id, held: this.tab() === 'held', differing: this.tab() === 'differing' }));
  protected readonly items = computed(() => this.list.data()?.billingRunItems.nodes ?? []);
  protected readonly next = computed(() => (this.list.data()?.billingRunItems.hasNextPage ? this.list.data()?.billingRunItems.endCursor : undefined));
  protected readonly holding = mutation(OpsHoldItemDocument);
  protected readonly columns = computed(() => {
    this.locale.tag();
    const text = (key: string) => this.transloco.translate(`ops.billing.${key}`);
    return [text('customer'), text('lines'), { text: this.run().shadow ? text('theirs') : text('usual'), end: true }, { text: text('total'), end: true }, this.run().shadow ? { text: text('difference'), end: true } : text('state')];
  });

  constructor() {
    // Asked again whenever the run has come further.
    effect(() => {
      if (this.run().status && this.run().customers + this.run().issued) untracked(() => this.list.reload());
    });
  }

  protected async hold(id: string, held: boolean): Promise<void> {
    await this.holding({ id, held });
    this.list.reload();
  }

  protected more(): Promise<unknown> {
    return this.list.more({ after: this.next() }, (there, next) => ({ billingRunItems: { ...next.billingRunItems, nodes: [...there.billingRunItems.nodes, ...next.billingRunItems.nodes] } }));
  }
}
