import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { parseAmount } from '@demarc/money';
import { dayOf } from '@demarc/time';
import type { TaxClass } from '../../core/graphql/schema.generated';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { query } from '../../core/graphql/query';
import { Session } from '../../core/session/session';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { LoadFailed } from '../../ui/load-failed';
import { Locale } from '../../ui/locale';
import { MoneyPipe, typedAmount } from '../../ui/money';
import { OpsCreateInvoiceDocument, OpsDraftCustomerDocument, OpsDraftDocument, OpsReviseDraftDocument } from './invoice-draft.generated';

interface Line {
  readonly description: string;
  readonly quantity: string;
  readonly price: string;
  readonly taxClass: TaxClass;
  readonly periodStart: string | null;
  readonly periodEnd: string | null;
}

const EMPTY: Line = { description: '', quantity: '1', price: '', taxClass: 'STANDARD', periodStart: null, periodEnd: null };
const count = (text: string): number => (/^\d{1,5}$/.test(text.trim()) ? Number(text) : 0);

/** Writes an invoice by hand, line by line, or a draft anew: nobody owes it before it is issued. */
@Component({
  selector: 'app-invoice-draft',
  imports: [Dialog, Field, Icon, LoadFailed, MoneyPipe, TranslocoPipe],
  templateUrl: './invoice-draft.html',
  styleUrl: './invoice-draft.css',
})
export class InvoiceDraft {
  readonly customerId = input.required<string>();
  /** The draft that is written anew; without one a new invoice begins. */
  readonly invoiceId = input<string>();
  readonly closed = output();
  /** It is kept, under this id. */
  readonly done = output<string>();

  private readonly transloco = inject(TranslocoService);
  private readonly tag = inject(Locale).tag();
  private readonly today = dayOf(new Date(), inject(Session).facts()!.tenant.timeZone);
  protected readonly whose = query(OpsDraftCustomerDocument, () => ({ id: this.customerId() }));
  protected readonly before = query(OpsDraftDocument, () => (this.invoiceId() ? { id: this.invoiceId()! } : undefined));
  private readonly draft = computed(() => this.before.data()?.invoice);
  protected readonly classes: readonly TaxClass[] = ['STANDARD', 'TELECOM', 'EXEMPT'];
  protected readonly customer = computed(() => this.whose.data()?.customer);
  protected readonly creating = mutation(OpsCreateInvoiceDocument);
  protected readonly revising = mutation(OpsReviseDraftDocument);
  protected readonly lines = linkedSignal<readonly Line[]>(() => this.draft()?.lines.map(({ description, quantity, unitPrice, taxClass, periodStart, periodEnd }) => ({ description, quantity: String(quantity), price: typedAmount(unitPrice.amount, this.tag), taxClass, periodStart: periodStart ?? null, periodEnd: periodEnd ?? null })) ?? [EMPTY]);
  protected readonly dueOn = linkedSignal(() => this.draft()?.dueOn ?? '');
  protected readonly memo = linkedSignal(() => this.draft()?.memo ?? '');
  /** Of a draft, a place in its province: another would change its taxes without a word. */
  protected readonly locationId = linkedSignal(() => {
    const places = this.customer()?.locations ?? [];
    return (places.find(({ province }) => province === this.draft()?.province) ?? places[0])?.id ?? '';
  });
  protected readonly problem = signal('');
  private readonly tried = signal(false);
  protected readonly subtotal = computed(() => ({ amount: this.lines().reduce((sum, { quantity, price }) => sum + count(quantity) * (parseAmount(price) ?? 0), 0), currency: this.customer()?.balance.currency ?? 'CAD' }));

  protected add(): void {
    this.lines.update((lines) => [...lines, { ...EMPTY, taxClass: lines.at(-1)!.taxClass }]);
  }

  protected remove(at: number): void {
    this.lines.update((lines) => lines.filter((_, i) => i !== at));
  }

  protected change(at: number, patch: Partial<Line>): void {
    this.lines.update((lines) => lines.map((line, i) => (i === at ? { ...line, ...patch } : line)));
  }

  protected wrongText(i: number): string {
    return this.unless(this.lines()[i]!.description.trim(), 'ui.fieldErrors.required');
  }

  protected wrongQuantity(i: number): string {
    const many = count(this.lines()[i]!.quantity);
    return this.unless(many >= 1 && many <= 10_000, 'ops.draft.wrongQuantity');
  }

  protected wrongPrice(i: number): string {
    return this.unless(parseAmount(this.lines()[i]!.price) !== null, 'ops.moneyActions.wrongAmount');
  }

  protected wrongDay(): string {
    return this.unless(!this.dueOn() || this.dueOn() >= this.today, 'ops.draft.wrongDay');
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.tried.set(true);
    if (this.wrongDay() || this.lines().some((_, i) => this.wrongText(i) || this.wrongQuantity(i) || this.wrongPrice(i))) return;
    const lines = this.lines().map(({ description, quantity, price, taxClass, periodStart, periodEnd }) => ({ description: description.trim(), quantity: count(quantity), unitPrice: parseAmount(price)!, taxClass, taxable: taxClass !== 'EXEMPT', periodStart, periodEnd }));
    const values = { customerId: this.customerId(), locationId: this.locationId() || null, lines, dueOn: this.dueOn() || null, memo: this.memo().trim() };
    const id = this.invoiceId();
    if (id) this.problem.set(problemOf((await this.revising({ id, input: values })).reviseDraft));
    const kept = id ?? (await this.creating({ input: values })).createInvoice.id;
    if (!this.problem()) this.done.emit(kept);
  }

  private unless(isRight: unknown, key: string): string {
    return this.tried() && !isRight ? this.transloco.translate(key) : '';
  }
}
