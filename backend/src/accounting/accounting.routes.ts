import { Injectable } from '@nestjs/common';
import { isDay } from '@demarc/time';
import type { FastifyInstance } from 'fastify';
import type { Actor } from '../auth/actor.js';
import { Identity } from '../platform/graphql/identity.js';
import { Routes, type HttpRoutes } from '../platform/http/routes.js';
import { AccountingService, FORMATS } from './accounting.service.js';

/** `/files/accounting/<program>.csv?from=&to=`: issued papers, or the journal, for another program's books. */
@Routes()
@Injectable()
export class AccountingRoutes implements HttpRoutes {
  constructor(
    private readonly service: AccountingService,
    private readonly identity: Identity,
  ) {}

  install(fastify: FastifyInstance): void {
    fastify.get<{ Params: { file: string }; Querystring: { from?: string; to?: string } }>('/files/accounting/:file', async (request, reply) => {
      const me = (await this.identity.callerOf(request.raw)) as Actor;
      reply.header('cache-control', 'private, no-store');
      if (me.kind === 'anonymous') return reply.redirect('/#/login', 303);
      const format = FORMATS.find((name) => request.params.file === `${name}.csv`);
      if (me.kind !== 'staff' || !me.permissions.has('invoices:read') || !format) return reply.status(404).send({ error: 'not_found' });
      const { from = '', to = '' } = request.query;
      if (!isDay(from) || !isDay(to) || from > to) return reply.status(400).send({ error: 'days', message: 'Give from and to as days YYYY-MM-DD, the first not after the last.' });
      const csv = await this.service.export(me, format, from, to);
      return reply.type('text/csv; charset=utf-8').header('content-disposition', `attachment; filename="${format}-${from}-${to}.csv"`).send(csv);
    });
  }
}
