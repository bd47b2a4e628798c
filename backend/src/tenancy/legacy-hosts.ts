import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { Routes, type HttpRoutes } from '../platform/http/routes.js';
import { TenancyService } from './tenancy.service.js';

/** Leads whoever comes to a legacy host on to the canonical one: the path, the query and the method are kept. */
@Routes()
@Injectable()
export class LegacyHosts implements HttpRoutes {
  constructor(private readonly tenancy: TenancyService) {}

  install(fastify: FastifyInstance): void {
    fastify.addHook('onRequest', async (request, reply) => {
      const address = await this.tenancy.movedTo(request.headers.host ?? '');
      if (address) return reply.redirect(`${address}${request.url}`, 308);
    });
  }
}
