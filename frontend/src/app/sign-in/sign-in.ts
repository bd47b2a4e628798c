import { Component, computed, effect, inject, signal, viewChild, ViewContainerRef } from '@angular/core';
import { SayPipe } from '../core/i18n/common-texts';
import { PAGE } from '../core/http/page';
import { Languages } from '../core/i18n/languages';
import { isHandedOver, spendLinkToken } from '../core/session/link-token';
import { homeOf, ownFirst, Session, type SessionFacts } from '../core/session/session';
import { Brand } from '../core/shell/brand';
import { LanguageSwitch } from '../core/shell/language-switch';
import { ThemeSwitch } from '../core/shell/theme-switch';
import { Branding } from '../core/theme/branding';
import { hashParam } from '../light/light-page';
import { Icon } from '../ui/icon';
import { AskForm, type Other } from './ask-form';
import { comeFrom, wayBack, wayOut } from './elsewhere';
import { LinkFace } from './link-face';
import { type Account, chooseAccount, handOver, type Identity, redeem, type Redeemed, tenantFacts, type TenantFacts } from './sign-in-api';

export type Face =
  | { readonly kind: 'ask' }
  | { readonly kind: 'redeeming' }
  | { readonly kind: 'confirm'; readonly name: string }
  | { readonly kind: 'choose'; readonly accounts: readonly Account[] }
  | Proving
  | { readonly kind: 'refused'; readonly why: 'expired' | 'spent' | 'invalid' };

/** A step of signing in that comes with a script of its own. */
export type Proving = Other | { readonly kind: 'second'; readonly enrol: boolean } | { readonly kind: 'set-password'; readonly token: string };

const PROVING = new Set<Face['kind']>(['code', 'forgot', 'passkey', 'second', 'set-password']);

/** The public door: ask for a link, come in by one, or by a password; in the tenant's name and colour. */
@Component({
  selector: 'app-sign-in',
  imports: [AskForm, Brand, Icon, LanguageSwitch, LinkFace, ThemeSwitch, SayPipe],
  templateUrl: './sign-in.html',
  styleUrl: './sign-in.css',
})
export class SignIn {
  private readonly session = inject(Session);
  private readonly page = inject(PAGE);
  private readonly branding = inject(Branding);
  private readonly languages = inject(Languages);
  private token = spendLinkToken();

  protected readonly tenant = signal<TenantFacts | undefined>(undefined);
  protected readonly face = signal<Face>(firstFace(this.token));
  protected readonly isProving = computed(() => PROVING.has(this.face().kind));
  private readonly place = viewChild('place', { read: ViewContainerRef });
  private readonly stage = viewChild('stage', { read: ViewContainerRef });
  protected readonly chosen = signal<Identity | undefined>(undefined);
  protected readonly busy = signal(false);
  protected readonly unreachable = signal(false);
  /** Where to go afterwards, as the providers' links take it. */
  protected readonly next = hashParam(location.hash, 'next') ? `?next=${encodeURIComponent(hashParam(location.hash, 'next')!)}` : '';
  /** Why the company's own sign-in led back here. */
  protected readonly notLetIn = takeRefusal();
  protected readonly methods = computed(() => this.tenant()?.methods ?? ['link', 'password'] as const);

  /** A company’s own sign-in stands above the form where the provider put it first. */
  protected readonly parts = computed(() => (this.methods()[0] === 'oidc' ? ['oidc', 'form'] : ['form', 'oidc']));

  constructor() {
    comeFrom(hashParam(location.hash, 'return'), hashParam(location.hash, 'next'));
    void this.meet();
    effect(() => void this.show(this.place(), this.face()));
    effect(() => void this.introduce(this.stage(), this.tenant()?.signInAs));
    if (this.face().kind === 'set-password') this.token = null;
    else if (this.token) void this.come();
    else void this.skipIfSignedIn();
  }

  /** Comes in by the link; `confirmed` once the person has tapped. */
  protected async come(confirmed = false): Promise<void> {
    const token = this.token;
    if (token) await this.follow(() => (isHandedOver() ? handOver(token) : redeem(token, confirmed)));
  }

  protected choose(customerId: string): Promise<void> {
    return this.follow(() => chooseAccount(customerId));
  }

  protected askAgain(): void {
    this.token = null;
    this.face.set({ kind: 'ask' });
    void this.leaveIfElsewhere();
  }

  protected enter(facts: SessionFacts, next = hashParam(location.hash, 'next')): void {
    this.token = null;
    this.session.adopt(facts);
    void this.goOn(facts, next);
  }

  protected went(answer: Redeemed): void {
    if (answer.kind === 'signed-in') this.enter(answer.session, answer.next);
    else this.face.set(answer);
  }

  /** Fetches the script of a step when somebody takes it; most visits never do. */
  private async show(place: ViewContainerRef | undefined, face: Face): Promise<void> {
    place?.clear();
    if (!place || !PROVING.has(face.kind)) return;
    try {
      const { ProofFace } = await import('./proof-face');
      if (this.face() !== face) return;
      const piece = place.createComponent(ProofFace);
      piece.setInput('face', face);
      piece.instance.went.subscribe((answer) => this.went(answer));
      piece.instance.back.subscribe(() => this.askAgain());
    } catch {
      this.unreachable.set(true); // the script could not be fetched: the person may go back and try again
      this.face.set({ kind: 'ask' });
    }
  }

  /** The people of a demonstration come with a script of their own, which no other provider's page needs. */
  private async introduce(stage: ViewContainerRef | undefined, identities: readonly Identity[] | undefined): Promise<void> {
    if (!stage || !identities) return;
    const { DemoIdentities } = await import('./demo-identities');
    if (this.stage() !== stage) return;
    stage.clear();
    const piece = stage.createComponent(DemoIdentities);
    piece.setInput('identities', identities);
    piece.instance.picked.subscribe((identity) => this.chosen.set(identity));
  }

  private async goOn(facts: SessionFacts, next = hashParam(location.hash, 'next')): Promise<void> {
    const back = await wayBack().catch(() => undefined); // the way back is lost: this address serves as well
    if (back) location.assign(back);
    else this.page.go(destination(next, facts));
  }

  /** At an address of the provider's own nobody signs in: the canonical one sends them back. */
  private async leaveIfElsewhere(): Promise<void> {
    if (!this.tenant()?.elsewhere || this.face().kind !== 'ask' || (await this.session.ready())) return;
    location.replace(await wayOut(hashParam(location.hash, 'next')));
  }

  private async follow(ask: () => Promise<Redeemed>): Promise<void> {
    this.busy.set(true);
    this.unreachable.set(false);
    try {
      await this.session.settleSignOut(); // or this browser's new session would hide the one that was left without network
      this.went(await ask());
    } catch {
      this.unreachable.set(true); // whatever failed on the way, the token is still good and the person may try again
    } finally {
      this.busy.set(false);
    }
  }

  private async meet(): Promise<void> {
    try {
      const tenant = await tenantFacts();
      this.tenant.set(tenant);
      this.branding.wear(tenant);
      if (tenant.locales) this.languages.offer(ownFirst(tenant.locale, tenant.locales));
      this.languages.fallBack(tenant.locale);
      await this.leaveIfElsewhere();
    } catch {
      this.unreachable.set(true); // without the tenant's name the page still works as soon as the server answers
    }
  }

  private async skipIfSignedIn(): Promise<void> {
    const facts = await this.session.ready().catch(() => null); // told by meet(), which asks the same server
    if (facts) await this.goOn(facts);
  }
}

/** What the page begins with: a link's token, a letter's to choose a password, or nothing. */
function firstFace(token: string | null): Face {
  if (!token) return { kind: 'ask' };
  return location.hash.startsWith('#/mot-de-passe') ? { kind: 'set-password', token } : { kind: 'redeeming' };
}

/** Takes the reason out of the address, so that it is not said again when the page is loaded anew. */
function takeRefusal(): string | undefined {
  const why = hashParam(location.hash, 'refused');
  if (why) history.replaceState(null, '', '#/login');
  return why;
}

/** Where to go after signing in: where the person was going if it is a path of ours, else the first page of their area. */
export function destination(next: string | undefined, facts: Pick<SessionFacts, 'kind'>): string {
  const home = homeOf(facts.kind);
  if (!next?.startsWith('/') || next.startsWith('//') || next.startsWith('/login')) return home;
  const area = /^\/ops(\/|\?|$)/.test(next) ? 'staff' : /^\/j(\/|\?|$)/.test(next) ? 'technician' : 'customer';
  return area === facts.kind ? next : home;
}
