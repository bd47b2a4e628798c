import { computed, inject, Injectable, signal } from '@angular/core';
import type { Permission } from '@demarc/permissions';
import { Locale } from '../../ui/locale';
import { firstFact, takeFirstFact } from '../http/first-facts';
import { getJson, postJson, Unexpected, Unreachable } from '../http/json';
import { PAGE } from '../http/page';
import { VIEWING } from '../http/viewing';
import { Languages } from '../i18n/languages';
import { Branding } from '../theme/branding';
import { forgetDevice, sealFieldWork } from './forget-device';

export type Kind = 'customer' | 'staff' | 'technician';

/** Who is signed in, as `GET /auth/session` tells it. Nothing in it is secret. */
export interface SessionFacts {
  readonly id?: string;
  readonly kind: Kind;
  readonly name: string;
  readonly locale: string;
  readonly permissions: readonly string[];
  readonly tenant: {
    readonly name: string;
    readonly slug: string;
    readonly locale: string;
    /** The languages it offers to its customers. */
    readonly locales?: readonly string[];
    readonly timeZone: string;
    readonly currency: string;
    readonly colour: string;
    readonly logoUrl: string | null;
    /** Where map tiles come from and whom to name for them; null shows places on a plain ground. */
    readonly tiles: { readonly url: string; readonly by: string } | null;
  };
  readonly customer?: { readonly id: string; readonly number: string; readonly name: string };
  readonly technicianId?: string;
  /** Somebody of the office sees what this customer sees, until then. */
  readonly viewing?: { readonly by: string; readonly until: string };
}

const KEY = 'demarc.session';
/** Names the session that somebody ended without network: the server is told before anything else, once it can be reached. */
const OWED = 'demarc.signOutOwed';

/** Who is signed in, as far as the page was told, or else who was on this device; the server may know better. */
export function knownSession(): SessionFacts | null {
  const told = firstFact('session');
  if (told !== undefined) return told;
  const last = VIEWING ? null : localStorage.getItem(KEY);
  return last ? (JSON.parse(last) as SessionFacts) : null;
}

/** Nobody is on this device any more; a tab that only looks never said that anybody was. */
function forgetKnown(): void {
  if (!VIEWING) localStorage.removeItem(KEY);
}

/** The languages of a tenant, its own first. */
export const ownFirst = (own: string, locales: readonly string[]): readonly string[] => [own, ...locales.filter((other) => other !== own)];

/** Where a person of that kind begins. */
export function homeOf(kind: Kind): string {
  return { customer: '/', staff: '/ops', technician: '/j' }[kind];
}

/** The person using this page; asked once, then known. */
@Injectable({ providedIn: 'root' })
export class Session {
  private readonly branding = inject(Branding);
  private readonly languages = inject(Languages);
  private readonly locale = inject(Locale);
  private readonly page = inject(PAGE);
  private readonly state = signal<SessionFacts | null>(null);
  private readonly endings = new Set<() => unknown>();
  private readonly questions = new Set<() => Promise<boolean>>();
  private asked: Promise<SessionFacts | null> | undefined;

  readonly facts = this.state.asReadonly();
  private readonly permissions = computed(() => new Set(this.facts()?.permissions));

  /** Who is signed in; asks the server the first time. */
  ready(): Promise<SessionFacts | null> {
    this.asked ??= this.ask();
    return this.asked;
  }

  /** Asks the server anew who this is and what they may do; null when it no longer knows them. Without network, what was known stays. */
  async again(): Promise<SessionFacts | null> {
    try {
      const { body } = await getJson('/auth/session');
      const facts = (body as { session: SessionFacts | null }).session;
      if (facts) this.adopt(facts);
      return facts;
    } catch (error) {
      if (error instanceof Unreachable) return this.state();
      throw error;
    }
  }

  can(permission: Permission): boolean {
    return this.permissions().has(permission);
  }

  /** Takes the session a sign-in has just made. */
  adopt(facts: SessionFacts): void {
    this.asked = Promise.resolve(facts);
    localStorage.removeItem(OWED); // whoever is in now did not sign out
    if (!VIEWING) localStorage.setItem(KEY, JSON.stringify(facts));
    // What another technician left here unsent; one whose phone never heard the server's lock keeps it as it is, because losing it would be worse.
    sealFieldWork(facts.technicianId).catch((error: unknown) => console.error(error));
    this.wear(facts);
  }

  /** The server no longer knows the session: ended elsewhere, or too old. */
  expired(): void {
    this.end();
    forgetKnown();
    sealFieldWork().catch((error: unknown) => console.error(error)); // ended elsewhere, perhaps because the phone is lost
  }

  /** Registers what must be forgotten when the session ends. Returns how to take it back. */
  onEnd(forget: () => unknown): () => void {
    this.endings.add(forget);
    return () => this.endings.delete(forget);
  }

  /** Registers a question asked before signing out; false stays. Returns how to take it back. */
  beforeSignOut(ask: () => Promise<boolean>): () => void {
    this.questions.add(ask);
    return () => this.questions.delete(ask);
  }

  /** Ends the session and leaves nothing of the person on this device; the reload empties the memory too. */
  async signOut(): Promise<void> {
    for (const ask of this.questions) if (!(await ask())) return;
    await sealFieldWork();
    const session = this.facts()?.id ?? '';
    const told = await this.tellSignOut(session);
    this.end();
    await forgetDevice();
    if (!told) localStorage.setItem(OWED, session);
    if (told && told.next) return this.page.leave(told.next);
    this.page.go('/login');
    this.page.reload();
  }

  /** Tells the server of the session that was ended without network. False while it cannot be reached. */
  async settleSignOut(): Promise<boolean> {
    const owed = localStorage.getItem(OWED);
    if (owed === null) return true;
    if (!(await this.tellSignOut(owed))) return false;
    localStorage.removeItem(OWED);
    return true;
  }

  /** What the server says to the end of the session: where to go on, when a company's own sign-in ends there too. False when it does not know yet. */
  private async tellSignOut(session: string): Promise<{ readonly next?: string } | false> {
    try {
      const { body } = await postJson('/auth/sign-out', { session });
      return (body ?? {}) as { readonly next?: string };
    } catch (error) {
      if (error instanceof Unreachable) return false;
      throw error;
    }
  }

  private async ask(): Promise<SessionFacts | null> {
    if (!(await this.settleSignOut())) return null;
    const facts = await this.current();
    if (facts) this.adopt(facts);
    else forgetKnown();
    return facts;
  }

  /** Without network, whoever was here last may go on with what the device holds; the server decides about the rest. */
  private async current(): Promise<SessionFacts | null> {
    const told = takeFirstFact('session');
    if (told !== undefined) return told;
    const last = VIEWING ? null : (JSON.parse(localStorage.getItem(KEY) ?? 'null') as SessionFacts | null);
    if (last?.kind === 'technician') {
      void this.confirm();
      return last;
    }
    try {
      const { body } = await getJson('/auth/session');
      return (body as { session: SessionFacts | null }).session;
    } catch (error) {
      if (error instanceof Unreachable && last) return last;
      throw error;
    }
  }

  /** A phone in a basement does not wait for its signal: it starts with whoever was here last, and hears of the rest when the server answers. Its first question is refused when the session is over. */
  private async confirm(): Promise<void> {
    await this.again().catch((error: unknown) => error instanceof Unexpected || Promise.reject(error)); // a server in trouble: the next question tells
  }

  private wear(facts: SessionFacts): void {
    this.state.set(facts);
    this.branding.wear(facts.tenant);
    this.locale.zone.set(facts.tenant.timeZone);
    this.locale.currency.set(facts.tenant.currency);
    const { locale, locales } = facts.tenant;
    this.languages.offer(facts.kind === 'customer' && locales ? ownFirst(locale, locales) : undefined);
    this.languages.suggest(facts.locale);
  }

  private end(): void {
    this.asked = Promise.resolve(null);
    this.state.set(null);
    for (const forget of this.endings) forget();
  }
}
