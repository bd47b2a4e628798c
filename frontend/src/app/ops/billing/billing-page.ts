import { Component, computed, inject, input, signal } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { dayOf } from '@demarc/time';
import { live } from '../../core/graphql/live';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { query } from '../../core/graphql/query';
import { Can } from '../../core/session/can';
import { Session } from '../../core/session/session';
import { Confirms } from '../../ui/confirm';
import { DayPipe, WhenPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { MoneyPipe } from '../../ui/money';
import { BillingItems } from './billing-items';
import { OpsBillingRunMovedDocument, OpsBillingRunsDocument, OpsConfirmRunDocument, OpsPauseBillingDocument, OpsStartRunDocument, OpsUndoRunDocument } from './billing-page.generated';

const GOING: ReadonlySet<string> = new Set(['PREVIEWING', 'ISSUING']);

/** Billing runs: compute a month, look at it customer by customer, confirm, and watch it being issued. */
@Component({
  selector: 'app-billing-page',
  imports: [BillingItems, Can, DayPipe, EmptyState, Icon, MoneyPipe, TranslocoPipe, WhenPipe],
  templateUrl: './billing-page.html',
  styleUrl: './billing-page.css',
})
export class BillingPage {
  /** `?run=`: the one that is shown. */
  readonly run = input<string>();

  private readonly router = inject(Router);
  private readonly confirms = inject(Confirms);
  private readonly transloco = inject(TranslocoService);
  protected readonly list = query(OpsBillingRunsDocument);
  protected readonly runs = computed(() => this.list.data()?.billingRuns.nodes ?? []);
  protected readonly policy = computed(() => this.list.data()?.billingPolicy);
  protected readonly shown = computed(() => this.runs().find(({ id }) => id === this.run()) ?? this.runs()[0]);
  protected readonly going = computed(() => GOING.has(this.shown()?.status ?? ''));
  protected readonly percent = computed(() => {
    const run = this.shown();
    return run?.status === 'ISSUING' && run.customers ? Math.round((100 * run.issued) / Math.max(1, run.customers - run.held)) : undefined;
  });
  protected readonly start = mutation(OpsStartRunDocument);
  protected readonly confirming = mutation(OpsConfirmRunDocument);
  protected readonly undoing = mutation(OpsUndoRunDocument);
  protected readonly pausing = mutation(OpsPauseBillingDocument);
  protected readonly month = signal(dayOf(new Date(), inject(Session).facts()!.tenant.timeZone).slice(0, 7));
  protected readonly problem = signal('');

  constructor() {
    live(OpsBillingRunMovedDocument, () => (this.shown() ? { id: this.shown()!.id } : undefined));
  }

  protected async begin(shadow: boolean): Promise<void> {
    const { startBillingRun } = await this.start({ month: this.month(), shadow });
    this.problem.set(problemOf(startBillingRun));
    if (startBillingRun.__typename !== 'BillingRun') return;
    this.list.reload();
    this.show(startBillingRun.id);
  }

  protected async confirm(): Promise<void> {
    const run = this.shown()!;
    const text = this.transloco.translate('ops.billing.confirmText', { n: run.customers - run.held });
    if (!(await this.confirms.ask({ title: this.transloco.translate('ops.billing.confirm'), text, action: this.transloco.translate('ops.billing.confirm') }))) return;
    this.problem.set(problemOf((await this.confirming({ id: run.id })).confirmBillingRun));
  }

  protected async undo(): Promise<void> {
    const title = this.transloco.translate('ops.billing.undo');
    if (!(await this.confirms.ask({ title, text: this.transloco.translate('ops.billing.undoText'), action: title, danger: true }))) return;
    this.problem.set(problemOf((await this.undoing({ id: this.shown()!.id })).undoBillingRun));
  }

  protected async pause(paused: boolean): Promise<void> {
    await this.pausing({ paused });
    this.list.reload();
  }

  protected show(id: string): void {
    void this.router.navigate([], { queryParams: { run: id }, replaceUrl: true });
  }
}
