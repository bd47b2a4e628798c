import multipart, { type MultipartFile, type MultipartValue } from '@fastify/multipart';
import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../auth/actor.js';
import { Identity } from '../platform/graphql/identity.js';
import { Incoming } from '../platform/http/incoming.js';
import { sendPrivateFile } from '../platform/http/private-file.js';
import { Routes, type HttpRoutes } from '../platform/http/routes.js';
import { ImageRefused, MOST_BYTES } from './image-intake.js';
import { imageRefusalText } from './image-refusal-text.js';
import { ScanMode, ScanStatus } from './scan.entity.js';
import { VisionService, type KeptPhoto, type ScanState } from './vision.service.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

interface Form {
  /** Where the photo is; absent when none came. */
  readonly photo: string | undefined;
  readonly mode: string;
  readonly jobId: string | null;
}

/** `POST /files/scan` takes a photo as a form (`photo`, `mode`, `jobId`); `GET /files/scan/<id>` gives it back. */
@Routes()
@Injectable()
export class VisionRoutes implements HttpRoutes {
  constructor(
    private readonly identity: Identity,
    private readonly vision: VisionService,
    private readonly incoming: Incoming,
  ) {}

  async install(fastify: FastifyInstance): Promise<void> {
    await fastify.register(async (scope) => {
      await scope.register(multipart, { limits: { fileSize: MOST_BYTES, files: 1, fields: 4, fieldSize: 200, parts: 6 } });
      scope.post('/files/scan', { bodyLimit: MOST_BYTES + 65_536 }, (request, reply) => this.scan(request, reply));
      scope.get<{ Params: { id: string }; Querystring: { size?: string } }>('/files/scan/:id', (request, reply) => this.photo(request, reply));
    });
  }

  private async scan(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const me = await this.allowed(request, reply);
    if (!me) return reply;
    try {
      const kept = await this.keep(me, request);
      if (typeof kept === 'string') return await reply.status(400).send({ error: kept });
      const state = await this.vision.readNow(me, kept);
      return await reply.status(state.scan.status === ScanStatus.QUEUED ? 202 : 200).header('cache-control', 'no-store').send(answerOf(state));
    } catch (error) {
      if (error instanceof ImageRefused) return reply.status(error.reason === 'TOO_MANY_BYTES' ? 413 : 415).send({ error: error.reason, message: imageRefusalText(error.reason, me.locale) });
      throw error;
    }
  }

  /** Puts the photo of a form away, or says what is wrong with the form. */
  private async keep(me: Actor, request: FastifyRequest): Promise<KeptPhoto | 'mode_unknown' | 'job_unknown'> {
    if (!request.isMultipart()) throw new ImageRefused('NOT_AN_IMAGE', 'no form');
    const { photo, mode, jobId } = await this.formOf(request);
    try {
      if (!isMode(mode)) return 'mode_unknown';
      if (jobId && !UUID.test(jobId)) return 'job_unknown';
      return await this.vision.keep(me, photo ?? Buffer.alloc(0), mode, jobId);
    } finally {
      if (photo) await this.incoming.forget(photo);
    }
  }

  private async formOf(request: FastifyRequest): Promise<Form> {
    const values = new Map<string, string>();
    let photo: string | undefined;
    try {
      for await (const part of request.parts() as AsyncIterable<MultipartFile | MultipartValue>) {
        if (part.type === 'file') photo = await this.incoming.keep(part, request);
        else values.set(part.fieldname, String(part.value));
      }
    } catch (error) {
      if (photo) await this.incoming.forget(photo);
      const { code } = error as { code?: string };
      if (code === 'FST_REQ_FILE_TOO_LARGE') throw new ImageRefused('TOO_MANY_BYTES');
      if (code?.startsWith('FST_') || request.raw.destroyed) throw new ImageRefused('NOT_AN_IMAGE', code);
      throw error;
    }
    return { photo, mode: values.get('mode') ?? ScanMode.BARCODE, jobId: values.get('jobId') || null };
  }

  private async photo(request: FastifyRequest<{ Params: { id: string }; Querystring: { size?: string } }>, reply: FastifyReply): Promise<FastifyReply> {
    const me = await this.allowed(request, reply);
    if (!me) return reply;
    const file = UUID.test(request.params.id) ? await this.vision.photo(me, request.params.id, request.query.size === 'small') : null;
    if (!file) return reply.status(404).send({ error: 'not_found' });
    return sendPrivateFile(reply, file);
  }

  /** The caller, if they may scan and their own page is asking; otherwise the refusal has been sent. */
  private async allowed(request: FastifyRequest, reply: FastifyReply): Promise<Actor | null> {
    const me = (await this.identity.callerOf(request.raw)) as Actor;
    if (me.kind === 'anonymous') await reply.status(401).send({ error: 'sign_in' });
    else if (!me.permissions.has('vision:scan')) await reply.status(403).send({ error: 'forbidden' });
    else if (request.headers.origin && !(await this.identity.isOwnOrigin(request.raw))) await reply.status(403).send({ error: 'origin' });
    else return me;
    return null;
  }
}

const isMode = (name: string): name is ScanMode => Object.values<string>(ScanMode).includes(name);

function answerOf({ scan, match }: ScanState) {
  const { device, found } = match ?? {};
  return {
    scanId: scan.id,
    mode: scan.mode,
    status: scan.status,
    source: scan.source,
    codes: scan.codes,
    fields: Object.fromEntries(scan.fields.map(({ name, value }) => [name, value])),
    match: device && found ? { id: device.id, serial: device.serial, mac: device.mac, brand: device.brand, model: device.model, status: device.status, tier: found.tier, code: found.code } : null,
  };
}
