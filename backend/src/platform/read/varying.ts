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
    const where = read.where && this.asked(read.where, columns);
    const order = read.order.map(([column, way]) => {
      this.signature += ` ${way} `;
      return [this.asked(column, columns), way] as const;
    });
    if (read.after) this.signature += ' after';
    return new Read(read.kind, read.entity, where, order, read.limit, read.after?.map((key) => this.hole(key)));
  }

  /** The same condition for the alias that the compiler will choose, with holes for its values. */
  private asked(ask: (columns: Columns<unknown>) => Sql, columns: Columns<unknown>): (columns: Columns<unknown>) => Sql {
    const { values } = this.held(ask(columns));
    return values.length ? (own) => new Sql(ask(own).parts, values) : ask;
  }

  private held(piece: Sql): Sql {
    this.signature += piece.parts.join('?');
    return piece.values.length ? new Sql(piece.parts, piece.values.map((value) => this.hole(value))) : piece;
  }

  private hole(value: unknown): Hole {
    return new Hole(this.values.push(value) - 1);
  }
}

/** The values of a statement made from holes, filled with those of this request. */
export function filled(template: readonly unknown[], values: readonly unknown[]): (string | null)[] {
  return template.map((value) => asText(value instanceof Hole ? values[value.index] : value));
}
