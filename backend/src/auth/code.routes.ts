import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { Routes, type HttpRoutes } from '../platform/http/routes.js';
import { CodesService } from './codes.service.js';
import { EntryService } from './entry.service.js';
import { sameIdentifier } from './identifier.js';
import { CodePurpose } from './proofs.entity.js';
import { CODE_REQUESTS } from './rate-limits.service.js';
import { textOf } from './request-facts.js';
import { SignInDoor, type Visit } from './sign-in-door.service.js';
import { codeText } from './sign-in-texts.js';

/** Signing in by a 6-digit code. */
@Routes()
@Injectable()
export class CodeRoutes implements HttpRoutes {
  constructor(
    private readonly door: SignInDoor,
    private readonly codes: CodesService,
    private readonly entry: EntryService,
  ) {}

  install(fastify: FastifyInstance): void {
    this.door.post(fastify, '/auth/request-code', (visit) => this.ask(visit));
    this.door.post(fastify, '/auth/code', (visit) => this.try(visit));
  }

  private async ask(visit: Visit): Promise<unknown> {
    const { tenant, reply, browser } = visit;
    const identifier = this.door.identifierIn(visit);
    if (!identifier) return reply;
    if (!(await this.door.within(visit, 'request-code', `${tenant.id}:${sameIdentifier(identifier)}`, CODE_REQUESTS))) return reply;
    if (!(await this.door.withinAddress(visit))) return reply;
    await this.codes.ask(tenant, identifier, browser);
    return reply.send({ ok: true, sent: [] });
  }

  private async try(visit: Visit): Promise<unknown> {
    const { tenant, reply, browser, locale, body } = visit;
    const identifier = textOf(body['identifier'], 200).trim();
    if (!(await this.door.withinAddress(visit))) return reply;
    const tried = await this.codes.try(tenant.id, CodePurpose.SIGN_IN, identifier, textOf(body['code'], 20), browser);
    if (tried.kind === 'right' && (tried.row.staffId || tried.row.choices.length)) {
      const { name, staffId, choices } = tried.row;
      return this.door.answer(visit, await this.entry.enter(tenant, { method: 'code', name, accounts: choices, ...(staffId ? { staffId } : {}) }, browser));
    }
    await this.entry.refused(tenant.id, 'code', tried.kind === 'wrong' ? 'code_wrong' : 'code_gone', null, browser);
    const triesLeft = tried.kind === 'wrong' ? tried.triesLeft : 0;
    const error = triesLeft ? 'code_wrong' : 'code_gone';
    return reply.status(401).send({ error, message: codeText(triesLeft, locale), tries_left: triesLeft });
  }
}
