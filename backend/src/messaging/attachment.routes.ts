import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import type { Actor } from '../auth/actor.js';
import { Db } from '../platform/db/db.js';
import { Identity } from '../platform/graphql/identity.js';
import { Routes, type HttpRoutes } from '../platform/http/routes.js';
import { isUuid } from '../platform/ids.js';
import { OutgoingMessage } from './outgoing-message.entity.js';

/** `/files/messages/<id>`: the file that goes with a message, for who may read the outbox. */
@Routes()
@Injectable()
export class AttachmentRoutes implements HttpRoutes {
  constructor(
    private readonly db: Db,
    private readonly identity: Identity,
  ) {}

  install(fastify: FastifyInstance): void {
    fastify.get<{ Params: { id: string } }>('/files/messages/:id', async (request, reply) => {
      const me = (await this.identity.callerOf(request.raw)) as Actor;
      reply.header('cache-control', 'private, no-store');
      if (me.kind === 'anonymous') return reply.redirect('/#/login', 303);
      const { id } = request.params;
      const message = me.permissions.has('messages:read') && isUuid(id) ? await this.db.tx(me, () => this.db.repo(OutgoingMessage).findOne({ where: { id }, select: { id: true, attachmentName: true, attachment: true } })) : null;
      if (!message?.attachment) return reply.status(404).send({ error: 'not_found' });
      return reply.type('application/pdf').header('content-disposition', `inline; filename="${message.attachmentName}"`).send(message.attachment);
    });
  }
}
