import { Injectable } from '@nestjs/common';
import { formatMoney } from '@demarc/money';
import { IsNull, Like } from 'typeorm';
import { AlertEvent } from '../alerts/alert.entity.js';
import { systemActor } from '../auth/actor.js';
import { Customer } from '../customers/customer.entity.js';
import { InvoicesService } from '../invoices/invoices.service.js';
import { ConsentsService } from '../messaging/consents.service.js';
import { MessagingService } from '../messaging/messaging.service.js';
import { OutgoingChannel, OutgoingMessage } from '../messaging/outgoing-message.entity.js';
import { PaymentLinksService } from '../payments/payment-links.service.js';
import { Db } from '../platform/db/db.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { Language, localeOf, type Tenant } from '../tenancy/tenant.entity.js';
import type { Reply, Words } from './keyword-reply.js';
import type { Keyword, Said } from './sms-keyword.js';
import { VisitKeywordsService } from './visit-keywords.service.js';

/** A keyword, from whom, and whether the SMS service has answered it by itself. */
export interface Asked extends Said {
  readonly number: string;
  readonly customerId: string | null;
  readonly isAnswered: boolean;
  readonly sourceId: string;
}

/** Answers texts of one word, for people without a smartphone. */
@Injectable()
export class KeywordsService {
  constructor(
    private readonly db: Db,
    private readonly tenancy: TenancyService,
    private readonly messaging: MessagingService,
    private readonly consents: ConsentsService,
    private readonly invoices: InvoicesService,
    private readonly links: PaymentLinksService,
    private readonly visits: VisitKeywordsService,
  ) {}

  /** What is answered; null where only a person can tell what is meant. Does what the word asks for. */
  async reply(tenantId: string, { keyword, pick, isBare, number, customerId }: Asked): Promise<Reply | null> {
    if (keyword === 'stop' || keyword === 'start') await this.consents.hush(tenantId, number, keyword === 'stop');
    const tenant = (await this.tenancy.byId(tenantId))!;
    const customer = customerId ? await this.db.tx(systemActor(tenantId), () => this.db.repo(Customer).findOneBy({ id: customerId })) : null;
    if (isBare && customer && (await this.isTalking(tenantId, customer.id))) return null;
    switch (keyword) {
      case 'confirm':
        return customer && this.visits.confirm(tenant, customer);
      case 'choose':
        return customer && this.visits.choose(tenant, customer, pick ?? 0);
      case 'reschedule':
        return customer && this.visits.offer(tenant, customer);
      case 'outage':
        return customer ? this.outage(tenant, customer) : { words: await this.words(tenant, keyword, customer), waits: true };
      default:
        return this.db.tx(systemActor(tenantId), async () => ({ words: await this.words(tenant, keyword, customer) }));
    }
  }

  /** Sends an answer, once for each text. */
  async send(tenantId: string, { language, number, customerId, isAnswered, sourceId }: Asked, { words, about }: Reply): Promise<void> {
    if (isAnswered) return;
    await this.db.tx(systemActor(tenantId), async () => {
      if (await this.db.repo(OutgoingMessage).existsBy({ about: Like(`text:${sourceId}%`) })) return;
      const customer = customerId ? await this.db.repo(Customer).findOneBy({ id: customerId }) : null;
      const spoken = customer ? customer.language : language === 'fr' ? Language.FR : Language.EN;
      await this.messaging.send({ tenantId, template: 'sms-answer', data: { text: words[localeOf(spoken)] }, language: spoken, customerId, to: { phone: number }, about: `text:${sourceId}${about ?? ''}` });
    });
  }

  /** Whether the last text they had was written by a person of the office. */
  private isTalking(tenantId: string, customerId: string): Promise<boolean> {
    return this.db.tx(systemActor(tenantId), async () => {
      const [last] = await this.db.repo(OutgoingMessage).find({ where: { customerId, channel: OutgoingChannel.SMS }, order: { createdAt: 'DESC', id: 'DESC' }, take: 1 });
      return last?.template === 'message' || last?.template === 'ticket-reply';
    });
  }

  /** What is known of a customer's line: a trouble that is being seen to, or a first help until a person answers. */
  private outage(tenant: Tenant, customer: Customer): Promise<Reply> {
    return this.db.tx(systemActor(tenant.id), async () => {
      const trouble = await this.db.repo(AlertEvent).findOne({ where: { customerId: customer.id, clearedAt: IsNull() }, order: { onsetAt: 'DESC' } });
      if (!trouble) {
        return {
          waits: true,
          words: {
            fr: `${tenant.name} : nous ne voyons pas de panne à votre adresse. Débranchez le modem 30 secondes, puis rebranchez-le. Quelqu’un vous répond bientôt.`,
            en: `${tenant.name}: we see no outage at your address. Unplug the modem for 30 seconds, then plug it in again. Somebody will answer you soon.`,
          },
        };
      }
      const at = (tag: string) => new Intl.DateTimeFormat(tag, { weekday: 'short', hour: 'numeric', minute: '2-digit', timeZone: tenant.timeZone }).format(trouble.onsetAt);
      return {
        words: {
          fr: `${tenant.name} : nous voyons un problème sur votre ligne depuis ${at('fr-CA')} et nous nous en occupons. Inutile de redémarrer votre modem.`,
          en: `${tenant.name}: we have seen a problem on your line since ${at('en-CA')} and are working on it. There is no need to restart your modem.`,
        },
      };
    });
  }

  private async words(tenant: Tenant, keyword: Keyword, customer: Customer | null): Promise<Words> {
    const tenantId = tenant.id;
    const call = tenant.phone ? { fr: ` Téléphone : ${tenant.phone}.`, en: ` Telephone: ${tenant.phone}.` } : { fr: '', en: '' };
    if (keyword === 'stop') return { fr: `${tenant.name} : vous ne recevrez plus de SMS. Écrivez DEBUT pour en recevoir de nouveau.`, en: `${tenant.name}: you will receive no more texts. Write START to receive them again.` };
    if (keyword === 'start') return { fr: `${tenant.name} : vous recevrez de nouveau nos SMS. ARRET pour arrêter.`, en: `${tenant.name}: you will receive our texts again. STOP to stop.` };
    if (keyword === 'help') return { fr: `${tenant.name} : écrivez SOLDE, PAYER, PANNE, REPORTER ou ARRET, ou votre question.${call.fr}`, en: `${tenant.name}: write BALANCE, PAY, OUTAGE, RESCHEDULE or STOP, or your question.${call.en}` };
    if (!customer) return { fr: `${tenant.name} : ce numéro n’est dans aucun dossier. Écrivez-nous votre nom et votre adresse.${call.fr}`, en: `${tenant.name}: this number is in no file. Write us your name and address.${call.en}` };
    const unpaid = await this.invoices.unpaid(systemActor(tenantId), customer.id);
    const amount = unpaid.reduce((sum, { balance }) => sum + balance, 0);
    if (amount <= 0) return { fr: `${tenant.name} : vous ne devez rien. Merci!`, en: `${tenant.name}: you owe nothing. Thank you!` };
    const owed = { amount, currency: customer.currency };
    if (keyword === 'balance') return { fr: `${tenant.name} : votre solde est de ${formatMoney(owed, 'fr')}. Écrivez PAYER pour recevoir un lien.`, en: `${tenant.name}: your balance is ${formatMoney(owed, 'en')}. Write PAY for a link.` };
    const url = await this.links.address(tenantId, await this.links.make(systemActor(tenantId), customer.id, null, 'SMS'));
    return { fr: `${tenant.name} : payez ${formatMoney(owed, 'fr')} ici ${url}`, en: `${tenant.name}: pay ${formatMoney(owed, 'en')} here ${url}` };
  }
}
