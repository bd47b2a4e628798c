import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EnvironmentProviders, makeEnvironmentProviders } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideTransloco, type Translation } from '@jsverse/transloco';
import { CommonTexts, sentence, type TextTree } from '../src/app/core/i18n/common-texts';
import { Session, type SessionFacts } from '../src/app/core/session/session';
import { type Language, Locale } from '../src/app/ui/locale';

const texts = (name: string) => JSON.parse(readFileSync(join(import.meta.dirname, `../public/i18n/${name}.json`), 'utf8')) as Translation;

/** The real texts of a language, and of the areas named, so that a test reads what a person reads. */
export function provideTexts(language: Language = 'fr', ...areas: readonly string[]): EnvironmentProviders {
  const all = { ...texts(language), ...Object.fromEntries(areas.map((area) => [area, texts(`${area}/${language}`)])) };
  const locale = new Locale();
  locale.language.set(language);
  return makeEnvironmentProviders([
    provideTransloco({
      config: { availableLangs: ['fr', 'en'], defaultLang: language, reRenderOnLangChange: true, missingHandler: { logMissingKey: true } },
      loader: class {
        getTranslation() {
          return Promise.resolve(all);
        }
      },
    }),
    { provide: CommonTexts, useValue: { use: () => Promise.resolve(), say: (key: string, values?: Readonly<Record<string, unknown>>) => sentence(all as TextTree, key, values) } },
    { provide: Locale, useValue: locale },
  ]);
}

/** What `GET /auth/session` answers for somebody with these permissions. */
export function aSession(over: Partial<SessionFacts> = {}): SessionFacts {
  return {
    kind: 'staff',
    name: 'Marie Tremblay',
    locale: 'fr',
    permissions: [],
    tenant: { name: 'Fibre du Fleuve', slug: 'demo', locale: 'fr', timeZone: 'America/Toronto', currency: 'CAD', colour: '#3d4fd6', logoUrl: null, tiles: null },
    ...over,
  };
}

/** Signs somebody in, in this test. */
export function signIn(over: Partial<SessionFacts> = {}): void {
  TestBed.inject(Session).adopt(aSession(over));
}

/** Finds what a person finds: by role and name, or by label. */
export function screen(fixture: ComponentFixture<unknown>) {
  const host = fixture.nativeElement as HTMLElement;
  const find = (role: string, name?: string | RegExp) => all(host, role).filter((element) => matches(nameOf(element), name));
  return {
    /** The one element of this role and name; tells what there is when there is none, or several. */
    get(role: string, name?: string | RegExp): HTMLElement {
      const found = find(role, name);
      if (found.length !== 1) throw new Error(`${found.length} × ${role} “${name ?? ''}” among: ${all(host, role).map(nameOf).join(' | ')}`);
      return found[0]!;
    },
    find,
    label(name: string | RegExp): HTMLInputElement {
      const label = Array.from(host.querySelectorAll('label')).find((one) => matches(text(one), name));
      const control = label && (host.querySelector(`#${label.htmlFor || 'none'}`) ?? label.querySelector('input, select, textarea'));
      if (!control) throw new Error(`No field “${name}” among: ${Array.from(host.querySelectorAll('label')).map(text).join(' | ')}`);
      return control as HTMLInputElement;
    },
    /** Types a text into the field with this label. */
    async type(name: string | RegExp, value: string): Promise<void> {
      const field = this.label(name);
      field.value = value;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      await settle(fixture);
    },
    async click(role: string, name?: string | RegExp): Promise<void> {
      this.get(role, name).click();
      await settle(fixture);
    },
    text: () => text(host),
  };
}

/** Lets answers arrive and the page follow them. */
export async function settle(fixture: ComponentFixture<unknown>): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setTimeout(resolve));
    await fixture.whenStable();
  }
}

const ROLES: Readonly<Record<string, string>> = {
  button: 'button, [role=button], input[type=submit]',
  link: 'a[href]',
  heading: 'h1, h2, h3, h4',
  row: 'tr',
  cell: 'td',
  textbox: 'input:not([type=checkbox]):not([type=radio]):not([type=file]), textarea',
  dialog: 'dialog',
  navigation: 'nav',
};

function all(host: HTMLElement, role: string): HTMLElement[] {
  const selector = [ROLES[role], `[role=${role}]`].filter(Boolean).join(', ');
  return Array.from(host.querySelectorAll<HTMLElement>(selector)).filter((element) => !element.closest('[hidden], [aria-hidden=true]'));
}

const text = (element: Element) => (element.textContent ?? '').replace(/[\s\u00a0\u202f]+/g, ' ').trim();
const nameOf = (element: Element) => element.getAttribute('aria-label') ?? text(element);
const matches = (actual: string, wanted?: string | RegExp) => wanted === undefined || (typeof wanted === 'string' ? actual === wanted : wanted.test(actual));

/** Answers `fetch` from a table of paths in this test, and remembers what was asked. */
export function server(answers: Readonly<Record<string, (body: unknown) => { status?: number; body?: unknown } | 'unreachable'>>) {
  const asked: { readonly path: string; readonly body: unknown }[] = [];
  globalThis.fetch = (async (input: RequestInfo | URL, init?: RequestInit) => {
    const path = String(input);
    const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
    asked.push({ path, body });
    const answer = answers[path.split('?')[0]!]?.(body) ?? { status: 404, body: { error: 'not_found' } };
    if (answer === 'unreachable') throw new TypeError('Failed to fetch');
    const content = answer.body === undefined ? '' : JSON.stringify(answer.body);
    return { ok: (answer.status ?? 200) < 400, status: answer.status ?? 200, headers: new Headers(), text: async () => content, json: async () => answer.body } as Response;
  }) as typeof fetch;
  return { asked, bodies: (path: string) => asked.filter((one) => one.path === path).map((one) => one.body) };
}
