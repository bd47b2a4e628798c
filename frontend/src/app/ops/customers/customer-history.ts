import { Component, inject, input, output, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Can } from '../../core/session/can';
import { JobStatus } from '../../domain/job/job-status';
import { SlotPicker } from '../../domain/job/slot-picker';
import { DayPipe, WhenPipe } from '../../ui/dates';
import { Icon } from '../../ui/icon';
import { MoneyPipe } from '../../ui/money';
import { RelativeTime } from '../../ui/relative-time';
import { InvoiceDraft } from '../invoices/invoice-draft';
import type { CustomerPageFragment } from './customer.generated';

const INVOICE_TONES: Readonly<Record<CustomerPageFragment['invoices'][number]['status'], string>> = { DRAFT: 'calm', ISSUED: 'info', PARTLY_PAID: 'warn', PAID: 'good', OVERDUE: 'bad', VOID: 'calm', CREDITED: 'calm' };
const TICKET_TONES: Readonly<Record<CustomerPageFragment['tickets'][number]['status'], string>> = { OPEN: 'warn', REPLIED: 'info', ON_HOLD: 'calm', RESOLVED: 'good', CLOSED: 'calm' };

/** What was going on with a customer: the latest invoices, tickets and visits. */
@Component({
  selector: 'app-customer-history',
  imports: [Can, DayPipe, Icon, InvoiceDraft, JobStatus, MoneyPipe, RelativeTime, RouterLink, SlotPicker, TranslocoPipe, WhenPipe],
  templateUrl: './customer-history.html',
  styleUrl: './customer-card.css',
})
export class CustomerHistory {
  readonly customer = input.required<CustomerPageFragment>();
  /** A visit was given another time. */
  readonly booked = output();
  /** The visit a caller is offered times for. */
  protected readonly offering = signal<CustomerPageFragment['jobs'][number] | undefined>(undefined);
  private readonly router = inject(Router);
  /** Whether an invoice is being written by hand. */
  protected readonly billing = signal(false);
  protected readonly invoiceTones = INVOICE_TONES;
  protected readonly ticketTones = TICKET_TONES;

  protected show(id: string): void {
    void this.router.navigate(['/ops/invoices', id]);
  }
}
