import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Clock } from '../../src/platform/clock.js';
import { Db } from '../../src/platform/db/db.js';
import { createApp, openDoors, startWork } from '../../src/server.js';
import { cloneDatabase, type TestDatabase } from './pg-clone.js';

/** The whole application on a database of its own, listening on a free port. */
export interface TestApp {
  readonly app: NestFastifyApplication;
  readonly url: string;
  readonly db: Db;
  readonly clock: Clock;
  close(): Promise<void>;
}

/** Starts the application once per test file; close it in `afterAll`. `database` lets two applications share one. */
export async function startApp(options: { readonly database?: TestDatabase; readonly env?: Readonly<Record<string, string>> } = {}): Promise<TestApp> {
  const database = options.database ?? (await cloneDatabase());
  const before = { ...process.env };
  Object.assign(process.env, { DATABASE_URL: database.url, DATA_DIR: process.env['TEST_DATA_DIR'], PORT: '0', DEMO: 'off', LOG_LEVEL: 'error', COST_PER_MINUTE: '1000000000', ...options.env });
  const app = await createApp();
  process.env = before;
  await startWork(app);
  openDoors(app);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return {
    app,
    url: `http://localhost:${port}`,
    db: app.get(Db),
    clock: app.get(Clock),
    close: async () => {
      await app.close();
      if (!options.database) await database.drop();
    },
  };
}
