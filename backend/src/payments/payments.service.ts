import { Injectable } from '@nestjs/common';
import type { Actor } from '../auth/actor.js';
import { Customer } from '../customers/customer.entity.js';
import { Invoice } from '../invoices/invoice.entity.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import type { PageArgs } from '../platform/graphql/page.type.js';
import { one, page, type Columns, type Read } from '../platform/read/read.js';
import { and, sql, type Sql } from '../platform/read/sql.js';
import { Tenant } from '../tenancy/tenant.entity.js';
import { LedgerAccount, LedgerKind } from '../ledger/ledger.entity.js';
import { LedgerService } from '../ledger/ledger.service.js';
import { Events } from '../platform/events/events.js';
import { AllocationsService } from './allocations.service.js';
import { ReceiptsService, whereItStands } from './receipts.service.js';
import { Payment, PaymentAllocation, PaymentMethod, PaymentStatus } from './payment.entity.js';
import { PaymentMoved } from './payment.events.js';
import type { PaymentInput } from './payment.inputs.js';
import { NothingToAllocate, NotRefundable, PapersDoNotMatch, PaymentInTheFuture } from './payment.results.js';

/** Payments: which there are, and those the office writes down itself. */
@Injectable()
export class PaymentsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly receipts: ReceiptsService,
    private readonly allocations: AllocationsService,
    private readonly ledger: LedgerService,
    private readonly events: Events,
  ) {}

  list(me: Actor, customerId: string | null, args: PageArgs): Read<Payment> {
    return page(Payment, { page: args, order: [[(p) => p.receivedOn, 'desc']], where: (p) => and(this.visibleTo(me, p), customerId && sql`${p.customerId} = ${customerId}`) });
  }

  /** Money that came by cheque or otherwise past the processor. */
  async record(me: Actor, input: PaymentInput): Promise<Read<Payment> | PaymentInTheFuture> {
    const customer = await this.db.repo(Customer).findOneBy({ id: input.customerId });
    const invoice = input.invoiceId ? await this.db.repo(Invoice).findOneBy({ id: input.invoiceId, customerId: input.customerId }) : null;
    if (!customer || (input.invoiceId && !invoice)) throw new NotFoundError();
    const { timeZone } = await this.db.repo(Tenant).findOneByOrFail({ id: me.tenantId });
    const today = this.clock.today(timeZone);
    const receivedOn = input.receivedOn ?? today;
    if (receivedOn > today) return new PaymentInTheFuture();
    const { customerId, amount, method, reference } = input;
    const payment = await this.receipts.receive(me, { customerId, invoiceId: input.invoiceId ?? null, amount, currency: customer.currency, method, reference, receivedOn, intentId: null });
    return one(Payment, (p) => sql`${p.id} = ${payment!.id}`);
  }

  get(me: Actor, id: string): Read<Payment> {
    return one(Payment, (p) => and(sql`${p.id} = ${id}`, this.visibleTo(me, p)));
  }

  /** Puts what is left of a payment against an invoice of the same customer. */
  allocate(me: Actor, paymentId: string, invoiceId: string, most: number | null): Promise<Read<Payment> | NothingToAllocate | PapersDoNotMatch> {
    return this.db.tx(me, async () => {
      const payment = await this.allocations.lock(paymentId);
      const invoice = await this.db.repo(Invoice).findOneBy({ id: invoiceId });
      if (!invoice) throw new NotFoundError();
      if (invoice.customerId !== payment.customerId || invoice.currency !== payment.currency) return new PapersDoNotMatch();
      const left = await this.allocations.left(payment);
      if (left <= 0 || payment.status === PaymentStatus.PROCESSING || payment.status === PaymentStatus.FAILED) return new NothingToAllocate();
      if ((await this.allocations.put(me, payment, invoiceId, Math.min(most ?? left, left))) === 0) return new NothingToAllocate();
      return this.moved(me, payment);
    });
  }

  /** Takes a payment off an invoice, in part or whole. */
  unallocate(me: Actor, paymentId: string, invoiceId: string, most: number | null): Promise<Read<Payment> | NothingToAllocate> {
    return this.db.tx(me, async () => {
      const payment = await this.allocations.lock(paymentId);
      const allocation = await this.db.repo(PaymentAllocation).findOneBy({ paymentId, invoiceId });
      if (!allocation || payment.method === PaymentMethod.CREDIT_NOTE || payment.method === PaymentMethod.WRITE_OFF) return new NothingToAllocate();
      await this.allocations.take(me, payment, allocation, most ?? allocation.amount);
      return this.moved(me, payment);
    });
  }

  /** Gives a payment that was written down for the wrong customer to the right one. */
  move(me: Actor, paymentId: string, customerId: string): Promise<Read<Payment> | NotRefundable | PapersDoNotMatch> {
    return this.db.tx(me, async () => {
      const payment = await this.allocations.lock(paymentId);
      const customer = await this.db.repo(Customer).findOneBy({ id: customerId });
      if (!customer) throw new NotFoundError();
      if (payment.status !== PaymentStatus.SUCCEEDED || payment.refunded > 0 || payment.creditNoteId || payment.method === PaymentMethod.WRITE_OFF) return new NotRefundable();
      if (customer.currency !== payment.currency || customerId === payment.customerId) return new PapersDoNotMatch();
      await this.allocations.free(me, payment, payment.amount);
      const { amount, currency, method } = payment;
      const correct = (of: string, value: number) => this.ledger.move(me, { kind: LedgerKind.PAYMENT_CORRECTED, customerId: of, paymentId, currency }, value, LedgerAccount.CUSTOMER_CREDIT, whereItStands(method));
      await correct(payment.customerId, -amount);
      await correct(customerId, amount);
      await this.db.repo(Payment).update(paymentId, { customerId });
      await this.allocations.spread(me, { ...payment, customerId }, amount);
      return this.moved(me, { ...payment, customerId });
    });
  }

  private async moved(me: Actor, { id, customerId }: Payment): Promise<Read<Payment>> {
    await this.events.emit(new PaymentMoved(id, customerId, me.name));
    return this.get(me, id);
  }

  /** Customers see their own; staff see the tenant's. Every read starts here. */
  private visibleTo(me: Actor, payment: Columns<Payment>): Sql | null {
    return me.kind === 'customer' ? sql`${payment.customerId} = ${me.customerId}` : null;
  }
}
