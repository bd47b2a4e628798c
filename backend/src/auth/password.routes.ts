import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { Db } from '../platform/db/db.js';
import { Routes, type HttpRoutes } from '../platform/http/routes.js';
import { systemActor } from './actor.js';
import { Session } from './auth.entity.js';
import { EntryService } from './entry.service.js';
import { sameIdentifier } from './identifier.js';
import { PasswordLettersService } from './password-letters.service.js';
import { faultOf } from './password-rule.js';
import { PasswordsService } from './passwords.service.js';
import { LINK_REQUESTS, PASSWORD_TRIES, PASSWORD_TRIES_OF_STRANGERS, RateLimits } from './rate-limits.service.js';
import { textOf } from './request-facts.js';
import { SignInDoor, type Visit } from './sign-in-door.service.js';
import { credentialsText, linkText, passwordText } from './sign-in-texts.js';
import type { Proof } from './tickets.service.js';

/** Signing in by a password, asking for another, and choosing one by the link of a letter. */
@Routes()
@Injectable()
export class PasswordRoutes implements HttpRoutes {
  constructor(
    private readonly door: SignInDoor,
    private readonly passwords: PasswordsService,
    private readonly letters: PasswordLettersService,
    private readonly entry: EntryService,
    private readonly limits: RateLimits,
    private readonly db: Db,
  ) {}

  install(fastify: FastifyInstance): void {
    this.door.post(fastify, '/auth/password', (visit) => this.signIn(visit));
    this.door.post(fastify, '/auth/forgot', (visit) => this.forgot(visit));
    this.door.post(fastify, '/auth/password-token', (visit) => this.look(visit));
    this.door.post(fastify, '/auth/set-password', (visit) => this.set(visit));
  }

  private async signIn(visit: Visit): Promise<unknown> {
    const { tenant, body, browser, reply, locale } = visit;
    const identifier = textOf(body['identifier'], 200);
    const account = `${tenant.id}:${sameIdentifier(identifier)}`;
    const isKnown = await this.isKnown(visit);
    const bucket = `${account}:${isKnown ? browser.hash : visit.request.ip}`;
    if (!(await this.mayTry(visit, account, bucket, isKnown)) || !(await this.door.withinAddress(visit))) return reply;
    const proof = await this.passwords.find(tenant, identifier, textOf(body['password'], 200));
    if (!proof) {
      await this.entry.refused(tenant.id, 'password', 'credentials', null, browser);
      return reply.status(401).send({ error: 'credentials', message: credentialsText(locale) });
    }
    await this.limits.forget('password', bucket);
    return this.door.answer(visit, await this.entry.enter(tenant, proof, browser));
  }

  /**
   * A stranger who tries passwords uses up their own address's tries, then those of all strangers, but never those of a
   * browser that somebody has signed in with before: its owner is not locked out.
   */
  private async mayTry(visit: Visit, account: string, bucket: string, isKnown: boolean): Promise<boolean> {
    if (!(await this.door.within(visit, 'password', bucket, PASSWORD_TRIES))) return false;
    return isKnown || this.door.within(visit, 'password-of-strangers', account, PASSWORD_TRIES_OF_STRANGERS);
  }

  private isKnown({ tenant, browser }: Visit): Promise<boolean> {
    return this.db.tx(systemActor(tenant.id), () => this.db.repo(Session).existsBy({ browser: browser.hash }));
  }

  private async forgot(visit: Visit): Promise<unknown> {
    const { tenant, reply } = visit;
    const identifier = this.door.identifierIn(visit);
    if (!identifier) return reply;
    if (!(await this.door.within(visit, 'forgot', `${tenant.id}:${sameIdentifier(identifier)}`, LINK_REQUESTS))) return reply;
    if (!(await this.door.withinAddress(visit))) return reply;
    await this.letters.forgotten(tenant, identifier);
    return reply.send({ ok: true });
  }

  private async look(visit: Visit): Promise<unknown> {
    const { tenant, body, reply, locale } = visit;
    if (!(await this.door.withinAddress(visit))) return reply;
    const read = await this.letters.read(tenant.id, textOf(body['token'], 400));
    if (read.kind === 'refused') return reply.status(401).send({ error: read.why, message: linkText(read.why, locale) });
    return reply.send({ kind: read.holder.kind.toLowerCase(), name: read.holder.name, email: read.holder.email });
  }

  private async set(visit: Visit): Promise<unknown> {
    const { tenant, body, browser, reply, locale } = visit;
    if (!(await this.door.withinAddress(visit))) return reply;
    const token = textOf(body['token'], 400);
    const read = await this.letters.read(tenant.id, token);
    if (read.kind === 'refused') return reply.status(401).send({ error: read.why, message: linkText(read.why, locale) });
    const password = typeof body['password'] === 'string' ? body['password'] : '';
    const fault = faultOf(password, [...read.holder.name.split(/\s+/), ...read.holder.email.split(/[@.]/), tenant.name]);
    if (fault) return reply.status(400).send({ error: `password_${fault}`, message: passwordText(fault, locale) });
    const set = await this.letters.redeem(tenant, token, password);
    if (set.kind === 'refused') return reply.status(401).send({ error: set.why, message: linkText(set.why, locale) });
    return this.door.answer(visit, await this.entry.enter(tenant, set.proof satisfies Proof, browser));
  }
}
