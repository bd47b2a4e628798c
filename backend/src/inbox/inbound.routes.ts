import { createHash, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import twilio from 'twilio';
import { DeliveryService } from '../messaging/delivery.service.js';
import { Config } from '../platform/config/config.js';
import { Routes, type HttpRoutes } from '../platform/http/routes.js';
import { isUuid } from '../platform/ids.js';
import { Log } from '../platform/observability/log.js';
import { InboundService, MOST_MAIL } from './inbound.service.js';
import { SendersService } from './senders.service.js';
import { newsOfSms } from './sms-news.js';

const MOST_FORM = 64 * 1024;
const MOST_MEDIA = 10;
/** An answer without words: nothing is written back. */
const NOTHING = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>';

const same = (a: string, b: string): boolean => timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());

/** Where texts, news of texts and mails arrive: `/webhook/twilio/inbound`, `/webhook/twilio/status` and `/webhook/mail`. Who calls is proved before anything is read. */
@Routes()
@Injectable()
export class InboundRoutes implements HttpRoutes {
  constructor(
    private readonly config: Config,
    private readonly inbound: InboundService,
    private readonly senders: SendersService,
    private readonly delivery: DeliveryService,
    private readonly log: Log,
  ) {}

  install(fastify: FastifyInstance): void {
    void fastify.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
      scope.post('/webhook/twilio/inbound', { bodyLimit: MOST_FORM }, (request, reply) => this.text(request, reply));
      scope.post('/webhook/twilio/status', { bodyLimit: MOST_FORM }, (request, reply) => this.status(request, reply));
      scope.post('/webhook/mail', { bodyLimit: MOST_MAIL, onRequest: async (request, reply) => this.knock(request, reply) }, (request, reply) => this.mail(request, reply));
    });
  }

  private async text(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const form = this.genuine(request, '/inbound');
    const [sid, from, to] = [form?.['MessageSid'], form?.['From'], form?.['To']];
    if (!form || !sid || !from || !to) return reply.status(form ? 400 : 403).send({ error: form ? 'incomplete' : 'signature' });
    const tenantId = await this.senders.tenantOfText(to, from);
    if (!tenantId) this.log.warn('a text came for no provider of this server', { sid });
    const count = Math.min(Number(form['NumMedia']) || 0, MOST_MEDIA);
    const media = Array.from({ length: count }, (_, i) => ({ url: form[`MediaUrl${i}`] ?? '', type: form[`MediaContentType${i}`] ?? '' })).filter(({ url }) => url);
    if (tenantId) await this.inbound.keepText(tenantId, { sid, from, body: form['Body'] ?? '', media, ...(form['OptOutType'] ? { optOut: form['OptOutType'] } : {}) });
    return reply.type('text/xml').send(NOTHING);
  }

  private async status(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const form = this.genuine(request, '/status');
    if (!form) return reply.status(403).send({ error: 'signature' });
    const news = newsOfSms(form['MessageStatus'] ?? '', form['ErrorCode']);
    const { message } = request.query as { message?: string };
    const found = news && (await this.senders.tenantOfOutgoing(isUuid(message ?? '') ? message! : null, form['MessageSid'] ?? ''));
    if (news && found) await this.delivery.hear(found.tenantId, { id: found.id }, news);
    return reply.status(204).send();
  }

  /** Whoever hands us mail says the secret before the mail is read. */
  private async knock(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const secret = this.config.inboundMail?.secret;
    const said = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (!secret) await reply.status(404).send({ error: 'not_found' });
    else if (!same(said, secret)) await reply.status(401).send({ error: 'secret' });
  }

  private async mail(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    if (!Buffer.isBuffer(request.body) || !request.body.length) return reply.status(400).send({ error: 'no_mail' });
    const isOurs = await this.inbound.keepMail(request.body);
    return isOurs ? reply.status(202).send({ received: true }) : reply.status(422).send({ error: 'no_such_recipient' });
  }

  /** The form, when the SMS service signed it for the address it called us at; null otherwise. */
  private genuine(request: FastifyRequest, path: '/inbound' | '/status'): Readonly<Record<string, string>> | null {
    const settings = this.config.twilio;
    const signature = request.headers['x-twilio-signature'];
    if (!settings || typeof signature !== 'string' || !Buffer.isBuffer(request.body)) return null;
    const form = Object.fromEntries(new URLSearchParams(request.body.toString('utf8')));
    const query = request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : '';
    if (twilio.validateRequest(settings.authToken, signature, `${settings.webhookUrl}${path}${query}`, form)) return form;
    this.log.warn('a webhook of the SMS service was refused', { path });
    return null;
  }
}
