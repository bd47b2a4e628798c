import { DomainEvent } from '../platform/events/event.js';

/** What every piece of news about an invoice tells: which, and of whom. */
abstract class InvoiceEvent extends DomainEvent {
  constructor(
    readonly invoiceId: string,
    readonly customerId: string,
  ) {
    super();
  }
}

/** A draft was written. */
export class InvoiceDrafted extends InvoiceEvent {}

/** An invoice got its number and became a debt. */
export class InvoiceIssued extends InvoiceEvent {
  constructor(
    invoiceId: string,
    customerId: string,
    readonly number: string,
    readonly total: number,
    readonly currency: string,
    readonly dueOn: string,
  ) {
    super(invoiceId, customerId);
  }
}

/** A payment, or taking one back, changed what is still to be paid. */
export class InvoiceSettled extends InvoiceEvent {
  constructor(
    invoiceId: string,
    customerId: string,
    readonly balance: number,
  ) {
    super(invoiceId, customerId);
  }
}

/** An invoice is no longer owed. */
export class InvoiceVoided extends InvoiceEvent {
  constructor(
    invoiceId: string,
    customerId: string,
    readonly reason: string,
    readonly by: string,
  ) {
    super(invoiceId, customerId);
  }
}

/** A credit note takes an invoice back, in whole or in part. */
export class CreditNoteIssued extends InvoiceEvent {
  constructor(
    noteId: string,
    customerId: string,
    readonly creditedId: string,
    readonly number: string,
    readonly amount: number,
    readonly currency: string,
  ) {
    super(noteId, customerId);
  }
}

/** A draft was thrown away. */
export class DraftDiscarded extends InvoiceEvent {}

/** Every event after which an invoice may look different. */
export const INVOICE_EVENTS = [InvoiceDrafted, InvoiceIssued, InvoiceSettled, InvoiceVoided, CreditNoteIssued, DraftDiscarded] as const;

/** How the provider bills was changed, or billing was paused. */
export class BillingPolicyChanged extends DomainEvent {
  constructor(
    readonly by: string,
    readonly fields: readonly string[],
  ) {
    super();
  }
}
