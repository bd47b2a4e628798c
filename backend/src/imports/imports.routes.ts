import { basename } from 'node:path';
import { Readable } from 'node:stream';
import multipart from '@fastify/multipart';
import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../auth/actor.js';
import { Identity } from '../platform/graphql/identity.js';
import { Routes, type HttpRoutes } from '../platform/http/routes.js';
import { isUuid } from '../platform/ids.js';
import { ImportsService } from './imports.service.js';
import { Uploads } from './uploads.js';

/** One file of an export at scale 1 is some 220 MB; a provider ten times that size still fits. */
const LARGEST_FILE = 4 * 1024 ** 3;
const MOST_FILES = 40;

/** Files in, the error file out. */
@Routes()
@Injectable()
export class ImportsRoutes implements HttpRoutes {
  constructor(
    private readonly identity: Identity,
    private readonly uploads: Uploads,
    private readonly imports: ImportsService,
  ) {}

  async install(fastify: FastifyInstance): Promise<void> {
    await fastify.register(async (scope) => {
      await scope.register(multipart, { limits: { files: MOST_FILES, fileSize: LARGEST_FILE, fields: 4, parts: MOST_FILES + 4 } });
      scope.post('/imports/upload', { bodyLimit: MOST_FILES * LARGEST_FILE }, (request, reply) => this.upload(request, reply));
      scope.get('/imports/:runId/errors.jsonl', (request, reply) => this.errors(request, reply));
    });
  }

  private async upload(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const me = await this.somebodyWhoMay(request);
    if (!me || !(await this.identity.isOwnOrigin(request.raw))) return reply.code(403).send({ error: 'forbidden' });
    const id = this.uploads.open(me.tenantId);
    const files: string[] = [];
    try {
      for await (const part of request.files()) {
        const name = basename(part.filename);
        if (await this.uploads.keep(me.tenantId, id, name, part.file)) files.push(name);
        else part.file.resume();
        if (part.file.truncated) throw new RangeError(name);
      }
    } catch (error) {
      await this.uploads.remove(me.tenantId, id);
      if (error instanceof RangeError) return reply.code(413).send({ error: 'too_large' });
      throw error;
    }
    return reply.send({ uploadId: id, files });
  }

  private async errors(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const me = await this.somebodyWhoMay(request);
    const { runId } = request.params as { runId: string };
    if (!me || !isUuid(runId)) return reply.code(404).send({ error: 'not_found' });
    return reply.header('content-type', 'application/x-ndjson; charset=utf-8').header('content-disposition', 'attachment; filename="errors.jsonl"').send(Readable.from(this.refused(me.tenantId, runId)));
  }

  private async *refused(tenantId: string, runId: string): AsyncGenerator<string> {
    for await (const { doctype, name, reason, explanation, refused, row } of this.imports.issues(tenantId, runId)) {
      if (refused) yield `${JSON.stringify({ doctype, name, reason, explanation, row })}\n`;
    }
  }

  private async somebodyWhoMay(request: FastifyRequest): Promise<Actor | undefined> {
    const me = (await this.identity.callerOf(request.raw)) as Actor;
    return me.permissions.has('imports:run') ? me : undefined;
  }
}
