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
import { LedgerService } from './ledger.service.js';
import { Payment } from './payment.entity.js';
import type { PaymentInput } from './payment.inputs.js';
import { PaymentInTheFuture } from './payment.results.js';

/** Payments: which there are, and those the office writes down itself. */
@Injectable()
export class PaymentsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly ledger: LedgerService,
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
    const payment = await this.ledger.receive(me, { customerId, invoiceId: input.invoiceId ?? null, amount, currency: customer.currency, method, reference, receivedOn, intentId: null });
    return one(Payment, (p) => sql`${p.id} = ${payment!.id}`);
  }

  /** Customers see their own; staff see the tenant's. Every read starts here. */
  private visibleTo(me: Actor, payment: Columns<Payment>): Sql | null {
    return me.kind === 'customer' ? sql`${payment.customerId} = ${me.customerId}` : null;
  }
}
