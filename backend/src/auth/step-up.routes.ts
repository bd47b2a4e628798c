import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { Db } from '../platform/db/db.js';
import { Routes, type HttpRoutes } from '../platform/http/routes.js';
import { systemActor, type Actor } from './actor.js';
import { CodesService } from './codes.service.js';
import { EntryService } from './entry.service.js';
import { PasskeysService } from './passkeys.service.js';
import { personOf } from './person.js';
import { CODE_REQUESTS, PROOF_TRIES } from './rate-limits.service.js';
import { textOf } from './request-facts.js';
import { SignInDoor, type Visit } from './sign-in-door.service.js';
import { codeText, passkeyText, secondText, stepUpText } from './sign-in-texts.js';
import { StepUpService, type FreshProof } from './step-up.service.js';

/** Proving once more who one is, without leaving the page. */
@Routes()
@Injectable()
export class StepUpRoutes implements HttpRoutes {
  constructor(
    private readonly door: SignInDoor,
    private readonly stepUp: StepUpService,
    private readonly codes: CodesService,
    private readonly passkeys: PasskeysService,
    private readonly entry: EntryService,
    private readonly db: Db,
  ) {}

  install(fastify: FastifyInstance): void {
    this.door.member(fastify, '/auth/step-up/ways', async (visit, me) => visit.reply.send(await this.stepUp.ways(me, this.pageOf(visit))));
    this.door.member(fastify, '/auth/step-up/code', (visit, me) => this.sendCode(visit, me));
    this.door.member(fastify, '/auth/step-up/passkey', (visit, me) => this.beginPasskey(visit, me));
    this.door.member(fastify, '/auth/step-up', (visit, me) => this.prove(visit, me));
  }

  private async sendCode(visit: Visit, me: Actor): Promise<unknown> {
    const { reply, locale, browser } = visit;
    if (!(await this.door.within(visit, 'step-up-code', `${me.tenantId}:${me.sessionId}`, CODE_REQUESTS))) return reply;
    return (await this.codes.askAgain(me, browser)) ? reply.send({ ok: true }) : reply.status(400).send({ error: 'nowhere_to_send', message: stepUpText(locale) });
  }

  private async beginPasskey(visit: Visit, me: Actor): Promise<unknown> {
    const person = personOf(me);
    if (!person) return visit.reply.status(403).send({ error: 'forbidden' });
    return visit.reply.send(await this.db.tx(systemActor(me.tenantId), () => this.passkeys.beginProof(person, this.pageOf(visit))));
  }

  private async prove(visit: Visit, me: Actor): Promise<unknown> {
    const { reply, locale, body, browser } = visit;
    const proof = proofIn(body);
    if (!(await this.door.within(visit, 'step-up', `${me.tenantId}:${me.sessionId}`, PROOF_TRIES))) return reply;
    const stepped = await this.stepUp.prove(me, proof, this.pageOf(visit), browser);
    if (stepped.kind === 'fresh') return reply.send({ ok: true, until: stepped.until });
    await this.entry.refused(me.tenantId, 'step-up', stepped.kind, personOf(me)?.id ?? null, browser);
    if (proof.code !== undefined) {
      const triesLeft = stepped.kind === 'wrong' ? (stepped.triesLeft ?? 0) : 0;
      return reply.status(401).send({ error: triesLeft ? 'code_wrong' : 'code_gone', message: codeText(triesLeft, locale), tries_left: triesLeft });
    }
    if (proof.app !== undefined) return reply.status(401).send({ error: 'second_wrong', message: secondText(locale) });
    if (proof.password !== undefined) return reply.status(401).send({ error: 'password_wrong', message: stepUpText(locale, 'password') });
    return reply.status(401).send({ error: 'passkey_refused', message: passkeyText('refused', locale) });
  }

  private pageOf({ request, browser }: Visit) {
    return this.passkeys.pageOf(request.headers.host ?? '', browser.hash);
  }
}

/** The one proof that was given; anything else than text is an empty one, which is wrong. */
function proofIn(body: Visit['body']): FreshProof {
  if ('code' in body) return { code: textOf(body['code'], 20) };
  if ('app' in body) return { app: textOf(body['app'], 40) };
  if ('password' in body) return { password: textOf(body['password'], 200) };
  return { response: body['response'] };
}
