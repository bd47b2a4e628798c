import { Injectable } from '@nestjs/common';
import { StatementRequested } from '../accounting/accounting.events.js';
import { StatementsService } from '../accounting/statements.service.js';
import { Accounts } from '../auth/accounts.service.js';
import { Invoice } from '../invoices/invoice.entity.js';
import { Autopay, AutopayCharge } from '../payments/autopay.entity.js';
import { AutopayChanged, AutopayFailed } from '../payments/autopay.events.js';
import { CheckoutSession, PaymentMethod } from '../payments/payment.entity.js';
import { PaymentFailed } from '../payments/payment.events.js';
import { PaymentLink } from '../payments/payment-link.entity.js';
import { PaymentLinkSent } from '../payments/payment-link.events.js';
import { PaymentLinksService } from '../payments/payment-links.service.js';
import { SavedMethod } from '../payments/saved-method.entity.js';
import type { Caller } from '../platform/caller.js';
import { Db } from '../platform/db/db.js';
import { On } from '../platform/events/event.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { dayOf } from '@demarc/time';
import type { LetterData, Template } from './letters.js';
import { MessagingService } from './messaging.service.js';

/** Banks' words for an account without enough money. */
const FUNDS = new Set(['insufficient_funds', 'withdrawal_count_limit_exceeded', 'card_velocity_exceeded']);

/** Writes to customers about paying: a link to pay with, a payment that failed, a statement, automatic payments turned on or off. */
@Injectable()
export class PaymentLettersListener {
  constructor(
    private readonly db: Db,
    private readonly messaging: MessagingService,
    private readonly accounts: Accounts,
    private readonly tenancy: TenancyService,
    private readonly links: PaymentLinksService,
    private readonly statements: StatementsService,
  ) {}

  @On(PaymentLinkSent)
  async linkSent({ linkId, customerId, invoiceId, channel, amount, currency }: PaymentLinkSent, caller: Caller): Promise<void> {
    const link = await this.db.repo(PaymentLink).findOneByOrFail({ id: linkId });
    const invoice = invoiceId ? await this.db.repo(Invoice).findOneBy({ id: invoiceId }) : null;
    const zone = (await this.tenancy.byId(caller.tenantId))!.timeZone;
    const data = { amount: { amount, currency }, number: invoice?.number ?? null, until: dayOf(link.expiresAt, zone), url: await this.links.address(caller.tenantId, linkId) };
    await this.tell(caller, customerId, 'payment-link', data, `payment-link:${linkId}`, channel);
  }

  @On(PaymentFailed)
  async failed({ checkoutId, customerId }: PaymentFailed, caller: Caller): Promise<void> {
    const { amount, currency } = await this.db.repo(CheckoutSession).findOneByOrFail({ id: checkoutId });
    await this.tell(caller, customerId, 'payment-failed', { amount: { amount, currency }, url: `${await this.tenancy.addressOf(caller.tenantId)}/#/payments` }, `checkout:${checkoutId}`, 'EMAIL');
  }

  @On(AutopayFailed)
  async autopayFailed({ chargeId, customerId, failure, nextTryOn, stops, linkId }: AutopayFailed, caller: Caller): Promise<void> {
    const { amount, currency } = await this.db.repo(AutopayCharge).findOneByOrFail({ id: chargeId });
    const why = failure === 'authentication_required' ? 'person' : stops ? 'method' : FUNDS.has(failure) ? 'funds' : 'other';
    await this.tell(caller, customerId, 'autopay-failed', { amount: { amount, currency }, why, nextTryOn, stops, url: await this.links.address(caller.tenantId, linkId) }, `autopay:${chargeId}`, 'EMAIL');
  }

  @On(AutopayChanged)
  async autopayChanged({ customerId, active }: AutopayChanged, caller: Caller): Promise<void> {
    const autopay = await this.db.repo(Autopay).findOneByOrFail({ customerId });
    const { kind, last4 } = await this.db.repo(SavedMethod).findOneByOrFail({ id: autopay.savedMethodId });
    const data = { active, kind: kind === PaymentMethod.CARD ? 'card' : 'account', last4, url: `${await this.tenancy.addressOf(caller.tenantId)}/#/payments` } as const;
    await this.tell(caller, customerId, 'autopay-changed', data, `autopay-changed:${customerId}:${autopay.since.getTime()}:${active}`, 'EMAIL');
  }

  @On(StatementRequested)
  async statementRequested({ requestId, customerId, contactId, from, to }: StatementRequested, caller: Caller): Promise<void> {
    const account = await this.accounts.customers.of(customerId, contactId);
    const paper = account?.email ? await this.statements.pdf(caller, customerId, from, to) : null;
    if (!account || !paper) return;
    const data = { from, to, closing: paper.facts.closing, url: `${await this.tenancy.addressOf(caller.tenantId)}/#/payments` };
    await this.messaging.send({ tenantId: caller.tenantId, template: 'statement', data, language: account.language, customerId, to: { email: account.email }, about: `statement:${requestId}`, attachment: paper });
  }

  /** Writes to a customer on the way asked for, or the other one where they have no such address. */
  private async tell<T extends Template>({ tenantId }: Caller, customerId: string, template: T, data: LetterData[T], about: string, first: 'EMAIL' | 'SMS'): Promise<void> {
    const account = await this.accounts.customers.of(customerId, null);
    if (!account) return;
    const { email, phone, language } = account;
    const to = (first === 'SMS' && phone) || !email ? { phone } : { email };
    await this.messaging.send({ tenantId, template, data, language, customerId, to, about });
  }
}
