import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Permission } from '@demarc/permissions';
import type { Actor } from '../auth/actor.js';
import { Identity } from '../platform/graphql/identity.js';
import { sendPrivateFile } from '../platform/http/private-file.js';
import { Routes, type HttpRoutes } from '../platform/http/routes.js';
import { FieldUploadsService } from './field-uploads.service.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** A phone makes its pictures much smaller before it sends them. */
const MOST_BYTES = 8 * 1024 * 1024;
const MOST_PIECE = 1024 * 1024;

const TEXTS = {
  job: { fr: 'Cette visite n’est pas la vôtre : la photo n’a pas été prise.', en: 'This visit is not yours: the photo was not taken.' },
  size: { fr: 'La photo dépasse 8 Mo.', en: 'The photo is larger than 8 MB.' },
} as const;

interface Piece {
  Params: { id: string };
  Querystring: { job?: string; size?: string; from?: string };
}

/** `PUT /files/field-photo/<id>?job&size&from` takes a piece of a picture; `GET /files/job-photo/<id>` gives it back. */
@Routes()
@Injectable()
export class FieldRoutes implements HttpRoutes {
  constructor(
    private readonly identity: Identity,
    private readonly uploads: FieldUploadsService,
  ) {}

  async install(fastify: FastifyInstance): Promise<void> {
    await fastify.register(async (scope) => {
      scope.addContentTypeParser('application/octet-stream', { parseAs: 'buffer', bodyLimit: MOST_PIECE }, (_request, body, done) => done(null, body));
      scope.put<Piece>('/files/field-photo/:id', { bodyLimit: MOST_PIECE }, (request, reply) => this.take(request, reply));
      scope.get<{ Params: { id: string }; Querystring: { size?: string } }>('/files/job-photo/:id', (request, reply) => this.photo(request, reply));
    });
  }

  private async take(request: FastifyRequest<Piece>, reply: FastifyReply): Promise<FastifyReply> {
    const me = await this.allowed(request, reply, ['field:work']);
    if (!me) return reply;
    const { id } = request.params;
    const [jobId, size, from] = [request.query.job ?? '', Number(request.query.size), Number(request.query.from)];
    if (!UUID.test(id) || !UUID.test(jobId) || !Number.isInteger(size) || size < 1 || !Number.isInteger(from) || from < 0) return reply.status(400).send({ error: 'not_understood' });
    if (size > MOST_BYTES) return reply.status(413).send({ error: 'too_large', message: TEXTS.size[me.locale] });
    const answer = await this.uploads.take(me, id.toLowerCase(), { jobId: jobId.toLowerCase(), size, from }, Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));
    if (!answer) return reply.status(404).send({ error: 'not_found', message: TEXTS.job[me.locale] });
    if ('expected' in answer) return reply.status(409).send({ received: answer.expected });
    if ('refused' in answer) return reply.status(415).send({ error: answer.refused, message: answer.words[me.locale] });
    return reply.header('cache-control', 'no-store').send(answer);
  }

  private async photo(request: FastifyRequest<{ Params: { id: string }; Querystring: { size?: string } }>, reply: FastifyReply): Promise<FastifyReply> {
    const me = await this.allowed(request, reply, ['dispatch:read', 'field:work']);
    if (!me) return reply;
    const file = UUID.test(request.params.id) ? await this.uploads.photo(me, request.params.id, request.query.size === 'small') : null;
    if (!file) return reply.status(404).send({ error: 'not_found' });
    return sendPrivateFile(reply, file);
  }

  /** The caller, if they may and their own page is asking; otherwise the refusal has been sent. */
  private async allowed(request: FastifyRequest, reply: FastifyReply, anyOf: readonly Permission[]): Promise<Actor | null> {
    const me = (await this.identity.callerOf(request.raw)) as Actor;
    if (me.kind === 'anonymous') await reply.status(401).send({ error: 'sign_in' });
    else if (!anyOf.some((permission) => me.permissions.has(permission))) await reply.status(403).send({ error: 'forbidden' });
    else if (request.headers.origin && !(await this.identity.isOwnOrigin(request.raw))) await reply.status(403).send({ error: 'origin' });
    else return me;
    return null;
  }
}
