import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { LightDoor, type LightVisit } from '../auth/light-door.service.js';
import { html, type Html, type LightPage } from '../platform/http/light-page.js';
import { Routes, type HttpRoutes } from '../platform/http/routes.js';
import { NoticeKind, NoticeState } from './notice.entity.js';
import { NoticesService, type PublicNotice } from './notices.service.js';

const WORDS = {
  fr: {
    title: 'État du réseau', good: 'Tout fonctionne normalement.', bad: 'Une panne est en cours.', work: 'Des travaux sont en cours.', now: 'En cours', soon: 'À venir', over: 'Ces sept derniers jours', everywhere: 'Partout',
    OUTAGE: 'Panne', MAINTENANCE: 'Travaux', NEWS: 'Nouvelle', since: 'Depuis', from: 'Du', until: 'au', expected: 'Fin prévue :', ended: 'Terminé :', nothing: 'Aucune panne ces sept derniers jours.', changed: 'Mis à jour :', live: 'Cette page se met à jour d’elle-même.',
    help: 'Votre service ne marche pas ?', helpText: 'Si rien ici ne concerne votre secteur, redémarrez le modem : débranchez-le, attendez 30 secondes, rebranchez-le. Ensuite, appelez-nous.',
  },
  en: {
    title: 'Network status', good: 'Everything works as it should.', bad: 'There is an outage.', work: 'Maintenance is under way.', now: 'Going on', soon: 'To come', over: 'The last seven days', everywhere: 'Everywhere',
    OUTAGE: 'Outage', MAINTENANCE: 'Maintenance', NEWS: 'News', since: 'Since', from: 'From', until: 'to', expected: 'Expected end:', ended: 'Over:', nothing: 'No outage in the last seven days.', changed: 'Updated:', live: 'This page keeps itself up to date.',
    help: 'Does your service not work?', helpText: 'If nothing here concerns your area, restart the modem: unplug it, wait 30 seconds, plug it in again. Then call us.',
  },
} as const;
const TONES = { OUTAGE: 'bad', MAINTENANCE: 'warn', NEWS: 'info' } as const;

/** `/status`: outages, maintenance and news of the provider, for anybody, without the app. */
@Routes()
@Injectable()
export class StatusRoutes implements HttpRoutes {
  constructor(
    private readonly door: LightDoor,
    private readonly notices: NoticesService,
  ) {}

  install(fastify: FastifyInstance): void {
    this.door.page(fastify, '/status', (visit) => this.page(visit));
  }

  private async page(visit: LightVisit): Promise<LightPage> {
    const words = WORDS[visit.locale];
    const shown = await this.notices.shown(visit.tenant.id);
    const of = (state: NoticeState) => shown.filter((one) => one.state === state);
    const [now, soon, over] = [of(NoticeState.ONGOING), of(NoticeState.UPCOMING), of(NoticeState.OVER)];
    const kinds = new Set(now.map(({ notice }) => notice.kind));
    const sum = kinds.has(NoticeKind.OUTAGE) ? (['bad', words.bad] as const) : kinds.has(NoticeKind.MAINTENANCE) ? (['warn', words.work] as const) : (['good', words.good] as const);
    return {
      title: words.title,
      script: '/light/again.js',
      body: html`<h1>${words.title}</h1>
<p class="tone ${sum[0]}" role="status">${sum[1]}</p>
${now.length > 0 && html`<h2>${words.now}</h2>${now.map((one) => card(one, visit))}`}
${soon.length > 0 && html`<h2>${words.soon}</h2>${soon.map((one) => card(one, visit))}`}
<h2>${words.over}</h2>${over.length ? over.map((one) => card(one, visit)) : html`<p class="quiet">${words.nothing}</p>`}
<section class="card"><h2>${words.help}</h2><p>${words.helpText}</p></section>
<p class="quiet" data-live hidden><small>${words.live}</small></p>`,
    };
  }
}

function card({ notice, state }: PublicNotice, { locale, tenant }: LightVisit): Html {
  const words = WORDS[locale];
  const format = new Intl.DateTimeFormat(`${locale}-CA`, { timeZone: tenant.timeZone, weekday: 'long', day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' });
  const when = (at: Date): Html => html`<time datetime="${at.toISOString()}">${format.format(at)}</time>`;
  const [title, text] = locale === 'fr' ? [notice.titleFr, notice.textFr] : [notice.titleEn, notice.textEn];
  const over = notice.endedAt ?? notice.endsAt;
  return html`<article class="card"><span class="chip ${state === NoticeState.OVER ? 'good' : TONES[notice.kind]}">${words[notice.kind]}</span>
<h3>${title}</h3>
<p class="quiet">${notice.places.length ? notice.places.join(', ') : words.everywhere}</p>
${text && html`<p>${text}</p>`}
<p><small>${state === NoticeState.OVER
    ? html`${words.ended} ${over && when(over)}`
    : state === NoticeState.UPCOMING && notice.endsAt
      ? html`${words.from} ${when(notice.startsAt)} ${words.until} ${when(notice.endsAt)}`
      : html`${words.since} ${when(notice.startsAt)}${notice.endsAt && html`<br>${words.expected} ${when(notice.endsAt)}`}`}</small></p>
<p class="quiet"><small>${words.changed} ${when(notice.changedAt)}</small></p></article>`;
}
