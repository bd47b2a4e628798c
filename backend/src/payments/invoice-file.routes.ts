import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import type { Actor } from '../auth/actor.js';
import { InvoicePaperService } from '../invoices/invoice-paper.service.js';
import { Db } from '../platform/db/db.js';
import { Identity } from '../platform/graphql/identity.js';
import { Routes, type HttpRoutes } from '../platform/http/routes.js';

interface PaidPart {
  readonly method: string;
  readonly receivedOn: string;
  readonly amount: number;
}

/** `/files/invoices/<id>.pdf`: stands here because the paper shows what was paid. */
@Routes()
@Injectable()
export class InvoiceFileRoutes implements HttpRoutes {
  constructor(
    private readonly papers: InvoicePaperService,
    private readonly identity: Identity,
    private readonly db: Db,
  ) {}

  install(fastify: FastifyInstance): void {
    fastify.get<{ Params: { file: string } }>('/files/invoices/:file', async (request, reply) => {
      const me = (await this.identity.callerOf(request.raw)) as Actor;
      reply.header('cache-control', 'private, no-store');
      if (me.kind === 'anonymous') return reply.redirect('/#/login', 303);
      const mayRead = me.permissions.has('invoices:read') || me.permissions.has('own:read');
      const id = /^([\w-]+)\.pdf$/.exec(request.params.file)?.[1];
      const pdf = mayRead && id ? await this.papers.pdf(me, id, (invoiceId) => this.paidFor(invoiceId)) : null;
      if (!pdf) return reply.status(404).send({ error: 'not_found' });
      return reply.type('application/pdf').header('content-disposition', `inline; filename="${pdf.name}"`).send(pdf.bytes);
    });
  }

  private async paidFor(invoiceId: string): Promise<PaidPart[]> {
    const rows = await this.db.query<{ method: string; received_on: string; amount: string }>(
      'select p.method, p.received_on::text received_on, a.amount from payment_allocation a join payment p on p.id = a.payment_id where a.invoice_id = $1 order by p.received_on, a.id',
      [invoiceId],
    );
    return rows.map(({ method, received_on: receivedOn, amount }) => ({ method, receivedOn, amount: Number(amount) }));
  }
}
