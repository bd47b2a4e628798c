import type { Connection, PoolClient, Submittable } from 'pg';
import { serialize } from 'pg-protocol';

const EXECUTE = serialize.execute();
const SYNC = serialize.sync();
const prepared = new WeakMap<object, Set<string>>();

/** A statement whose answer is one text, which sets the tenant's scope before it looks at anything. */
export class ScopedText {
  readonly sql: string;

  /**
   * `expression` has `parameters` parameters of its own; the scope's two come after them. `case` evaluates its
   * condition first and its result only then; were it otherwise the scope would be empty, and so would the answer.
   */
  constructor(
    readonly expression: string,
    parameters: number,
    readonly name: string,
  ) {
    this.sql = `select case when set_config('app.tenant', $${parameters + 1}, true) is not null and set_config('app.customer', $${parameters + 2}, true) is not null then (${expression}) end`;
  }
}

/**
 * One read in one round trip and one statement: it sets the tenant's scope, then reads, in the one implicit transaction
 * that ends at Sync, so the scope can never outlive the read on a pooled connection. Statements are prepared once per
 * connection under a short name. The answer is the first column of the first row, as text.
 */
export class ScopedRead implements Submittable {
  private answer: string | null = null;
  private settle: { resolve: (json: string | null) => void; reject: (error: Error) => void };
  readonly done: Promise<string | null>;

  constructor(
    private readonly statement: ScopedText,
    private readonly values: readonly (string | null)[],
    private readonly scope: readonly [string, string],
  ) {
    this.done = new Promise((resolve, reject) => (this.settle = { resolve, reject }));
  }

  submit(connection: Connection): void {
    let known = prepared.get(connection);
    if (!known) prepared.set(connection, (known = new Set()));
    const { name, sql } = this.statement;
    const bind = serialize.bind({ statement: name, values: [...this.values, ...this.scope] });
    // A statement without a name is whatever was parsed last, so it is always parsed. One write: a system call for each message would cost more than the messages.
    connection.stream.write(Buffer.concat(name && known.has(name) ? [bind, EXECUTE, SYNC] : [serialize.parse({ name, text: sql }), bind, EXECUTE, SYNC]));
  }

  handleDataRow(message: { fields: (string | Buffer | null)[] }): void {
    this.answer = message.fields[0] === null ? null : String(message.fields[0]);
  }

  handleReadyForQuery(connection: Connection): void {
    if (this.statement.name) prepared.get(connection)?.add(this.statement.name);
    this.settle.resolve(this.answer);
  }

  /**
   * A statement parsed before the error stays prepared on the server although we cannot know which: the caller
   * destroys the connection, so neither side has to guess.
   */
  handleError(error: Error): void {
    this.settle.reject(error);
  }

  handleRowDescription(): void {}
  handleCommandComplete(): void {}
  handlePortalSuspended(): void {}
  handleEmptyQuery(): void {}
}

/** Runs a scoped read on a pooled client and gives the client back, or throws it away after an error. */
export async function runScoped(client: PoolClient, read: ScopedRead): Promise<string | null> {
  client.query(read);
  try {
    const answer = await read.done;
    client.release();
    return answer;
  } catch (error) {
    client.release(true);
    throw error;
  }
}
