import { defaultFieldResolver, GraphQLID, GraphQLNonNull, isInterfaceType, isObjectType, isUnionType, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { computedField } from '../read/from-sql.js';

/** Fields below the roots that only a resolver of their own can answer; a document with one of them goes the long way. */
const resolved = new WeakMap<GraphQLSchema, Set<string>>();

/** Reads a value by the key it has in the answer, because a compiled read has already applied the aliases. */
const pick: GraphQLFieldResolver<Record<string, unknown>, unknown> = (source, args, context, info) =>
  info.path.key in source ? source[info.path.key] : defaultFieldResolver(source, args, context, info);

/**
 * What holds for the whole schema: every mutation takes an idempotency key, abstract results name their type,
 * and fields that the compiled read has filled are only picked.
 */
export function finishSchema(schema: GraphQLSchema): GraphQLSchema {
  const roots = new Set([schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]);
  const foreign = new Set<string>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (isUnionType(type) || isInterfaceType(type)) type.resolveType = (value: { __typename?: string; constructor: { name: string } }) => value.__typename ?? value.constructor.name;
    if (!isObjectType(type)) continue;
    type.isTypeOf = undefined;
    if (roots.has(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (!field.resolve || computedField(type.name, field.name)) field.resolve = pick as GraphQLFieldResolver<unknown, unknown>;
      else foreign.add(`${type.name}.${field.name}`);
    }
  }
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    if (field.args.some((argument) => argument.name === 'key')) continue;
    (field.args as unknown[]).push({ name: 'key', description: 'Idempotency key: the same key with the same request gives the same answer for 30 days; with another request it is refused.', type: new GraphQLNonNull(GraphQLID), defaultValue: undefined, deprecationReason: undefined, extensions: {}, astNode: undefined });
  }
  resolved.set(schema, foreign);
  return schema;
}

/** Whether a field needs its own resolver. */
export const needsResolver = (schema: GraphQLSchema, type: string, field: string): boolean => resolved.get(schema)?.has(`${type}.${field}`) ?? false;
