import { Read, type Columns, type Computed } from './read.js';
import type { Shapes } from './shape.js';
import { asText, Sql } from './sql.js';

/** The place in a kept statement of a value that every request brings anew. */
class Hole {
  constructor(readonly index: number) {}
}

export type Answered = Computed | string | number | boolean | null;

/**
 * What a resolver answered, taken apart into what makes the statement (`signature`) and what only fills it (`values`),
 * so that requests which ask the same question of other rows share one compiled statement.
 */
export class Varying {
  /** Two questions of one signature have the same statement. */
  signature = '';
  readonly values: unknown[] = [];

  constructor(private readonly shapes: Shapes) {}

  /** The same question with holes for its values. */
  take(value: Answered): Answered {
    if (value instanceof Read) return this.read(value);
    if (value instanceof Sql) return this.held(value);
    if (value === null || typeof value !== 'object') {
      this.signature += `=${typeof value}${String(value)}`;
      return value;
    }
    const record: Record<string, Answered> = {};
    for (const [key, item] of Object.entries(value as Readonly<Record<string, Answered>>)) {
      this.signature += `.${key}`;
      record[key] = this.take(item);
    }
    return record;
  }

  private read(read: Read): Computed {
    const columns = this.shapes.columns(read.entity) as Columns<unknown>;
    this.signature += `|${read.kind} ${read.entity.name} ${read.limit ?? ''}`;
    const { where, order, after } = read;
    const first = this.values.length;
    if (where) this.held(where(columns));
    for (const [column, way] of order) {
      this.signature += ` ${way} `;
      if (this.held(column(columns)).values.length) throw new Error('The order of a read cannot depend on a value');
    }
    const holes = after?.map((key) => this.hole(key));
    if (holes) this.signature += ' after';
    const again = where && ((own: Columns<unknown>) => withHoles(where(own), first));
    return new Read(read.kind, read.entity, again, order, read.limit, holes);
  }

  private held(piece: Sql): Sql {
    this.signature += piece.parts.join('?');
    return piece.values.length ? new Sql(piece.parts, piece.values.map((value) => this.hole(value))) : piece;
  }

  private hole(value: unknown): Hole {
    return new Hole(this.values.push(value) - 1);
  }
}

/** The same piece, written for the alias that the compiler chose. */
function withHoles(piece: Sql, first: number): Sql {
  return new Sql(piece.parts, piece.values.map((_, i) => new Hole(first + i)));
}

/** The values of a statement made from holes, filled with those of this request. */
export function filled(template: readonly unknown[], values: readonly unknown[]): (string | null)[] {
  return template.map((value) => asText(value instanceof Hole ? values[value.index] : value));
}
