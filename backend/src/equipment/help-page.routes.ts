import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { systemActor } from '../auth/actor.js';
import { LightDoor, type LightVisit } from '../auth/light-door.service.js';
import type { Limit } from '../auth/rate-limits.service.js';
import { Db } from '../platform/db/db.js';
import { html, type LightPage } from '../platform/http/light-page.js';
import { Routes, type HttpRoutes } from '../platform/http/routes.js';
import { qrCode } from '../platform/qr-code.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { Device } from './device.entity.js';
import { HELP_WORDS } from './help-words.js';

/** Codes that one network address may try: a household scans a handful. */
const LOOKS: Limit = { most: 60, minutes: 15 };

/** `/q/<code>`: help for the device that carries the code, for whoever stands before it. It says what the device is, and nothing of whose it is. */
@Routes()
@Injectable()
export class HelpPageRoutes implements HttpRoutes {
  constructor(
    private readonly door: LightDoor,
    private readonly tenancy: TenancyService,
    private readonly db: Db,
  ) {}

  install(fastify: FastifyInstance): void {
    this.door.page(fastify, '/q/:code', (visit) => this.page(visit));
    fastify.get<{ Params: { code: string } }>('/q/:code/qr.svg', async (request, reply) => {
      const [tenant, code] = [await this.tenancy.ofHost(request.headers.host ?? ''), codeIn(request)];
      if (!tenant || !code) return reply.status(404).send({ error: 'not_found' });
      return reply.headers({ 'content-type': 'image/svg+xml', 'cache-control': 'private, max-age=86400' }).send(await qrCode(`${await this.tenancy.addressOf(tenant.id)}/q/${code}`));
    });
  }

  private async page(visit: LightVisit): Promise<LightPage> {
    await this.door.withinAddress(visit, 'help-code', LOOKS);
    const words = HELP_WORDS[visit.locale];
    const helpCode = codeIn(visit.request);
    const device = helpCode ? await this.db.tx(systemActor(visit.tenant.id), () => this.db.repo(Device).findOneBy({ helpCode })) : null;
    const { phone } = visit.tenant;
    const call = phone && html`<a class="button" href="tel:${phone}">${words.call}</a>`;
    if (!device) return { title: words.unknown, status: 404, body: html`<h1>${words.unknown}</h1><p class="quiet">${words.unknownText}</p><p class="row"><a class="button primary" href="/status">${words.status}</a>${call}</p>` };
    const { name, what, steps } = words.kinds[device.kind];
    const model = `${device.brand} ${device.model}`.trim();
    return {
      title: name,
      body: html`<h1>${name}</h1><p class="quiet">${model && html`<strong>${model}</strong><br>`}${what}</p>
<section class="card"><h2>${words.first}</h2><p>${words.firstText}</p><p><a class="button" href="/status">${words.status}</a></p></section>
<section class="card"><h2>${words.restart}</h2><ol>${steps.map((step) => html`<li>${step}</li>`)}</ol><p class="quiet"><small>${words.never}</small></p></section>
<section class="card"><h2>${words.still}</h2><p>${words.stillText}</p><p class="row"><a class="button primary" href="/#/login?next=%2Ftickets%2Fnew">${words.write}</a>${call}</p></section>`,
    };
  }
}

/** The code of an address; nothing for what can be no code. */
function codeIn({ params }: FastifyRequest): string | undefined {
  const { code } = params as { readonly code: string };
  return /^[\da-f]{32}$/i.test(code) ? code.toLowerCase() : undefined;
}
