import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { accessText } from './access-table.js';
import { AppModule } from './app.module.js';
import { finishSchema } from './platform/graphql/finish-schema.js';

type Class = abstract new () => unknown;

/** Every resolver class, found through the modules, so that nobody keeps a second list. */
export function resolversOf(module: unknown, seen = new Set<unknown>()): Class[] {
  const target = typeof module === 'object' && module !== null && 'module' in module ? (module as { module: object }).module : module;
  if (typeof target !== 'function' || seen.has(target)) return [];
  seen.add(target);
  const imports = (Reflect.getMetadata('imports', target) ?? []) as unknown[];
  const providers = (Reflect.getMetadata('providers', target) ?? []) as unknown[];
  const own = providers.filter((provider): provider is Class => typeof provider === 'function' && Reflect.hasMetadata('graphql:resolver_type', provider));
  return [...imports.flatMap((imported) => resolversOf(imported, seen)), ...own];
}

/** The schema as text: the contract that is committed and reviewed. */
export async function schemaText(): Promise<string> {
  const app = await NestFactory.createApplicationContext(GraphQLSchemaBuilderModule, { logger: false });
  const schema = await app.get(GraphQLSchemaFactory).create(resolversOf(AppModule) as never);
  await app.close();
  return `# Printed by the backend; run \`npm run schema\` after a change.\n\n${printSchema(finishSchema(lexicographicSortSchema(schema)))}\n`;
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(process.argv[2] ?? join(import.meta.dirname, '../../schema.graphql'), await schemaText());
  if (!process.argv[2]) writeFileSync(join(import.meta.dirname, '../../docs/access.md'), accessText(resolversOf(AppModule)));
}
