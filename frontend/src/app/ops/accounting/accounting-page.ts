import { Component, computed, inject, input, signal } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { addDays, addMonths, dayOf } from '@demarc/time';
import { Session } from '../../core/session/session';
import { Icon } from '../../ui/icon';
import { Locale } from '../../ui/locale';
import { Tabs } from '../../ui/tabs';
import { AgedReceivables } from './aged-receivables';
import { CustomerStatement } from './customer-statement';
import { TaxReport } from './tax-report';

const REPORTS = ['aged', 'taxes', 'statement', 'export'] as const;

/** What accountants ask for: who owes since when, the taxes to remit, a customer's statement, and files for their own program. */
@Component({
  selector: 'app-accounting-page',
  imports: [AgedReceivables, CustomerStatement, Icon, Tabs, TaxReport, TranslocoPipe],
  template: `
    <div class="page">
      <header><div><h1>{{ 'ops.nav.accounting' | transloco }}</h1><p>{{ 'ops.accounting.intro' | transloco }}</p></div></header>
      <app-tabs [tabs]="tabs()" [active]="shown()" (activeChange)="open({ tab: $event })" [label]="'ops.nav.accounting' | transloco" />
      @if (shown() !== 'aged') {
        <div class="row days">
          <label class="row"><span>{{ 'ops.accounting.from' | transloco }}</span><input #first class="input" type="date" [value]="from()" [max]="to()" (change)="from.set(first.value || from())" /></label>
          <label class="row"><span>{{ 'ops.accounting.to' | transloco }}</span><input #last class="input" type="date" [value]="to()" [min]="from()" (change)="to.set(last.value || to())" /></label>
          <button type="button" class="button small" (click)="month(-1)">{{ 'ops.accounting.lastMonth' | transloco }}</button>
          <button type="button" class="button small" (click)="month(0)">{{ 'ops.accounting.thisMonth' | transloco }}</button>
        </div>
      }
      @if (from() > to()) {
        <p class="note bad" role="alert">{{ 'ops.accounting.badDays' | transloco }}</p>
      } @else {
        @switch (shown()) {
          @case ('aged') { <app-aged-receivables /> }
          @case ('taxes') { <app-tax-report [from]="from()" [to]="to()" /> }
          @case ('statement') { <app-customer-statement [customerId]="customer()" [from]="from()" [to]="to()" (picked)="open({ customer: $event })" /> }
          @case ('export') {
            <section class="card">
              <header><h2>{{ 'ops.accounting.export' | transloco }}</h2></header>
              <p class="body quiet">{{ 'ops.accounting.exportText' | transloco }}</p>
              <ul class="rows">
                @for (program of programs; track program.id) {
                  <li><span>{{ program.name }}</span><a class="button small push" [href]="'/files/accounting/' + program.id + '.csv?from=' + from() + '&to=' + to()" download><app-icon name="download" />CSV</a></li>
                }
              </ul>
            </section>
          }
        }
      }
    </div>
  `,
  styles: '.days .input { width: auto; }',
})
export class AccountingPage {
  /** Which report, and whose statement; the address remembers them. */
  readonly tab = input<string>();
  readonly customer = input<string>();

  private readonly router = inject(Router);
  private readonly transloco = inject(TranslocoService);
  private readonly locale = inject(Locale);
  private readonly today = dayOf(new Date(), inject(Session).facts()!.tenant.timeZone);
  protected readonly programs = [{ id: 'quickbooks', name: 'QuickBooks Online' }, { id: 'xero', name: 'Xero' }, { id: 'sage', name: 'Sage' }];
  protected readonly shown = computed(() => REPORTS.find((known) => known === this.tab()) ?? 'aged');
  protected readonly from = signal(`${this.today.slice(0, 8)}01`);
  protected readonly to = signal(this.today);
  protected readonly tabs = computed(() => {
    this.locale.tag();
    return REPORTS.map((id) => ({ id, text: this.transloco.translate<string>(`ops.accounting.${id}`) }));
  });

  protected open(queryParams: { readonly tab?: string; readonly customer?: string }): void {
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }

  /** A whole month: this one, or so many before. */
  protected month(back: number): void {
    const first = addMonths(`${this.today.slice(0, 8)}01`, back);
    this.from.set(first);
    this.to.set(addDays(addMonths(first, 1), -1));
  }
}
