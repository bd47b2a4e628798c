import { Injectable } from '@nestjs/common';
import { isDay } from '@demarc/time';
import type { FastifyInstance } from 'fastify';
import type { Actor } from '../auth/actor.js';
import { Identity } from '../platform/graphql/identity.js';
import { Routes, type HttpRoutes } from '../platform/http/routes.js';
import { StatementsService } from './statements.service.js';

/** `/files/statements/<customer>.pdf?from=&to=`: a statement on paper, for the office or for the customer, whose own is called `mine.pdf`. */
@Routes()
@Injectable()
export class StatementRoutes implements HttpRoutes {
  constructor(
    private readonly service: StatementsService,
    private readonly identity: Identity,
  ) {}

  install(fastify: FastifyInstance): void {
    fastify.get<{ Params: { file: string }; Querystring: { from?: string; to?: string } }>('/files/statements/:file', async (request, reply) => {
      const me = (await this.identity.callerOf(request.raw)) as Actor;
      reply.header('cache-control', 'private, no-store');
      if (me.kind === 'anonymous') return reply.redirect('/#/login', 303);
      const { from = '', to = '' } = request.query;
      if (!isDay(from) || !isDay(to) || from > to) return reply.status(400).send({ error: 'days', message: 'Give from and to as days YYYY-MM-DD, the first not after the last.' });
      const asked = /^([\w-]+)\.pdf$/.exec(request.params.file)?.[1];
      const id = asked === 'mine' ? me.customerId : asked;
      const mayRead = me.permissions.has('invoices:read') || me.permissions.has('own:read');
      const paper = mayRead && id ? await this.service.pdf(me, id, from, to) : null;
      if (!paper) return reply.status(404).send({ error: 'not_found' });
      return reply.type('application/pdf').header('content-disposition', `inline; filename="${paper.name}"`).send(paper.bytes);
    });
  }
}
