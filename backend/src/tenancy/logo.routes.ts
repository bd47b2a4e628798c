import multipart from '@fastify/multipart';
import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../auth/actor.js';
import { Identity } from '../platform/graphql/identity.js';
import { Routes, type HttpRoutes } from '../platform/http/routes.js';
import { uuidv7 } from '../platform/ids.js';
import { Storage } from '../platform/storage/storage.js';
import { LogoRefused, logoRefusalText, MOST_LOGO_BYTES, takeLogo } from './logo-intake.js';
import { SettingsService } from './settings.service.js';
import { LOGO_PATH, TenancyService } from './tenancy.service.js';

/** `POST /files/logo` takes a logo as a form (`logo`); `GET /files/logo/<id>.png` shows it to everybody who comes to the provider's host. */
@Routes()
@Injectable()
export class LogoRoutes implements HttpRoutes {
  constructor(
    private readonly identity: Identity,
    private readonly settings: SettingsService,
    private readonly tenancy: TenancyService,
    private readonly storage: Storage,
  ) {}

  async install(fastify: FastifyInstance): Promise<void> {
    await fastify.register(async (scope) => {
      await scope.register(multipart, { limits: { fileSize: MOST_LOGO_BYTES, files: 1, fields: 1, fieldSize: 200, parts: 2 } });
      scope.post('/files/logo', { bodyLimit: MOST_LOGO_BYTES + 65_536 }, (request, reply) => this.take(request, reply));
    });
    fastify.get<{ Params: { name: string } }>('/files/logo/:name', (request, reply) => this.show(request, reply));
  }

  private async take(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const me = (await this.identity.callerOf(request.raw)) as Actor;
    if (me.kind === 'anonymous') return reply.status(401).send({ error: 'sign_in' });
    if (!me.permissions.has('settings:write')) return reply.status(403).send({ error: 'forbidden' });
    if (request.headers.origin && !(await this.identity.isOwnOrigin(request.raw))) return reply.status(403).send({ error: 'origin' });
    try {
      const png = await takeLogo(await fileOf(request));
      const name = `${uuidv7()}.png`;
      await this.storage.put(`${me.tenantId}/logo/${name}`, png, 'image/png');
      await this.settings.wearLogo(me, `${LOGO_PATH}${name}`);
      return await reply.header('cache-control', 'no-store').send({ logoUrl: `${LOGO_PATH}${name}` });
    } catch (error) {
      if (!(error instanceof LogoRefused)) throw error;
      return reply.status(error.reason === 'TOO_MANY_BYTES' ? 413 : 415).send({ error: error.reason, message: logoRefusalText(error.reason, me.locale) });
    }
  }

  private async show(request: FastifyRequest<{ Params: { name: string } }>, reply: FastifyReply): Promise<FastifyReply> {
    const tenant = await this.tenancy.ofHost(request.headers.host ?? '');
    const { name } = request.params;
    const file = tenant && /^[0-9a-f-]{36}\.png$/.test(name) ? await this.storage.get(`${tenant.id}/logo/${name}`) : null;
    if (!file) return reply.status(404).send({ error: 'not_found' });
    return reply.type('image/png').header('cache-control', 'public, max-age=31536000, immutable').header('cross-origin-resource-policy', 'cross-origin').send(file.bytes);
  }
}

async function fileOf(request: FastifyRequest): Promise<Buffer> {
  if (!request.isMultipart()) throw new LogoRefused('EMPTY');
  try {
    const file = await request.file();
    return file ? await file.toBuffer() : Buffer.alloc(0);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'FST_REQ_FILE_TOO_LARGE') throw new LogoRefused('TOO_MANY_BYTES');
    if (code?.startsWith('FST_')) throw new LogoRefused('NOT_AN_IMAGE');
    throw error;
  }
}
