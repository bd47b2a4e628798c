import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { Config, ConfigError } from './platform/config/config.js';

/** The same modules without HTTP: background work and the relay. */
try {
  new Config(process.env);
  const [{ AppModule }, { startWork }, { checkBeforeServing }] = await Promise.all([import('./app.module.js'), import('./server.js'), import('./start-checks.js')]);
  const app = await NestFactory.createApplicationContext(AppModule, { logger: ['error', 'warn'], abortOnError: false });
  app.enableShutdownHooks();
  await checkBeforeServing(app);
  await startWork(app);
} catch (error) {
  process.stderr.write(`${error instanceof ConfigError ? error.message : (error as Error).stack}\n`);
  process.exit(1);
}
