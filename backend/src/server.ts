import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import { TraccarFollower } from './dispatch/traccar.service.js';
import { LiveBus } from './platform/events/live-bus.js';
import { Relay } from './platform/events/relay.js';
import { Config } from './platform/config/config.js';
import { FrontDoor } from './platform/graphql/front-door.js';
import { LiveHub } from './platform/graphql/live-hub.js';
import { QuickDoor } from './platform/graphql/quick-door.js';
import { SocketDoor } from './platform/graphql/socket-door.js';
import { Health } from './platform/http/health.js';
import { protect, protectionOf } from './platform/http/protection.js';
import { knowAddress } from './platform/http/request-address.js';
import { installRoutes } from './platform/http/routes.js';
import { Queue } from './platform/queue/queue.js';
import { pathMeant } from './auth/view-path.js';
import { checkBeforeServing } from './start-checks.js';

/** What an application process serves besides the modules' own routes. */
export interface Served {
  readonly app: NestFastifyApplication;
  readonly url: string;
}

/** Builds the application with both front doors, not yet listening. */
export async function createApp(): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({ trustProxy: 'loopback', bodyLimit: 1_048_576, forceCloseConnections: 'idle', routerOptions: { maxParamLength: 500 }, rewriteUrl: pathMeant } as never);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule, adapter, { logger: ['error', 'warn'], abortOnError: false, rawBody: true });
  const fastify = app.getHttpAdapter().getInstance();
  knowAddress(fastify as never);
  app.get(Health).install(fastify as never);
  app.get(QuickDoor).lend(fastify as never);
  app.get(FrontDoor).install(fastify as never);
  await installRoutes(app);
  app.enableShutdownHooks();
  return app;
}

/** Opens the queue, the live feed and, where this process works, the relay. Background work needs no HTTP. */
export async function startWork(app: Pick<NestFastifyApplication, 'get'>): Promise<void> {
  const { worker } = app.get(Config);
  await app.get(Queue).start(worker);
  await app.get(LiveBus).start();
  app.get(LiveHub).start();
  if (!worker) return;
  await app.get(Relay).start();
  app.get(TraccarFollower).start();
}

/** Opens the doors that stand before the framework: reads by HTTP, live updates by socket. Whatever else is answered is protected. */
export function openDoors(app: NestFastifyApplication): void {
  protect(app.getHttpServer() as never, protectionOf(app.get(Config)));
  app.get(QuickDoor).install(app.getHttpServer() as never);
  app.get(SocketDoor).install(app.getHttpServer() as never);
}

/** Listens on the port; 0 takes a free one. `prepare` runs before anybody can ask for anything. */
export async function serve(prepare: (app: NestFastifyApplication) => Promise<unknown> = () => Promise.resolve()): Promise<Served> {
  const app = await createApp();
  await checkBeforeServing(app);
  await startWork(app);
  await prepare(app);
  openDoors(app);
  const { host, port } = app.get(Config);
  await app.listen(port, host);
  const address = app.getHttpServer().address() as { port: number };
  return { app, url: `http://localhost:${address.port}` };
}
