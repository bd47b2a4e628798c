import multipart, { type MultipartFile } from '@fastify/multipart';
import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Permission } from '@demarc/permissions';
import type { Actor } from '../auth/actor.js';
import { Identity } from '../platform/graphql/identity.js';
import { Incoming } from '../platform/http/incoming.js';
import { sendPrivateFile } from '../platform/http/private-file.js';
import { Routes, type HttpRoutes } from '../platform/http/routes.js';
import { StorageUnavailable } from '../platform/storage/storage.js';
import { MessageFilesService } from '../tickets/message-files.service.js';
import { PictureIntakeService } from '../vision/picture-intake.service.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** One byte more than a photo may have, so that one which is too large is told from one that was cut. */
const MOST_BYTES = 25 * 1024 * 1024 + 1;
/** How much of each photo waits in memory on its way to the disk, in bytes: many arrive at once. */
const PIECE = 16 * 1024;
const TOO_LARGE = { fr: 'La photo dépasse 25 Mo. Choisissez une taille plus petite dans l’appareil photo.', en: 'The photo is larger than 25 MB. Choose a smaller size in the camera.' } as const;
const NO_PLACE = { fr: 'Les photos ne peuvent pas être gardées pour l’instant. Réessayez dans quelques minutes.', en: 'Photos cannot be kept for the moment. Try again in a few minutes.' } as const;
const NO_FORM = { fr: 'Aucune photo n’est arrivée. Choisissez-la de nouveau.', en: 'No photo arrived. Choose it again.' } as const;

/** `POST /files/message` takes a photo as a form (`photo`) and answers its id; `GET /files/message/<id>` gives it back. */
@Routes()
@Injectable()
export class MessageFileRoutes implements HttpRoutes {
  constructor(
    private readonly identity: Identity,
    private readonly intake: PictureIntakeService,
    private readonly files: MessageFilesService,
    private readonly incoming: Incoming,
  ) {}

  async install(fastify: FastifyInstance): Promise<void> {
    await fastify.register(async (scope) => {
      await scope.register(multipart, { fileHwm: PIECE, highWaterMark: PIECE, limits: { fileSize: MOST_BYTES, files: 1, fields: 2, fieldSize: 200, parts: 3 } });
      scope.post('/files/message', { bodyLimit: MOST_BYTES + 65_536 }, (request, reply) => this.take(request, reply));
      scope.get<{ Params: { id: string }; Querystring: { size?: string } }>('/files/message/:id', (request, reply) => this.give(request, reply));
    });
  }

  private async take(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const me = await this.allowed(request, reply, ['tickets:write', 'own:tickets']);
    if (!me) return reply;
    const sent = await this.photoOf(request);
    if (sent === 'too-large') return reply.status(413).send({ error: 'TOO_MANY_BYTES', message: TOO_LARGE[me.locale] });
    if (!sent) return reply.status(400).send({ error: 'NO_PHOTO', message: NO_FORM[me.locale] });
    const taken = await this.intake.take(sent.path).finally(() => this.incoming.forget(sent.path));
    if ('refused' in taken) return reply.status(taken.refused === 'TOO_MANY_BYTES' ? 413 : 415).send({ error: taken.refused, message: taken.words[me.locale] });
    const kept = await this.files.keep(me, { name: sent.name, ...taken.image }).catch((error: unknown) => {
      if (error instanceof StorageUnavailable) return null;
      throw error;
    });
    if (!kept) return reply.status(503).header('retry-after', '30').send({ error: 'STORAGE', message: NO_PLACE[me.locale] });
    const { id, name, width, height, bytes } = kept;
    return reply.header('cache-control', 'no-store').send({ id, name, width, height, bytes });
  }

  private async give(request: FastifyRequest<{ Params: { id: string }; Querystring: { size?: string } }>, reply: FastifyReply): Promise<FastifyReply> {
    const me = await this.allowed(request, reply, ['tickets:read', 'own:tickets']);
    if (!me) return reply;
    const file = UUID.test(request.params.id) ? await this.files.read(me, request.params.id, request.query.size === 'small') : null;
    if (!file) return reply.status(404).send({ error: 'not_found' });
    return sendPrivateFile(reply, file);
  }

  /** The caller, if they may and their own page is asking; otherwise the refusal has been sent. */
  private async allowed(request: FastifyRequest, reply: FastifyReply, anyOf: readonly Permission[]): Promise<Actor | null> {
    const me = (await this.identity.callerOf(request.raw)) as Actor;
    if (me.kind === 'anonymous') await reply.status(401).send({ error: 'sign_in' });
    else if (!anyOf.some((permission) => me.permissions.has(permission)) || (me.viewedBy && request.method !== 'GET')) await reply.status(403).send({ error: 'forbidden' });
    else if (request.headers.origin && !(await this.identity.isOwnOrigin(request.raw))) await reply.status(403).send({ error: 'origin' });
    else return me;
    return null;
  }

  /** The photo of a form with its name, cleaned of everything but letters and marks; null when there is none. */
  private async photoOf(request: FastifyRequest): Promise<{ readonly name: string; readonly path: string } | 'too-large' | null> {
    if (!request.isMultipart()) return null;
    try {
      for await (const part of request.parts() as AsyncIterable<MultipartFile | { type: 'field' }>) {
        if (part.type === 'file') return { path: await this.incoming.keep(part, request), name: part.filename.replace(/[^\p{L}\p{N} ._-]/gu, '').trim().slice(-80) || 'photo.jpg' };
      }
      return null;
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === 'FST_REQ_FILE_TOO_LARGE') return 'too-large';
      if (code?.startsWith('FST_') || request.raw.destroyed) return null;
      throw error;
    }
  }
}
