/** A piece of SQL with its values beside it; values never become text. */
export class Sql {
  constructor(
    readonly parts: readonly string[],
    readonly values: readonly unknown[],
  ) {}
}

/** Builds SQL; an interpolated `Sql` is spliced in, anything else becomes a bind parameter. */
export function sql(strings: TemplateStringsArray, ...values: readonly unknown[]): Sql {
  return splice(strings, values);
}

/** Text that is ours alone, such as a column name: never anything a caller sent. */
export const raw = (text: string): Sql => new Sql([text], []);

export const EMPTY = raw('');

/** Joins pieces with a separator. */
export function joined(pieces: readonly Sql[], separator: string): Sql {
  if (!pieces.length) return EMPTY;
  const strings = ['', ...pieces.slice(1).map(() => separator), ''];
  return splice(strings, pieces);
}

/** All conditions together; none is `true`. */
export function and(...conditions: readonly (Sql | false | '' | null | undefined)[]): Sql {
  const given = conditions.filter((c): c is Sql => Boolean(c));
  return given.length ? joined(given.map((c) => sql`(${c})`), ' and ') : raw('true');
}

/** The text with numbered parameters. */
export function textOf(piece: Sql): string {
  let text = piece.parts[0]!;
  for (let i = 1; i < piece.parts.length; i++) text += `$${i}${piece.parts[i]!}`;
  return text;
}

function splice(strings: readonly string[], values: readonly unknown[]): Sql {
  const parts: string[] = [strings[0]!];
  const bound: unknown[] = [];
  values.forEach((value, index) => {
    const after = strings[index + 1]!;
    if (value instanceof Sql) {
      parts[parts.length - 1] += value.parts[0]!;
      for (let i = 1; i < value.parts.length; i++) parts.push(value.parts[i]!);
      bound.push(...value.values);
      parts[parts.length - 1] += after;
    } else {
      bound.push(value);
      parts.push(after);
    }
  });
  return new Sql(parts, bound);
}

/** The text with its values, for a statement that is asked once. */
export function render(piece: Sql): { text: string; values: (string | null)[] } {
  return { text: textOf(piece), values: piece.values.map(asText) };
}

/** A value as PostgreSQL reads it. */
export function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return `{${value.map((item) => (item === null ? 'NULL' : `"${String(asText(item)).replace(/[\\"]/g, '\\$&')}"`)).join(',')}}`;
  if (typeof value === 'object') return JSON.stringify(value);
  return String(value);
}
