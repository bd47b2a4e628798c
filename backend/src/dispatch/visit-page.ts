import type { Locale } from '../platform/caller.js';
import { html, type LightPage } from '../platform/http/light-page.js';

const WORDS = {
  fr: {
    title: 'Arrivée du technicien', comes: '{name} est en route', minutes: '{n} min', about: 'Arrivée dans environ', soon: 'Arrivée bientôt', next: 'Vous êtes le prochain arrêt.', one: 'Un arrêt avant vous.', stops: '{n} arrêts avant vous.', window: 'Arrivée promise entre {from} et {to}',
    near: 'Voir la position approximative, à 500 m près', live: 'Cette page se met à jour d’elle-même.', broken: 'La connexion est coupée. Nouvel essai en cours…', gone: 'Ce lien n’est plus actif', goneText: 'Le technicien est arrivé, ou la visite a changé. Pour toute question, appelez-nous.', wait: 'Chargement…',
    script: 'Cette page a besoin de JavaScript pour suivre le technicien. Vous pouvez aussi nous appeler.',
  },
  en: {
    title: 'Technician’s arrival', comes: '{name} is on the way', minutes: '{n} min', about: 'Arrival in about', soon: 'Arrival soon', next: 'You are the next stop.', one: 'One stop before you.', stops: '{n} stops before you.', window: 'Arrival promised between {from} and {to}',
    near: 'See the approximate position, within 500 m', live: 'This page keeps itself up to date.', broken: 'The connection is cut. Trying again…', gone: 'This link is no longer active', goneText: 'The technician has arrived, or the visit has changed. If you have a question, call us.', wait: 'Loading…',
    script: 'This page needs JavaScript to follow the technician. You can also call us.',
  },
} as const;

/** The page of a visit on its way, the same for everybody: the secret behind the `#` of its address never reaches a server's log, and a script fills it in. */
export function visitPage(locale: Locale, phone: string | null): LightPage {
  const words = WORDS[locale];
  const call = phone && html`<p><a class="button" href="tel:${phone}">${phone}</a></p>`;
  return {
    title: words.title,
    script: '/light/eta.js',
    body: html`<article class="card" data-face="coming" hidden><p class="quiet" data-eta="title"></p><h1 data-eta="comes" data-say="${words.comes}"></h1>
<div class="big" role="status"><span data-eta="about">${words.about}</span><strong data-eta="minutes" data-say="${words.minutes}" data-soon="${words.soon}"></strong><span data-eta="stops" data-say="${words.stops}" data-next="${words.next}" data-one="${words.one}"></span></div>
<p class="quiet" data-eta="window" data-say="${words.window}" hidden></p>
<p data-eta="near" hidden><a data-eta="place" target="_blank" rel="noreferrer noopener">${words.near}</a></p>
<p class="quiet"><small role="status" data-eta="live" data-say="${words.live}" data-broken="${words.broken}"></small></p></article>
<article class="card" data-face="gone" hidden><h1>${words.gone}</h1><p class="quiet">${words.goneText}</p>${call}</article>
<article class="card" data-face="wait"><h1>${words.title}</h1><p class="quiet" role="status" data-eta="wait" data-broken="${words.broken}">${words.wait}</p><noscript><p>${words.script}</p>${call}</noscript></article>`,
  };
}
