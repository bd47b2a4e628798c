import type { INestApplicationContext } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';

const ROUTES = 'demarc:routes';

/** A provider that serves plain HTTP routes, such as sign-in, files and webhooks. */
export interface HttpRoutes {
  install(fastify: FastifyInstance): void | Promise<void>;
}

/** Marks a provider whose `install` adds its routes. */
export const Routes = (): ClassDecorator => (target) => Reflect.defineMetadata(ROUTES, true, target);

/** Adds the routes of every marked provider, before Nest's own. */
export async function installRoutes(app: INestApplicationContext & Pick<NestFastifyApplication, 'getHttpAdapter'>): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  for (const { instance, metatype } of app.get(DiscoveryService, { strict: false }).getProviders()) {
    if (metatype && Reflect.getMetadata(ROUTES, metatype)) await (instance as HttpRoutes).install(fastify);
  }
}
