import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { systemActor } from '../auth/actor.js';
import { OutgoingMessage } from '../messaging/outgoing-message.entity.js';
import { ReplyAddressService } from '../messaging/reply-address.service.js';
import { Config } from '../platform/config/config.js';
import { Db } from '../platform/db/db.js';
import { isUuid } from '../platform/ids.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import type { Mail } from './mail-reader.js';

/** Whose something is that arrived: a customer, as one of its people, or nobody known. */
export interface Sender {
  readonly customerId: string | null;
  readonly name: string;
  readonly ticketId: string | null;
}

/** Finds out for which provider something is, and who sent it. */
@Injectable()
export class SendersService {
  constructor(
    private readonly db: Db,
    private readonly config: Config,
    private readonly tenancy: TenancyService,
    private readonly replies: ReplyAddressService,
  ) {}

  /** The provider that a text to this number is for; where several write from one number, the one that wrote to this person last. */
  async tenantOfText(to: string, from: string): Promise<string | null> {
    const tenants = await this.tenancy.all();
    const owner = tenants.find(({ smsNumber }) => smsNumber === to);
    if (owner) return owner.id;
    if (to !== this.config.twilio?.from) return null;
    const sharing = tenants.filter(({ smsNumber }) => !smsNumber);
    const [last] = await this.db.unscoped('a text names no provider', () =>
      this.db.query<{ tenant_id: string }>(`select tenant_id from outgoing_message where channel = 'SMS' and tenant_id = any($1) and right(regexp_replace(recipient, '\\D', '', 'g'), 10) = $2 and status <> 'CAPTURED' order by created_at desc limit 1`, [sharing.map(({ id }) => id), from.replace(/\D/g, '').slice(-10)]));
    const live = sharing.filter((tenant) => tenant.live && !tenant.demo);
    const [only] = live.length ? live : sharing;
    return last?.tenant_id ?? ((live.length || sharing.length) === 1 ? only!.id : null);
  }

  /** The message that news are about: by our own id, else by what the SMS service calls it. */
  async tenantOfOutgoing(id: string | null, providerId: string): Promise<{ readonly id: string; readonly tenantId: string } | null> {
    const [row] = await this.db.unscoped('news of a message name no provider', () => this.db.query<{ id: string; tenant_id: string }>('select id, tenant_id from outgoing_message where id = $1::uuid or ($1::uuid is null and provider_id = $2) limit 1', [id, providerId]));
    return row ? { id: row.id, tenantId: row.tenant_id } : null;
  }

  /** Whether an address is the one we made for this message. */
  isSealed(address: string, messageId: string | null): boolean {
    return messageId !== null && this.replies.messageOf(address) === messageId;
  }

  /** For which provider a mail is, which message of ours it answers, and by what it is known if it comes again. What lies in a provider’s own mailbox is theirs. */
  async placeOf(mail: Mail, boxOf: string | null): Promise<{ readonly tenantId: string; readonly answers: string | null; readonly key: string } | null> {
    const key = createHash('sha256').update(mail.messageId ?? `${mail.sender}\n${mail.headers['date'] ?? ''}\n${mail.subject}\n${mail.body}`).digest('hex').slice(0, 40);
    for (const address of mail.recipients) {
      const id = this.replies.messageOf(address);
      const tenantId = id && (await this.tenantOfMessage(id));
      if (tenantId && (!boxOf || tenantId === boxOf)) return { tenantId, answers: id, key };
    }
    const tenants = await this.tenancy.all();
    const slugs = mail.recipients.map((address) => this.replies.slugOf(address));
    const tenant = boxOf ? tenants.find(({ id }) => id === boxOf) : tenants.find(({ slug }) => slugs.includes(slug)) ?? tenants.find(({ email }) => email && mail.recipients.includes(email.toLowerCase()));
    if (!tenant) return null;
    const named = mail.answers.map((id) => /^<([0-9a-f-]{36})@demarc>$/.exec(id)?.[1] ?? '').find((id) => isUuid(id));
    const answers = named && (await this.tenantOfMessage(named)) === tenant.id ? named : null;
    return { tenantId: tenant.id, answers, key };
  }

  /** Who wrote a mail: the customer whose message it answers, else the one who has this address and was talked with last. */
  ofMail(tenantId: string, mail: Pick<Mail, 'sender' | 'senderName'>, answers: string | null, isSealed: boolean): Promise<Sender> {
    return this.db.tx(systemActor(tenantId), async () => {
      const ours = answers ? await this.db.repo(OutgoingMessage).findOneBy({ id: answers }) : null;
      const people = await this.db.query<{ customer_id: string; name: string }>(
        `select l.customer_id, k.name from contact k join customer_contact l on l.contact_id = k.id where k.email = $1
         union all select u.id, u.name from customer u where lower(u.billing_email) = $1 limit 20`, [mail.sender]);
      const known = people.find(({ customer_id: id }) => id === ours?.customerId);
      // An answer to an id that anybody may have seen counts only from an address we know.
      const customerId = known || (isSealed && ours?.customerId) ? ours!.customerId : await this.lastTalkedWith(people.map(({ customer_id: id }) => id));
      const person = people.find(({ customer_id: id }) => id === customerId);
      return { customerId, name: person?.name ?? mail.senderName.slice(0, 120), ticketId: ours && customerId === ours.customerId ? await this.ticketOf(ours) : null };
    });
  }

  /** Who wrote a text: whoever has this cell number and was talked with last. */
  ofText(tenantId: string, number: string): Promise<Sender> {
    return this.db.tx(systemActor(tenantId), async () => {
      const found = await this.db.query<{ customer_id: string; name: string }>(`select p.customer_id, c.name from phone p join customer c on c.id = p.customer_id where p.last_ten = $1 order by (p.kind = 'CELL') desc, p.created_at limit 20`, [number.replace(/\D/g, '').slice(-10)]);
      const customerId = await this.lastTalkedWith(found.map(({ customer_id: id }) => id));
      return { customerId, name: found.find(({ customer_id: id }) => id === customerId)?.name ?? number, ticketId: null };
    });
  }

  private async tenantOfMessage(id: string): Promise<string | null> {
    const [row] = await this.db.unscoped('an address names a message before its provider is known', () => this.db.query<{ tenant_id: string }>('select tenant_id from outgoing_message where id = $1', [id]));
    return row?.tenant_id ?? null;
  }

  private async lastTalkedWith(customerIds: readonly string[]): Promise<string | null> {
    const [first] = customerIds;
    if (new Set(customerIds).size < 2) return first ?? null;
    const [last] = await this.db.query<{ customer_id: string }>('select customer_id from conversation where customer_id = any($1) order by last_message_at desc limit 1', [customerIds]);
    return last?.customer_id ?? first ?? null;
  }

  private async ticketOf({ about }: OutgoingMessage): Promise<string | null> {
    const said = /^ticket-message:(.+)$/.exec(about ?? '')?.[1];
    const [row] = said ? await this.db.query<{ ticket_id: string | null }>('select ticket_id from ticket_message where id = $1', [said]) : [];
    return row?.ticket_id ?? null;
  }
}
