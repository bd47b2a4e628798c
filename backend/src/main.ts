import 'reflect-metadata';
import { Config, ConfigError } from './platform/config/config.js';

/** Tells whoever started this process how far it is. */
const tell = (message: object) => void process.send?.(message);

try {
  new Config(process.env); // what must not start is told at once, before the application is loaded or the database touched
  const [{ DemoService }, { migrate }, { serve }] = await Promise.all([import('./demo/demo.service.js'), import('./migrate.js'), import('./server.js')]);
  tell({ progress: 'Bringing the database up to date' });
  await migrate(process.env['DATABASE_URL'] ?? '');
  tell({ progress: 'Starting' });
  let signIn: string[] = [];
  const { url } = await serve(async (app) => {
    tell({ progress: 'Looking after the demo provider' });
    const people = await app.get(DemoService, { strict: false }).ensure();
    signIn = (people ?? []).map(({ label, identifier, password }) => `${label}: ${identifier}${password ? ` / ${password}` : ''}`);
  });
  tell({ ready: { url, signIn } });
  if (!process.send) process.stdout.write(`Demarc is at ${url}\n`);
  // Started by the supervisor: without it there is nobody to stop the database for us.
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
} catch (error) {
  const reason = error as NodeJS.ErrnoException;
  const plain = error instanceof ConfigError ? reason.message : reason.code === 'EADDRINUSE' ? `Port ${process.env['PORT'] ?? 3000} is in use. Stop what uses it, or set PORT to another.` : undefined;
  process.stderr.write(plain ? `${plain}\n` : `${reason.stack ?? reason.message}\n`);
  process.exit(1);
}
