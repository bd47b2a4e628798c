import { Injectable } from '@nestjs/common';
import { Accounts } from '../auth/accounts.service.js';
import { PasswordLetterRequested, SignInCodeFound, SignInLinkRequested } from '../auth/auth.events.js';
import { CodesService } from '../auth/codes.service.js';
import { PasswordLettersService } from '../auth/password-letters.service.js';
import { CodePurpose, PasswordTokenKind } from '../auth/proofs.entity.js';
import { SignInLinksService } from '../auth/sign-in-links.service.js';
import { ReachChanged } from '../customers/customer.events.js';
import { Job, JobStatus, Technician } from '../dispatch/dispatch.entity.js';
import { JobChanged } from '../dispatch/dispatch.events.js';
import { TrackingService } from '../dispatch/tracking.service.js';
import { InvoiceIssued } from '../invoices/invoice.events.js';
import { Payment, type PaymentMethod } from '../payments/payment.entity.js';
import { PaymentReceived } from '../payments/payment.events.js';
import type { Caller } from '../platform/caller.js';
import { Db } from '../platform/db/db.js';
import { On } from '../platform/events/event.js';
import { StaffInvited } from '../staff/staff.events.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { Conversation } from '../tickets/conversation.entity.js';
import { Author, MessageChannel, TicketMessage } from '../tickets/ticket.entity.js';
import { MessageSaid } from '../tickets/ticket.events.js';
import type { LetterData, Template } from './letters.js';
import { MessagingService } from './messaging.service.js';
import { OutgoingChannel } from './outgoing-message.entity.js';

/** Writes to people when something happens that they want to know. */
@Injectable()
export class LettersListener {
  constructor(
    private readonly messaging: MessagingService,
    private readonly links: SignInLinksService,
    private readonly codes: CodesService,
    private readonly passwords: PasswordLettersService,
    private readonly accounts: Accounts,
    private readonly tracking: TrackingService,
    private readonly db: Db,
    private readonly tenancy: TenancyService,
  ) {}

  @On(SignInLinkRequested)
  async linkRequested({ linkId }: SignInLinkRequested, { tenantId }: Caller): Promise<void> {
    const link = await this.links.letter(linkId);
    if (!link) return;
    const { name, url, hours, realm, language, customerId, email, phone } = link;
    await this.messaging.send({ tenantId, template: 'sign-in-link', data: { name, url, hours, who: realm.toLowerCase() as 'customer' }, language, customerId, to: { email, phone } });
  }

  @On(StaffInvited)
  async staffInvited({ linkId, byName: by }: StaffInvited, { tenantId }: Caller): Promise<void> {
    const link = await this.links.letter(linkId);
    if (!link) return;
    const { name, url, hours, language, email, phone } = link;
    await this.messaging.send({ tenantId, template: 'staff-invitation', data: { name, url, hours, by }, language, customerId: null, to: { email, phone } });
  }

  @On(SignInCodeFound)
  async codeFound({ codeId }: SignInCodeFound, { tenantId }: Caller): Promise<void> {
    const letter = await this.codes.letter(codeId);
    if (!letter) return;
    const { purpose, code, minutes, language, customerId, email, phone } = letter;
    const template = purpose === CodePurpose.SIGN_IN || purpose === CodePurpose.STEP_UP ? 'sign-in-code' : 'reach-code';
    await this.messaging.send({ tenantId, template, data: { code, minutes }, language, customerId, to: { email, phone }, about: `code:${codeId}` });
  }

  @On(ReachChanged)
  async reachChanged({ customerId, contactId, what, toEmail: email, toPhone: phone, now }: ReachChanged, caller: Caller): Promise<void> {
    const account = await this.accounts.customers.of(customerId, contactId);
    if (!account) return;
    const { name, language } = account;
    await this.messaging.send({ tenantId: caller.tenantId, template: 'reach-changed', data: { name, what, now, url: await this.page(caller, 'me') }, language, customerId, to: { email, phone } });
  }

  @On(PasswordLetterRequested)
  async passwordLetter({ tokenId, realm }: PasswordLetterRequested, { tenantId }: Caller): Promise<void> {
    const letter = await this.passwords.letter(tokenId, realm);
    if (!letter) return;
    const { kind, name, url, hours, language, customerId, email } = letter;
    const template = kind === PasswordTokenKind.ACTIVATION ? 'password-invitation' : 'password-reset';
    await this.messaging.send({ tenantId, template, data: { name, url, hours }, language, customerId, to: { email }, about: `password:${tokenId}` });
  }

  /** What the office says reaches the customer where they write; the portal has it anyway. */
  @On(MessageSaid)
  async messageSaid({ messageId, conversationId, internal, author }: MessageSaid, caller: Caller): Promise<void> {
    if (internal || (author as Author) !== Author.STAFF) return;
    const message = await this.db.repo(TicketMessage).findOne({ where: { id: messageId }, relations: { ticket: true } });
    if (!message) return;
    const { ticket, customerId, channel, authorName, body } = message;
    const about = `ticket-message:${messageId}`;
    const canReply = this.messaging.canBeAnswered;
    if (!customerId) return this.answerStranger(caller, conversationId, { author: authorName, body, canReply, url: await this.page(caller, '') }, about);
    const plain = { author: authorName, body, canReply, url: await this.page(caller, 'messages') };
    if (channel === MessageChannel.SMS) return this.tell(caller, customerId, 'message', plain, about, 'SMS');
    if (!ticket) return this.tell(caller, customerId, 'message', plain, about);
    await this.tell(caller, customerId, 'ticket-reply', { number: ticket.number, subject: ticket.subject, author: authorName, body, canReply, url: await this.page(caller, `tickets/${ticket.number}`) }, about);
  }

  @On(InvoiceIssued)
  async invoiceIssued({ invoiceId, customerId, number, total, currency, dueOn }: InvoiceIssued, caller: Caller): Promise<void> {
    await this.tell(caller, customerId, 'invoice-issued', { number, total: { amount: total, currency }, dueOn, url: await this.page(caller, `invoices/${number}`) }, `invoice:${invoiceId}`);
  }

  @On(PaymentReceived)
  async paymentReceived({ paymentId, customerId, amount, currency, method }: PaymentReceived, caller: Caller): Promise<void> {
    const { receivedOn, reference } = await this.db.repo(Payment).findOneByOrFail({ id: paymentId });
    const settled = await this.db.query<{ number: string }>('select i.number from payment_allocation a join invoice i on i.id = a.invoice_id where a.payment_id = $1 order by i.number', [paymentId]);
    const [owed] = await this.db.query<{ amount: number }>(`select coalesce(sum(balance), 0)::float8 amount from invoice where customer_id = $1 and state in ('ISSUED', 'PARTLY_PAID')`, [customerId]);
    const data = { amount: { amount, currency }, method: method as PaymentMethod, receivedOn, reference, invoices: settled.map(({ number }) => number), left: { amount: owed!.amount, currency }, url: await this.page(caller, 'invoices') };
    await this.tell(caller, customerId, 'payment-received', data, `payment:${paymentId}`);
  }

  @On(JobChanged)
  async jobChanged({ jobId, customerId }: JobChanged, caller: Caller): Promise<void> {
    const job = await this.db.repo(Job).findOneBy({ id: jobId, status: JobStatus.EN_ROUTE });
    const technician = job?.technicianId && (await this.db.repo(Technician).findOneBy({ id: job.technicianId }));
    const secret = technician ? await this.tracking.linkFor(job!) : null; // one for each time somebody sets out
    if (technician && secret) await this.tell(caller, customerId, 'job-on-the-way', { technician: technician.name, url: `${await this.tenancy.addressOf(caller.tenantId)}/eta#${secret}` }, `job:${jobId}:${job.enRouteAt!.toISOString()}`, 'SMS');
  }

  /** Answers somebody who belongs to no customer yet, at the number or address they wrote from. */
  private async answerStranger({ tenantId }: Caller, conversationId: string, data: LetterData['message'], about: string): Promise<void> {
    const conversation = await this.db.repo(Conversation).findOneBy({ id: conversationId });
    const tenant = await this.tenancy.byId(tenantId);
    if (!conversation?.address || !tenant) return;
    const to = conversation.address.includes('@') ? { email: conversation.address } : { phone: conversation.address };
    await this.messaging.send({ tenantId, template: 'message', data, language: tenant.language, customerId: null, to, about });
  }

  /** Writes to a customer in their language: by mail where they have an address, otherwise, or where it is urgent, by SMS; where they do not want the one, by the other. */
  private async tell<T extends Template>({ tenantId }: Caller, customerId: string, template: T, data: LetterData[T], about: string, first: 'EMAIL' | 'SMS' = 'EMAIL'): Promise<void> {
    const account = await this.accounts.customers.of(customerId, null);
    if (!account) return;
    const { email, phone, language } = account;
    const [byText, byMail] = [await this.messaging.wants(template, OutgoingChannel.SMS, customerId, phone), await this.messaging.wants(template, OutgoingChannel.EMAIL, customerId, email)];
    const isText = first === 'SMS' ? byText || (!byMail && !!phone) : !byMail && (byText || !email);
    const to = isText ? { phone } : { email };
    await this.messaging.send({ tenantId, template, data, language, customerId, to, about });
  }

  private async page({ tenantId }: Caller, path: string): Promise<string> {
    return `${await this.tenancy.addressOf(tenantId)}/#/${path}`;
  }
}
