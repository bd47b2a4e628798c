import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { packed } from './first-page.js';
import { LIGHT_STYLES } from './light-styles.js';
import { allowStyle, styleSource } from './protection.js';

/** Markup that was written by us; every other text is escaped on its way into a page. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = Html | string | number | null | undefined | false | readonly Part[];

/** A piece of a page: `html\`<p>${name}</p>\``; nothing, `null` and `false` leave no trace. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.map((text, i) => text + (i < parts.length ? written(parts[i]) : '')).join(''));
}

function written(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(written).join('');
  return String(part).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}

/** Whose page it is, how it looks and in which language. */
export interface LightFrame {
  readonly name: string;
  /** Fills buttons, as #rrggbb; `ink` can be read on it. */
  readonly colour: string;
  readonly ink: string;
  readonly logoUrl: string | null;
  readonly phone: string | null;
  readonly language: 'fr' | 'en';
  /** The languages that may be chosen. */
  readonly languages: readonly ('fr' | 'en')[];
}

/** A page that needs neither the app nor a script. */
export interface LightPage {
  readonly title: string;
  readonly body: Html;
  /** A script of ours that makes it follow what happens: its address. */
  readonly script?: string;
  readonly status?: number;
}

const WORDS = {
  fr: { skip: 'Aller au contenu', call: 'Nous appeler', portal: 'Espace client', places: 'Autres pages', status: 'État du réseau', pay: 'Payer', speak: 'Langue' },
  en: { skip: 'Skip to content', call: 'Call us', portal: 'My account', places: 'Other pages', status: 'Network status', pay: 'Pay', speak: 'Language' },
} as const;
const NAMES = { fr: 'Français', en: 'English' } as const;

/** The whole document. */
export function documentOf({ name, colour, ink, logoUrl, phone, language, languages }: LightFrame, { title, body, script }: LightPage): string {
  const words = WORDS[language];
  const others = languages.filter((one) => one !== language);
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title} · ${name}</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<style>:root{--brand:${/^#[\da-f]{6}$/i.test(colour) ? colour : '#3d4fd6'};--on-brand:${ink}}${new Html(LIGHT_STYLES)}</style>
${script && html`<script src="${script}" defer></script>`}
</head>
<body>
<a class="skip" href="#content">${words.skip}</a>
<header><a class="brand" href="/">${logoUrl ? html`<img src="${logoUrl}" alt="${name}" height="32">` : html`<b aria-hidden="true">${name.slice(0, 1)}</b><span>${name}</span>`}</a>
${others.length > 0 && html`<nav aria-label="${words.speak}">${others.map((one) => html`<a href="?lang=${one}" lang="${one}" hreflang="${one}" data-lang>${NAMES[one]}</a>`)}</nav>`}</header>
<main id="content" tabindex="-1">${body}</main>
<footer><nav aria-label="${words.places}"><a href="/status">${words.status}</a><a href="/pay">${words.pay}</a><a href="/">${words.portal}</a>${phone && html`<a href="tel:${phone}">${words.call} : ${phone}</a>`}</nav></footer>
</body>
</html>`.text;
}

/** Sends a page, compressed, with a mark by which a script sees that it has changed. */
export async function sendPage(request: FastifyRequest, reply: FastifyReply, frame: LightFrame, page: LightPage): Promise<FastifyReply> {
  const text = documentOf(frame, page);
  const { body, encoding } = await packed(text, request.headers['accept-encoding']);
  if (encoding) reply.header('content-encoding', encoding);
  allowStyle(reply.raw, styleSource(text));
  return reply.status(page.status ?? 200).headers({
    // With no referrer at all a browser would send the forms of these pages without their origin.
    'referrer-policy': 'same-origin', 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', vary: 'accept-encoding, accept-language', etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`,
  }).send(body);
}
