import type { ApolloDriverConfig } from '@nestjs/apollo';
import type { FastifyRequest } from 'fastify';
import { lexicographicSortSchema } from 'graphql';
import type { Config } from '../config/config.js';
import type { Log } from '../observability/log.js';
import type { GraphContext } from './engine.js';
import { finishSchema } from './finish-schema.js';
import { tell } from './format-error.js';

/** Apollo executes what is not made of reads alone. The front door has checked the document and found the caller before. */
export function apolloOptions(config: Config, log: Log): Omit<ApolloDriverConfig, 'driver'> {
  return {
    path: '/graphql',
    autoSchemaFile: true,
    sortSchema: true,
    introspection: !config.production,
    hideSchemaDetailsFromClientErrors: config.production,
    playground: false,
    graphiql: false,
    csrfPrevention: true,
    cache: 'bounded',
    stopOnTerminationSignals: false,
    fieldResolverEnhancers: ['guards', 'interceptors'],
    includeStacktraceInErrorResponses: false,
    transformAutoSchemaFile: true,
    transformSchema: (schema) => finishSchema(lexicographicSortSchema(schema)),
    context: (request: FastifyRequest): GraphContext => ({ caller: request.caller!, request: request.raw, loaders: new Map() }),
    formatError: (_formatted, error) => {
      const { formatted, ours } = tell(error);
      if (ours) log.error(ours, { where: 'graphql' });
      return formatted;
    },
  };
}
