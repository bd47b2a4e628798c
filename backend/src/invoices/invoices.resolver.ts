import { Args, ArgsType, Field, ID, Mutation, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import { IsUUID, Length } from 'class-validator';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { StepUp } from '../auth/step-up.js';
import { live } from '../platform/graphql/live.js';
import { PageArgs } from '../platform/graphql/page.type.js';
import { FromSql } from '../platform/read/from-sql.js';
import { many } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { StepUpArea } from '../tenancy/tenant.entity.js';
import { Invoice, InvoiceLine, InvoicePage, InvoiceStatus } from './invoice.entity.js';
import { INVOICE_EVENTS } from './invoice.events.js';
import { InvoiceFilter, InvoiceInput } from './invoice.inputs.js';
import { DiscardDraftResult, IssueInvoiceResult, ReviseDraftResult, VoidInvoiceResult } from './invoice.results.js';
import { shownStatus } from './invoice-status.js';
import { InvoicesService } from './invoices.service.js';

const id = { type: () => ID } as const;

@ArgsType()
class VoidInvoiceArgs {
  @Field(() => ID) @IsUUID() id: string;
  @Field({ description: 'For the books.' }) @Length(3, 500) reason: string;
}

@Resolver(() => Invoice)
export class InvoicesResolver {
  constructor(private readonly service: InvoicesService) {}

  @Allow('invoices:read', 'own:read')
  @Query(() => InvoicePage, { description: 'Newest first. A customer sees their own, once issued.' })
  invoices(@Me() me: Actor, @Args() page: PageArgs, @Args('filter', { nullable: true, defaultValue: {} }) filter: InvoiceFilter) {
    return this.service.list(me, filter, page);
  }

  @Allow('invoices:read', 'own:read')
  @Query(() => Invoice, { nullable: true })
  invoice(@Me() me: Actor, @Args('id', id) invoiceId: string) {
    return this.service.get(me, invoiceId);
  }

  @Allow('invoices:read', 'own:read')
  @Query(() => Invoice, { nullable: true })
  invoiceByNumber(@Me() me: Actor, @Args('number') number: string) {
    return this.service.byNumber(me, number);
  }

  @Allow('invoices:write')
  @Mutation(() => Invoice, { description: 'A draft: nobody owes it yet.' })
  createInvoice(@Me() me: Actor, @Args('input') input: InvoiceInput) {
    return this.service.draft(me, input);
  }

  @Allow('invoices:write')
  @Mutation(() => ReviseDraftResult, { description: 'Writes a draft anew, under the same id.' })
  reviseDraft(@Me() me: Actor, @Args('id', id) invoiceId: string, @Args('input') input: InvoiceInput) {
    return this.service.revise(me, invoiceId, input);
  }

  @Allow('invoices:write')
  @Mutation(() => DiscardDraftResult, { description: 'Throws a draft away. Only drafts: they have no number yet.' })
  discardDraft(@Me() me: Actor, @Args('id', id) invoiceId: string) {
    return this.service.discard(me, invoiceId);
  }

  @Allow('invoices:write')
  @Mutation(() => IssueInvoiceResult, { description: 'Numbers the draft and makes it a debt.' })
  issueInvoice(@Me() me: Actor, @Args('id', id) invoiceId: string) {
    return this.service.issue(me, invoiceId);
  }

  @Allow('invoices:write')
  @StepUp(StepUpArea.MONEY)
  @Mutation(() => VoidInvoiceResult, { description: 'Nobody owes it any longer; its number stays taken.' })
  voidInvoice(@Me() me: Actor, @Args() { id: invoiceId, reason }: VoidInvoiceArgs) {
    return this.service.voidInvoice(me, invoiceId, reason);
  }

  @Allow('invoices:read', 'own:read')
  @Subscription(() => Invoice, { nullable: true, description: 'An invoice that was written, issued, paid or made void; all that one may see, or the one given.' })
  invoiceChanged(@Me() me: Actor, @Args('id', { ...id, nullable: true }) invoiceId?: string) {
    return live([...INVOICE_EVENTS], {
      when: (event) => (!invoiceId || event.invoiceId === invoiceId) && (me.kind !== 'customer' || event.customerId === me.customerId),
      read: (event) => this.service.get(me, event.invoiceId),
    });
  }

  @FromSql(Invoice, (invoice) => shownStatus(invoice))
  @ResolveField(() => InvoiceStatus, { description: 'OVERDUE once the due date has passed unpaid, by the provider’s local day.' })
  status(): void {}

  @Allow('invoices:read')
  @FromSql(Invoice, (invoice) => invoice.voidReason)
  @ResolveField(() => String, { nullable: true, description: 'Why it was made void.' })
  voidReason(): void {}

  @FromSql(Invoice, (invoice) => many(InvoiceLine, { where: (l) => sql`${l.invoiceId} = ${invoice.id}`, order: [[(l) => l.position, 'asc']] }))
  @ResolveField(() => [InvoiceLine])
  lines(): void {}
}
