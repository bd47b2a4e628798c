import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { LightDoor, type LightVisit } from '../auth/light-door.service.js';
import type { Limit } from '../auth/rate-limits.service.js';
import { html, type LightPage } from '../platform/http/light-page.js';
import { Routes, type HttpRoutes } from '../platform/http/routes.js';
import { Queue } from '../platform/queue/queue.js';
import { LinkChannel } from './payment-link.entity.js';

/** Numbers that one network address may try. */
const TRIES: Limit = { most: 10, minutes: 15 };
/** Links asked for with one number, known or not. */
const TRIES_OF_NUMBER: Limit = { most: 3, minutes: 15 };

const WORDS = {
  fr: {
    title: 'Payer', lead: 'Sans mot de passe ni application : donnez votre numéro de compte ou de facture, et nous vous envoyons un lien de paiement.', number: 'Numéro de compte ou de facture', hint: 'En haut de votre facture, par exemple C-00042 ou INV-2026-000123.',
    wrong: 'Ce numéro est incomplet. Il se trouve en haut de votre facture, par exemple C-00042.', how: 'Recevoir le lien', SMS: 'Par texto', EMAIL: 'Par courriel', send: 'Recevoir mon lien', sent: 'Vérifiez votre téléphone ou votre courriel',
    sentText: 'Si ce numéro est le bon et qu’un montant est dû, le lien est en route vers les coordonnées de votre compte. Il arrive d’ordinaire en moins d’une minute.', again: 'Rien reçu ? Vérifiez le numéro, puis vos pourriels.', retry: 'Essayer un autre numéro', signIn: 'Se connecter pour payer',
  },
  en: {
    title: 'Pay', lead: 'No password and no app: give your account or invoice number, and we send you a payment link.', number: 'Account or invoice number', hint: 'At the top of your invoice, for example C-00042 or INV-2026-000123.',
    wrong: 'This number is not complete. It is at the top of your invoice, for example C-00042.', how: 'Get the link', SMS: 'By text message', EMAIL: 'By e-mail', send: 'Get my link', sent: 'Check your phone or your mailbox',
    sentText: 'If this number is right and an amount is due, the link is on its way to the phone or address of your account. It usually takes less than a minute.', again: 'Nothing received? Check the number, then your junk mail.', retry: 'Try another number', signIn: 'Sign in to pay',
  },
} as const;

/** `/pay`: a payment link by account or invoice number, without the app. Whether the number exists, nobody is told. */
@Routes()
@Injectable()
export class PayPageRoutes implements HttpRoutes {
  constructor(
    private readonly door: LightDoor,
    private readonly queue: Queue,
  ) {}

  install(fastify: FastifyInstance): void {
    this.door.page(fastify, '/pay', async (visit) => formPage(visit));
    this.door.form(fastify, '/pay', (visit) => this.ask(visit));
  }

  private async ask(visit: LightVisit): Promise<LightPage> {
    const number = (visit.fields['number'] ?? '').replace(/\s/g, '').toUpperCase();
    if (!/^[A-Z\d][A-Z\d./#-]{2,39}$/.test(number) || !/\d/.test(number)) return formPage(visit, true);
    await this.door.withinAddress(visit, 'pay', TRIES);
    await this.door.within('pay-number', `${visit.tenant.id} ${number}`, TRIES_OF_NUMBER);
    // Looked up in the background, so that a number that exists takes no longer than one that does not.
    await this.queue.send('pay-page-link', { tenantId: visit.tenant.id, number, channel: visit.fields['how'] === LinkChannel.EMAIL ? LinkChannel.EMAIL : LinkChannel.SMS });
    const words = WORDS[visit.locale];
    return { title: words.sent, body: html`<h1>${words.sent}</h1><p class="tone info" role="status">${words.sentText}</p><p class="quiet">${words.again}</p><p class="row"><a class="button" href="/pay">${words.retry}</a></p>` };
  }
}

function formPage({ locale, fields }: LightVisit, isWrong = false): LightPage {
  const words = WORDS[locale];
  const choice = (value: LinkChannel) => html`<label class="choice"><input type="radio" name="how" value="${value}"${(fields['how'] ?? LinkChannel.SMS) === value && html` checked`}> ${words[value]}</label>`;
  return {
    title: words.title,
    status: isWrong ? 422 : 200,
    body: html`<h1>${words.title}</h1><p class="quiet">${words.lead}</p>
<form class="card" method="post" action="/pay?lang=${locale}"><label for="number">${words.number}</label>
<input id="number" name="number" required maxlength="40" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="hint${isWrong && ' wrong'}"${isWrong && html` aria-invalid="true" autofocus`} value="${fields['number']}">
<small class="quiet" id="hint">${words.hint}</small>${isWrong && html`<p class="wrong" id="wrong" role="alert">${words.wrong}</p>`}
<fieldset><legend>${words.how}</legend>${choice(LinkChannel.SMS)}${choice(LinkChannel.EMAIL)}</fieldset>
<button class="button primary">${words.send}</button></form>
<p><a href="/#/login?next=%2Fpayments">${words.signIn}</a></p>`,
  };
}
