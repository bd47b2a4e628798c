import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Module } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import { AlertsModule } from './alerts/alerts.module.js';
import { AuthModule } from './auth/auth.module.js';
import { DispatchModule } from './dispatch/dispatch.module.js';
import { entities } from './entities.js';
import { Config } from './platform/config/config.js';
import { DbModule } from './platform/db/db.module.js';
import { apolloOptions } from './platform/graphql/apollo-options.js';
import { Log } from './platform/observability/log.js';
import { PlatformModule } from './platform/platform.module.js';
import { TenancyModule } from './tenancy/tenancy.module.js';
import { TicketsModule } from './tickets/tickets.module.js';

/** The modules, in their order: each may use those above it and hears of those below by events only. */
@Module({
  imports: [
    PlatformModule,
    DbModule.forRoot(entities),
    GraphQLModule.forRootAsync<ApolloDriverConfig>({ driver: ApolloDriver, inject: [Config, Log], useFactory: apolloOptions }),
    TenancyModule,
    AuthModule,
    TicketsModule,
    DispatchModule,
    AlertsModule,
  ],
})
export class AppModule {}
