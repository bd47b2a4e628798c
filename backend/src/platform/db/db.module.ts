import { Global, Module, type DynamicModule } from '@nestjs/common';
import { DataSource, type EntityTarget, type ObjectLiteral } from 'typeorm';
import { Config } from '../config/config.js';
import { APP_SOURCE, Db, SYSTEM_SOURCE } from './db.js';
import { SnakeNaming } from './naming.js';

/** The options of a connection as one of the two roles that row-level security knows. */
export function sourceOptions(url: string, entities: readonly EntityTarget<ObjectLiteral>[], role: 'demarc_app' | 'demarc_system' | undefined, poolSize: number) {
  return {
    type: 'postgres' as const,
    url,
    entities: entities as never,
    namingStrategy: new SnakeNaming(),
    uuidExtension: 'pgcrypto' as const,
    poolSize,
    applicationName: 'demarc',
    extra: { options: `${role ? `-c role=${role} ` : ''}-c TimeZone=UTC -c statement_timeout=60000 -c plan_cache_mode=force_generic_plan`, idleTimeoutMillis: 60_000 },
  };
}

@Global()
@Module({})
export class DbModule {
  /** Both roles see the same entities; only `db.unscoped` uses the second. */
  static forRoot(entities: readonly EntityTarget<ObjectLiteral>[]): DynamicModule {
    const source = (role: 'demarc_app' | 'demarc_system', size: (config: Config) => number) => ({
      inject: [Config],
      useFactory: (config: Config) => new DataSource(sourceOptions(config.databaseUrl, entities, role, size(config))).initialize(),
    });
    return {
      module: DbModule,
      providers: [
        { provide: APP_SOURCE, ...source('demarc_app', (config) => config.poolSize) },
        { provide: SYSTEM_SOURCE, ...source('demarc_system', () => 4) },
        Db,
      ],
      exports: [APP_SOURCE, SYSTEM_SOURCE, Db],
    };
  }
}
