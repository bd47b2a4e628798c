import { Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { AmountPipe, DayPipe } from '../../ui/dates';
import { MoneyPipe } from '../../ui/money';
import type { InvoiceSheetFragment } from './invoice-sheet.generated';

/** What an invoice is for: its lines, taxes, payments and what is left, as on paper. */
@Component({
  selector: 'app-invoice-sheet',
  imports: [AmountPipe, DayPipe, MoneyPipe, TranslocoPipe],
  templateUrl: './invoice-sheet.html',
  styleUrl: './invoice-sheet.css',
})
export class InvoiceSheet {
  readonly invoice = input.required<InvoiceSheetFragment>();
  protected readonly taxes = computed(() => this.invoice().taxes.map((tax) => ({ ...tax, rate: tax.rateMillionths / 1_000_000, money: { amount: tax.amount, currency: this.invoice().total.currency } })));
}
