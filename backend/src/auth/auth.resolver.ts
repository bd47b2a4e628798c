import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Ready } from '../platform/graphql/engine.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import { many } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { Language } from '../tenancy/tenant.entity.js';
import { Accounts } from './accounts.service.js';
import type { Actor } from './actor.js';
import { Allow } from './allow.js';
import { Session } from './auth.entity.js';
import { NowhereToSend, SendSignInLinkResult, SentTooOften, SignedInPerson, SignInLinkSent } from './auth.results.js';
import { Limited } from './limited.js';
import { Me } from './me.js';
import { OwnLanguageService } from './own-language.service.js';
import { LINKS_OF_PERSON, LINKS_TO_ACCOUNT, RateLimits } from './rate-limits.service.js';
import { SessionsService, type SessionOwner } from './sessions.service.js';
import { SignInLinksService } from './sign-in-links.service.js';

@Resolver()
export class AuthResolver {
  constructor(
    private readonly sessionsOf: SessionsService,
    private readonly links: SignInLinksService,
    private readonly accounts: Accounts,
    private readonly limits: RateLimits,
    private readonly languages: OwnLanguageService,
  ) {}

  @Allow('tenant:read')
  @Query(() => SignedInPerson, { description: 'Who is signed in, and what they may do.' })
  me(@Me() { kind, name, locale, permissions, sessionId }: Actor) {
    return new Ready<SignedInPerson>({ kind, name, locale, permissions: [...permissions], sessionId: sessionId ?? null });
  }

  @Allow('tenant:read')
  @Mutation(() => SignedInPerson, { description: 'One’s own language, on every device: of what is answered and of every message that is sent. Not for technicians.' })
  setMyLanguage(@Me() me: Actor, @Args('language', { type: () => Language }) language: Language) {
    return this.languages.set(me, language);
  }

  @Allow('tenant:read')
  @Query(() => [Session], { description: 'One’s own sessions that are alive, the last used first.' })
  sessions(@Me() me: Actor) {
    return many(Session, { where: (s) => sql`${s.viewedBy} is null and ${s.revokedAt} is null and ${s.expiresAt} > now() and ${s[ownerColumn(me)]} = ${ownerOf(me)}`, order: [[(s) => s.lastUsedAt, 'desc']], limit: 100 });
  }

  @Allow('tenant:read')
  @Mutation(() => Boolean, { description: 'Signs one of one’s own devices out, its open pages within a second.' })
  async revokeSession(@Me() me: Actor, @Args('id', { type: () => ID }) id: string): Promise<boolean> {
    if (!(await this.sessionsOf.end(me, { ...own(me), id }))) throw new NotFoundError();
    return true;
  }

  @Allow('tenant:read')
  @Mutation(() => Int, { description: 'Signs all of one’s own devices out, this one included; answers how many there were.' })
  signOutEverywhere(@Me() me: Actor): Promise<number> {
    return this.sessionsOf.end(me, own(me));
  }

  @Allow('tenant:read')
  @Mutation(() => Int, { description: 'Signs all of one’s own devices out but this one; answers how many there were.' })
  endOtherSessions(@Me() me: Actor): Promise<number> {
    return this.sessionsOf.endOthers(me, own(me));
  }

  @Allow('customers:sign-in-link')
  @Limited(LINKS_OF_PERSON)
  @Mutation(() => SendSignInLinkResult, { description: 'Sends a customer a sign-in link by e-mail and SMS.' })
  async sendSignInLink(@Me() me: Actor, @Args('customerId', { type: () => ID }) customerId: string): Promise<SignInLinkSent | NowhereToSend | SentTooOften> {
    const account = await this.accounts.customers.of(customerId, null);
    if (!account) throw new NotFoundError();
    if (!account.email && !account.phone) return new NowhereToSend();
    if (await this.tooOften(me, account.customerId)) return new SentTooOften();
    return SignInLinkSent.to(await this.links.sendToCustomer(me, account));
  }

  @Allow('customers:sign-in-link')
  @Mutation(() => Int, { description: 'Sign-in links of a customer that have not expired open no longer; answers how many.' })
  revokeSignInLinks(@Args('customerId', { type: () => ID }) customerId: string): Promise<number> {
    return this.links.revoke(customerId);
  }

  @Allow('dispatch:write')
  @Limited(LINKS_OF_PERSON)
  @Mutation(() => SendSignInLinkResult, { description: 'Sends a technician a link that opens the phone, at the job when one is named.' })
  async sendTechnicianLink(
    @Me() me: Actor,
    @Args('technicianId', { type: () => ID }) technicianId: string,
    @Args('jobId', { type: () => ID, nullable: true }) jobId: string | null,
  ): Promise<SignInLinkSent | NowhereToSend | SentTooOften> {
    const account = await this.accounts.technicians.of(technicianId);
    if (!account) throw new NotFoundError();
    if (!account.email && !account.phone) return new NowhereToSend();
    if (await this.tooOften(me, technicianId)) return new SentTooOften();
    return SignInLinkSent.to(await this.links.sendToTechnician(me, account, jobId ?? null));
  }

  private async tooOften(me: Actor, subjectId: string): Promise<boolean> {
    return !(await this.limits.take('office-links', `${me.tenantId}:${subjectId}`, LINKS_TO_ACCOUNT)).accepted;
  }
}

const ownerColumn = (me: Actor) => (me.staffId ? 'staffId' : me.technicianId ? 'technicianId' : me.contactId ? 'contactId' : 'customerId') as 'staffId' | 'technicianId' | 'contactId' | 'customerId';
const ownerOf = (me: Actor): string | undefined => me[ownerColumn(me)];

/** Sessions of the same person; a contact's at this customer only. */
function own(me: Actor): Partial<SessionOwner> {
  if (!ownerOf(me)) throw new NotFoundError();
  if (me.kind !== 'customer') return { [ownerColumn(me)]: ownerOf(me) };
  return { customerId: me.customerId!, ...(me.contactId ? { contactId: me.contactId } : {}) };
}
