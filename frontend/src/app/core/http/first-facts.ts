import type { SessionFacts } from '../session/session';
import type { TenantFacts } from '../../sign-in/sign-in-api';

/** What the server wrote into the page of a first visit, so that it need not be asked for; empty on a page kept for use without network. */
export interface FirstFacts {
  readonly tenant?: TenantFacts;
  readonly session?: SessionFacts | null;
  readonly language?: string;
  readonly texts?: Readonly<Record<string, unknown>>;
}

let facts: { -readonly [Name in keyof FirstFacts]: FirstFacts[Name] } | undefined;

function read(): NonNullable<typeof facts> {
  facts ??= JSON.parse(document.getElementById('first')?.textContent ?? '{}') as FirstFacts;
  return facts;
}

/** A fact as it stands. */
export function firstFact<Name extends keyof FirstFacts>(name: Name): FirstFacts[Name] {
  return read()[name];
}

/** Corrects what the page was told: the app that starts after a light page need not ask who is there. */
export function correctFirstFact<Name extends keyof FirstFacts>(name: Name, fact: FirstFacts[Name]): void {
  read()[name] = fact;
}

/** A fact that is true once: whoever asks again has to ask the server. */
export function takeFirstFact<Name extends keyof FirstFacts>(name: Name): FirstFacts[Name] {
  const fact = read()[name];
  delete read()[name];
  return fact;
}
