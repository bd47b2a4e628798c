import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { Db } from '../platform/db/db.js';
import { Routes, type HttpRoutes } from '../platform/http/routes.js';
import { SignInMethod, type Tenant } from '../tenancy/tenant.entity.js';
import { Accounts } from './accounts.service.js';
import { systemActor, type Actor } from './actor.js';
import { Realm, StaffUser } from './auth.entity.js';
import { EntryService } from './entry.service.js';
import { PasskeysService } from './passkeys.service.js';
import { personOf, type Person } from './person.js';
import { textOf } from './request-facts.js';
import { SignInDoor, type Visit } from './sign-in-door.service.js';
import { mayUse } from './sign-in-policy.js';
import { passkeyText } from './sign-in-texts.js';
import { StepUpService } from './step-up.service.js';
import type { Proof } from './tickets.service.js';

/** Signing in by a passkey, and adding one to one's account. */
@Routes()
@Injectable()
export class PasskeyRoutes implements HttpRoutes {
  constructor(
    private readonly door: SignInDoor,
    private readonly passkeys: PasskeysService,
    private readonly stepUp: StepUpService,
    private readonly entry: EntryService,
    private readonly accounts: Accounts,
    private readonly db: Db,
  ) {}

  install(fastify: FastifyInstance): void {
    this.door.post(fastify, '/auth/passkey/begin', (visit) => this.begin(visit));
    this.door.post(fastify, '/auth/passkey', (visit) => this.signIn(visit));
    this.door.member(fastify, '/auth/passkeys/begin', (visit, me) => this.beginAdding(visit, me));
    this.door.member(fastify, '/auth/passkeys', (visit, me) => this.add(visit, me));
  }

  private async begin(visit: Visit): Promise<unknown> {
    if (!(await this.door.withinAddress(visit))) return visit.reply;
    return visit.reply.send(await this.db.tx(systemActor(visit.tenant.id), () => this.passkeys.beginProof(undefined, this.pageOf(visit))));
  }

  private async signIn(visit: Visit): Promise<unknown> {
    const { tenant, body, browser, reply, locale } = visit;
    if (!(await this.door.withinAddress(visit))) return reply;
    const proof = await this.db.tx(systemActor(tenant.id), async () => {
      const person = await this.passkeys.prove(undefined, body['response'], this.pageOf(visit));
      return person && this.proofOf(tenant, person);
    });
    if (proof) return this.door.answer(visit, await this.entry.enter(tenant, proof, browser));
    await this.entry.refused(tenant.id, 'passkey', 'passkey_refused', null, browser);
    return reply.status(401).send({ error: 'passkey_refused', message: passkeyText('refused', locale) });
  }

  private async beginAdding(visit: Visit, me: Actor): Promise<unknown> {
    const { tenant, reply } = visit;
    const person = personOf(me);
    if (!person) return reply.status(403).send({ error: 'forbidden' });
    if (!(await this.stepUp.isFreshFor(me))) return reply.status(403).send({ error: 'step_up_needed' });
    return reply.send(await this.db.tx(systemActor(tenant.id), () => this.passkeys.beginAdding(person, { name: me.name, label: me.name }, tenant.name, this.pageOf(visit))));
  }

  private async add(visit: Visit, me: Actor): Promise<unknown> {
    const { tenant, body, reply, locale } = visit;
    const person = personOf(me);
    if (!person) return reply.status(403).send({ error: 'forbidden' });
    if (!(await this.stepUp.isFreshFor(me))) return reply.status(403).send({ error: 'step_up_needed' });
    const name = textOf(body['name'], 60).trim() || visit.browser.device || 'Passkey';
    const added = await this.db.tx(systemActor(tenant.id), () => this.passkeys.add(person, name, body['response'], this.pageOf(visit)));
    if (added.kind !== 'added') return reply.status(400).send({ error: `passkey_${added.kind}`, message: passkeyText(added.kind, locale) });
    return reply.send({ id: added.passkey.id, name: added.passkey.name });
  }

  /** What a passkey's owner opens, as far as the policy lets them. */
  private async proofOf(tenant: Tenant, { realm, id }: Person): Promise<Proof | undefined> {
    if (realm === Realm.STAFF) {
      const user = mayUse(tenant, 'staff', SignInMethod.PASSKEY) ? await this.db.repo(StaffUser).findOneBy({ id, active: true }) : null;
      return user ? { method: 'passkey', name: user.name, accounts: [], staffId: id } : undefined;
    }
    const accounts = (await this.accounts.customers.ofPerson(id)).filter(({ company }) => mayUse(tenant, company ? 'company' : 'household', SignInMethod.PASSKEY));
    return accounts[0] && { method: 'passkey', name: accounts[0].name, accounts: accounts.map(({ customerId, contactId }) => ({ customerId, contactId })) };
  }

  private pageOf({ request, browser }: Visit) {
    return this.passkeys.pageOf(request.headers.host ?? '', browser.hash);
  }
}
