import { CustomScalar, Field, Float, ObjectType, Scalar } from '@nestjs/graphql';
import { isDay } from '@demarc/time';
import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

const text = (value: unknown, name: string): string => {
  if (typeof value !== 'string') throw new GraphQLError(`${name} must be text`, { extensions: { code: 'BAD_USER_INPUT' } });
  return value;
};

/** An instant in ISO 8601. Answers come from PostgreSQL as text and stay as they are. */
@Scalar('DateTime', () => Date)
export class DateTimeScalar implements CustomScalar<string, Date> {
  description = 'An instant in ISO 8601 with its offset, such as 2026-11-21T13:05:00Z.';

  serialize(value: unknown): string {
    return value instanceof Date ? value.toISOString() : String(value);
  }

  parseValue(value: unknown): Date {
    const instant = new Date(text(value, 'DateTime'));
    if (Number.isNaN(instant.getTime()) || !/^\d{4}-\d{2}-\d{2}T/.test(String(value))) throw new GraphQLError('Not an instant in ISO 8601', { extensions: { code: 'BAD_USER_INPUT' } });
    return instant;
  }

  parseLiteral(node: ValueNode): Date {
    return this.parseValue(node.kind === Kind.STRING ? node.value : undefined);
  }
}

const parseDay = (value: unknown): string => {
  const day = text(value, 'DateOnly');
  if (!isDay(day)) throw new GraphQLError('Not a day YYYY-MM-DD', { extensions: { code: 'BAD_USER_INPUT' } });
  return day;
};

/** A calendar day without a time, in the tenant's zone. */
export const DateOnly = new GraphQLScalarType<string, string>({
  name: 'DateOnly',
  description: 'A calendar day, YYYY-MM-DD, in the tenant’s time zone.',
  serialize: (value) => String(value),
  parseValue: parseDay,
  parseLiteral: (node) => parseDay(node.kind === Kind.STRING ? node.value : undefined),
});

/** Anything JSON can say; only where the shape is the business of somebody else, such as a command's payload. */
export const Json = new GraphQLScalarType<unknown, unknown>({
  name: 'JSON',
  description: 'Any JSON value. Its shape is described where it is used.',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: function literal(node, variables): unknown {
    if (node.kind === Kind.OBJECT) return Object.fromEntries(node.fields.map((field) => [field.name.value, literal(field.value, variables)]));
    if (node.kind === Kind.LIST) return node.values.map((value) => literal(value, variables));
    if (node.kind === Kind.INT || node.kind === Kind.FLOAT) return Number(node.value);
    if (node.kind === Kind.NULL) return null;
    if (node.kind === Kind.VARIABLE) return variables?.[node.name.value];
    return 'value' in node ? node.value : null;
  },
});

/** Money on the wire: minor units, so that nobody rounds on the way. */
@ObjectType('Money', { description: 'An amount in minor units (cents) and its ISO 4217 currency.' })
export class MoneyType {
  @Field(() => Float, { description: 'Whole minor units; negative for a credit.' }) amount: number;
  @Field() currency: string;
}
