import { Injectable } from '@nestjs/common';
import { formatMoney } from '@demarc/money';
import { systemActor } from '../auth/actor.js';
import { Customer } from '../customers/customer.entity.js';
import { InvoicesService } from '../invoices/invoices.service.js';
import { ConsentsService } from '../messaging/consents.service.js';
import { MessagingService } from '../messaging/messaging.service.js';
import { PaymentLinksService } from '../payments/payment-links.service.js';
import { Db } from '../platform/db/db.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { Language, localeOf } from '../tenancy/tenant.entity.js';
import type { Keyword } from './sms-keyword.js';

type Words = Readonly<Record<'fr' | 'en', string>>;

/** A keyword, from whom, and whether the SMS service has answered it by itself. */
export interface Asked {
  readonly keyword: Keyword;
  readonly language: 'fr' | 'en';
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
  ) {}

  async answer(tenantId: string, { keyword, language, number, customerId, isAnswered, sourceId }: Asked): Promise<void> {
    if (keyword === 'stop' || keyword === 'start') await this.consents.hush(tenantId, number, keyword === 'stop');
    if (isAnswered) return;
    const system = systemActor(tenantId);
    await this.db.tx(system, async () => {
      const customer = customerId ? await this.db.repo(Customer).findOneBy({ id: customerId }) : null;
      const spoken = customer ? customer.language : language === 'fr' ? Language.FR : Language.EN;
      const words = await this.words(tenantId, keyword, customer);
      await this.messaging.send({ tenantId, template: 'sms-answer', data: { text: words[localeOf(spoken)] }, language: spoken, customerId, to: { phone: number }, about: `text:${sourceId}` });
    });
  }

  private async words(tenantId: string, keyword: Keyword, customer: Customer | null): Promise<Words> {
    const tenant = (await this.tenancy.byId(tenantId))!;
    const call = tenant.phone ? { fr: ` Téléphone : ${tenant.phone}.`, en: ` Telephone: ${tenant.phone}.` } : { fr: '', en: '' };
    if (keyword === 'stop') return { fr: `${tenant.name} : vous ne recevrez plus de SMS. Écrivez DEBUT pour en recevoir de nouveau.`, en: `${tenant.name}: you will receive no more texts. Write START to receive them again.` };
    if (keyword === 'start') return { fr: `${tenant.name} : vous recevrez de nouveau nos SMS. ARRET pour arrêter.`, en: `${tenant.name}: you will receive our texts again. STOP to stop.` };
    if (keyword === 'help') return { fr: `${tenant.name} : écrivez SOLDE, PAYER ou ARRET, ou votre question.${call.fr}`, en: `${tenant.name}: write BALANCE, PAY or STOP, or your question.${call.en}` };
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
