import { Injectable } from '@nestjs/common';
import { systemActor } from '../auth/actor.js';
import { Conversation } from '../tickets/conversation.entity.js';
import { ConversationsService } from '../tickets/conversations.service.js';
import { MessageFilesService } from '../tickets/message-files.service.js';
import { LONGEST_MESSAGE, MOST_FILES } from '../tickets/ticket.inputs.js';
import { MessageChannel } from '../tickets/ticket.entity.js';
import { OutgoingMessage } from '../messaging/outgoing-message.entity.js';
import { Db } from '../platform/db/db.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { localeOf } from '../tenancy/tenant.entity.js';
import { PictureIntakeService } from '../vision/picture-intake.service.js';
import { AsideReason, type InboundMessage } from './inbound-message.entity.js';
import { KeywordsService } from './keywords.service.js';
import type { Mail } from './mail-reader.js';
import { MediaService } from './media.service.js';
import { SendersService } from './senders.service.js';
import { keywordOf } from './sms-keyword.js';

/** A file that came beside a message. */
interface Enclosed {
  readonly name: string;
  readonly bytes: Buffer | null;
}

const CUT = { fr: '[Le message était plus long : la suite n’a pas été gardée.]', en: '[The message was longer: the rest was not kept.]' } as const;
const NOT_TAKEN = { fr: (name: string, why: string) => `[Pièce jointe non gardée : ${name}. ${why}]`, en: (name: string, why: string) => `[Attachment not kept: ${name}. ${why}]` } as const;
const TOO_MANY = { fr: `On en garde ${MOST_FILES} par message.`, en: `${MOST_FILES} are kept with one message.` } as const;
const NOT_FETCHED = { fr: 'La photo n’a pas pu être reçue.', en: 'The photo could not be received.' } as const;

/** Takes texts and mails into the conversation of whoever sent them, with the photos that came along. */
@Injectable()
export class TakingService {
  constructor(
    private readonly db: Db,
    private readonly tenancy: TenancyService,
    private readonly conversations: ConversationsService,
    private readonly files: MessageFilesService,
    private readonly intake: PictureIntakeService,
    private readonly media: MediaService,
    private readonly senders: SendersService,
    private readonly keywords: KeywordsService,
  ) {}

  async text(tenantId: string, { sender: address, sourceId, payload }: InboundMessage): Promise<AsideReason | { readonly conversationId: string }> {
    const sender = await this.senders.ofText(tenantId, address);
    const enclosed = await Promise.all((payload.media ?? []).slice(0, MOST_FILES).map(async ({ url }, i) => ({ name: `photo-${i + 1}.jpg`, bytes: await this.media.fetch(url) })));
    const asked = enclosed.length ? null : keywordOf(payload.body ?? '');
    const request = asked && { ...asked, number: address, customerId: sender.customerId, isAnswered: !!payload.optOut, sourceId };
    const reply = request && (await this.keywords.reply(tenantId, request));
    const taken = await this.receive(tenantId, { ...sender, channel: MessageChannel.SMS, address, body: payload.body ?? '', sourceId, conversationId: null, answersItself: !!reply && !reply.waits }, enclosed);
    if (request && reply) await this.keywords.send(tenantId, request, reply);
    return taken;
  }

  async mail(tenantId: string, { sourceId, payload }: InboundMessage, mail: Mail): Promise<AsideReason | { readonly conversationId: string }> {
    const answers = payload.answers ?? null;
    const sender = await this.senders.ofMail(tenantId, mail, answers, mail.recipients.some((address) => this.senders.isSealed(address, answers)));
    const isNew = !answers && mail.subject && !/^(?:re|tr|fwd?)\s*:/i.test(mail.subject);
    const body = isNew && mail.body ? `${mail.subject}\n\n${mail.body}` : mail.body || mail.subject;
    const conversationId = sender.customerId || !answers ? null : await this.strangersConversation(tenantId, answers);
    return this.receive(tenantId, { ...sender, channel: MessageChannel.EMAIL, address: mail.sender, body, sourceId, conversationId }, mail.attachments.filter(({ type }) => !/^(?:message|multipart)\/|^text\/(?:calendar|rfc822)/.test(type)).map(({ name, bytes }) => ({ name: name || 'photo.jpg', bytes })));
  }

  private async receive(
    tenantId: string,
    message: { readonly customerId: string | null; readonly ticketId: string | null; readonly name: string; readonly channel: MessageChannel.SMS | MessageChannel.EMAIL; readonly address: string; readonly body: string; readonly sourceId: string; readonly conversationId: string | null; readonly answersItself?: boolean },
    enclosed: readonly Enclosed[],
  ): Promise<AsideReason | { readonly conversationId: string }> {
    const tenant = await this.tenancy.byId(tenantId);
    const locale = localeOf(tenant!.language);
    const { ids, notes } = await this.keepAll(tenantId, enclosed, locale);
    const room = LONGEST_MESSAGE - 2_000;
    const said = message.body.length > room ? `${message.body.slice(0, room)}\n\n${CUT[locale]}` : message.body;
    const body = [said, ...notes].filter((part) => part.trim()).join('\n\n').slice(0, LONGEST_MESSAGE);
    if (!body.trim() && !ids.length) return AsideReason.EMPTY;
    const { conversationId } = await this.conversations.receive({ ...message, tenantId, body, files: ids });
    return { conversationId };
  }

  /** Keeps the photos among what came along; of the rest it keeps the names, and why. */
  private async keepAll(tenantId: string, enclosed: readonly Enclosed[], locale: 'fr' | 'en'): Promise<{ readonly ids: string[]; readonly notes: string[] }> {
    const ids: string[] = [];
    const notes: string[] = [];
    for (const { name: given, bytes } of enclosed) {
      const name = given.replace(/[^\p{L}\p{N} ._-]/gu, '').trim().slice(-80) || 'photo.jpg';
      const taken = ids.length < MOST_FILES && bytes ? await this.intake.take(bytes) : null;
      if (taken && 'image' in taken) ids.push((await this.files.keep(systemActor(tenantId), { name, ...taken.image })).id);
      else notes.push(NOT_TAKEN[locale](name, taken ? taken.words[locale] : bytes ? TOO_MANY[locale] : NOT_FETCHED[locale]));
    }
    return { ids, notes: notes.slice(0, 12) };
  }

  /** The conversation with somebody unknown whom we had answered: it goes on there, also from another address of theirs. */
  private strangersConversation(tenantId: string, answers: string): Promise<string | null> {
    return this.db.tx(systemActor(tenantId), async () => {
      const ours = await this.db.repo(OutgoingMessage).findOneBy({ id: answers });
      const conversation = ours && (await this.db.repo(Conversation).findOneBy({ address: ours.recipient }));
      return conversation?.id ?? null;
    });
  }
}
