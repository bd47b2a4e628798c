import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { Db } from '../platform/db/db.js';
import { Routes, type HttpRoutes } from '../platform/http/routes.js';
import { Accounts } from './accounts.service.js';
import { systemActor, type Actor } from './actor.js';
import { Realm, Session, type AccountRef } from './auth.entity.js';
import { IdentityService } from './identity.service.js';
import { textOf } from './request-facts.js';
import { SessionsService } from './sessions.service.js';
import { SignInDoor, type Visit } from './sign-in-door.service.js';
import { linkText } from './sign-in-texts.js';

/** Going from one of one's accounts to another without signing in again. */
@Routes()
@Injectable()
export class AccountsRoutes implements HttpRoutes {
  constructor(
    private readonly door: SignInDoor,
    private readonly identity: IdentityService,
    private readonly sessions: SessionsService,
    private readonly accounts: Accounts,
    private readonly db: Db,
  ) {}

  install(fastify: FastifyInstance): void {
    fastify.get('/auth/accounts', async (request, reply) => {
      const me = await this.identity.callerOf(request.raw);
      const accounts = me.customerId ? await this.db.tx(systemActor(me.tenantId), () => this.of(me)) : [];
      return reply.header('cache-control', 'no-store').send({ accounts: accounts.map(({ customerId, number, name }) => ({ customerId, number, name, current: customerId === me.customerId })) });
    });
    this.door.member(fastify, '/auth/switch', (visit, me) => this.switch(visit, me));
  }

  /** Opens the other account in this browser and ends the session of the one before. */
  private async switch(visit: Visit, me: Actor): Promise<unknown> {
    const { tenant, browser, reply, locale } = visit;
    const wanted = textOf(visit.body['customerId'], 36);
    const session = await this.db.tx(systemActor(tenant.id), async () => {
      const other = me.customerId === wanted ? undefined : (await this.of(me)).find(({ customerId }) => customerId === wanted);
      const before = other && (await this.db.repo(Session).findOneBy({ id: me.sessionId! }));
      if (!other || !before) return undefined;
      const owner = { realm: Realm.CUSTOMER, customerId: other.customerId, contactId: other.contactId, staffId: null, technicianId: null };
      const opened = await this.sessions.open(tenant.id, owner, { ...browser, linkId: null, method: before.method, choices: before.choices });
      await this.db.repo(Session).update({ id: opened.id }, { verifiedAt: before.verifiedAt });
      await this.sessions.end(me, { id: before.id });
      return opened;
    });
    if (!session) return reply.status(401).send({ error: 'link_invalid', message: linkText('link_invalid', locale) });
    return this.door.answer(visit, { kind: 'session', session, jobId: null });
  }

  /** Accounts that signing in opened, and those of the same contact, as far as they are still theirs. */
  private async of(me: Actor): Promise<(AccountRef & { readonly number: string; readonly name: string })[]> {
    const session = await this.db.repo(Session).findOneBy({ id: me.sessionId! });
    const opened = session?.choices ?? [];
    const own = me.contactId ? await this.accounts.customers.ofPerson(me.contactId) : [];
    const found = new Map<string, AccountRef & { readonly number: string; readonly name: string }>();
    for (const { customerId, contactId } of [{ customerId: me.customerId!, contactId: me.contactId ?? null }, ...own, ...opened]) {
      const account = found.has(customerId) ? undefined : await this.accounts.customers.of(customerId, contactId);
      if (account) found.set(customerId, { customerId, contactId, number: account.number, name: account.customerName });
    }
    return [...found.values()].sort((a, b) => a.name.localeCompare(b.name, 'fr') || a.number.localeCompare(b.number));
  }
}
