import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** What the page of a first visit is told with its first bytes, so that it asks for nothing before it shows something. */
export interface FirstFacts {
  /** Whose page it is: stands in the title and beside the mark until the screens take over. */
  readonly name?: string;
  /** What whoever is signed in reads. */
  readonly language?: 'fr' | 'en';
  /** What is spoken here to a browser that asks for no language the screens know. */
  readonly spoken?: 'fr' | 'en';
  readonly [fact: string]: unknown;
}

const FACTS = /<\/head>/;
const SHEET = /<link rel="stylesheet" href="([\w.-]+\.css)"[^>]*>/;

const AHEAD = /<script id="ahead">([^]*?)<\/script>/;

/** The page without the script by which a kept one names its files: a first visit is told in the page itself. */
export function withoutAhead(page: string): string {
  return page.replace(AHEAD, '');
}

/** The text of that script, or nothing. */
export function aheadOf(page: string): string | undefined {
  return AHEAD.exec(page)?.[1];
}

/** The first language of an `Accept-Language` header that the screens speak; without one, the fallback. */
export function languageOf(header: string | undefined, fallback: 'fr' | 'en'): 'fr' | 'en' {
  const wanted = (header ?? '').split(',').map((part) => part.trim().slice(0, 2).toLowerCase());
  return wanted.find((tag): tag is 'fr' | 'en' => tag === 'fr' || tag === 'en') ?? fallback;
}

/** Puts the style sheet into the page itself, which saves a first visit a request that would hold the first paint. */
export function withStyles(page: string, read: (file: string) => string): string {
  return page.replace(SHEET, (_link, file: string) => `<style>${read(file)}</style>`);
}

/** A script and what it imports, of those the page does not name already, so that they are fetched together and not one after another. */
export function scriptsOf(page: string, first: string, read: (file: string) => string): readonly string[] {
  const found = new Set<string>();
  const follow = (file: string) => {
    if (found.has(file) || page.includes(`"${file}"`)) return;
    found.add(file);
    for (const [, imported] of read(file).matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.js)"/g)) follow(imported!);
  };
  follow(first);
  return [...found];
}

/** The page that has these scripts fetched while it is still being read. */
export function withScripts(page: string, scripts: readonly string[]): string {
  return page.replace(FACTS, () => `${scripts.map((file) => `<link rel="modulepreload" href="${file}">`).join('')}</head>`);
}

/** The page with the facts inside, as data that no browser runs. */
export function pageWith(page: string, facts: FirstFacts): string {
  const data = JSON.stringify(facts).replaceAll('<', '\\u003c');
  const name = facts.name === undefined ? undefined : escaped(facts.name);
  return page
    .replace(FACTS, () => `<script type="application/json" id="first">${data}</script></head>`)
    .replace(/<html lang="\w+">/, (tag) => (facts.language ? `<html lang="${facts.language}">` : tag))
    .replace(/<title>[^<]*<\/title>/, (tag) => (name === undefined ? tag : `<title>${name}</title>`))
    .replace(/(<b id="boot-name">)[^<]*/, (tag, open: string) => (name === undefined ? tag : `${open}${name}`));
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The bytes to send, by what the browser can read. */
export async function packed(page: string, accepted: string | undefined): Promise<{ readonly body: Buffer; readonly encoding?: 'br' | 'gzip' }> {
  if (/\bbr\b/.test(accepted ?? '')) return { body: await promisify(brotliCompress)(page, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }), encoding: 'br' };
  if (/\bgzip\b/.test(accepted ?? '')) return { body: await promisify(gzip)(page), encoding: 'gzip' };
  return { body: Buffer.from(page) };
}
