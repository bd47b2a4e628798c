import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { Db } from '../platform/db/db.js';
import { Routes, type HttpRoutes } from '../platform/http/routes.js';
import { systemActor } from './actor.js';
import { SECOND_COOKIE } from './cookies.js';
import { EntryService } from './entry.service.js';
import { qrCode } from '../platform/qr-code.js';
import { PROOF_TRIES } from './rate-limits.service.js';
import { textOf } from './request-facts.js';
import { SignInDoor, type Visit } from './sign-in-door.service.js';
import { secondText, ticketText } from './sign-in-texts.js';
import { Tickets, type Proof } from './tickets.service.js';
import { TotpService } from './totp.service.js';

/** The second step of signing in: the code of an authenticator app, set up on the way where the provider asks for one. */
@Routes()
@Injectable()
export class SecondRoutes implements HttpRoutes {
  constructor(
    private readonly door: SignInDoor,
    private readonly tickets: Tickets,
    private readonly totp: TotpService,
    private readonly entry: EntryService,
    private readonly db: Db,
  ) {}

  install(fastify: FastifyInstance): void {
    this.door.post(fastify, '/auth/second', (visit) => this.withTicket(visit, (proof) => this.prove(visit, proof)));
    this.door.post(fastify, '/auth/second/begin', (visit) => this.withTicket(visit, (proof) => this.begin(visit, proof)));
    this.door.post(fastify, '/auth/second/confirm', (visit) => this.withTicket(visit, (proof) => this.confirm(visit, proof)));
  }

  private async prove(visit: Visit, proof: Proof): Promise<unknown> {
    const { tenant, browser } = visit;
    const person = this.entry.personOn(proof);
    const found = await this.db.tx(systemActor(tenant.id), () => this.totp.check(person, textOf(visit.body['code'], 40)));
    if (found === 'wrong') return this.wrong(visit, person.id);
    return this.door.answer(visit, await this.entry.finish(tenant, proof, browser));
  }

  private async begin({ tenant, reply, locale }: Visit, proof: Proof): Promise<unknown> {
    const setUp = await this.db.tx(systemActor(tenant.id), () => this.totp.begin(this.entry.personOn(proof), tenant.name, proof.name));
    if (!setUp) return reply.status(401).send({ error: 'ticket_gone', message: ticketText(locale) });
    return reply.send({ ...setUp, qr: await qrCode(setUp.uri) });
  }

  private async confirm(visit: Visit, proof: Proof): Promise<unknown> {
    const { tenant, browser } = visit;
    const person = this.entry.personOn(proof);
    const recoveryCodes = await this.db.tx(systemActor(tenant.id), () => this.totp.confirm(person, textOf(visit.body['code'], 20)));
    if (!recoveryCodes) return this.wrong(visit, person.id);
    return this.door.answer(visit, await this.entry.finish(tenant, proof, browser), { recoveryCodes });
  }

  private async wrong({ tenant, browser, reply, locale }: Visit, personId: string): Promise<unknown> {
    await this.entry.refused(tenant.id, 'second', 'code_wrong', personId, browser);
    return reply.status(401).send({ error: 'second_wrong', message: secondText(locale) });
  }

  private async withTicket(visit: Visit, handle: (proof: Proof) => Promise<unknown>): Promise<unknown> {
    const { tenant, browser, reply, locale } = visit;
    const proof = await this.tickets.read('second', this.door.ticketIn(visit, SECOND_COOKIE), browser.hash);
    if (!proof) return reply.status(401).send({ error: 'ticket_gone', message: ticketText(locale) });
    const person = this.entry.personOn(proof);
    return (await this.door.within(visit, 'second', `${tenant.id}:${person.id}:${browser.hash}`, PROOF_TRIES)) ? handle(proof) : reply;
  }
}
