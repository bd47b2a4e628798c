import { rmSync } from 'node:fs';

/** Stops the PostgreSQL of this run and removes its files. */
export default async function pgGlobalTeardown() {
  const { server, base } = globalThis.testPostgres ?? {};
  if (!server) return;
  await server.stop();
  rmSync(base, { recursive: true, force: true });
}
