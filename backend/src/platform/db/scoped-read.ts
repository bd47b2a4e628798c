import type { Connection, PoolClient, Submittable } from 'pg';
import { serialize } from 'pg-protocol';
import { SET_SCOPE } from './scope.js';

const SCOPE_STATEMENT = 'demarc_scope';
const EXECUTE = serialize.execute();
const SYNC = serialize.sync();
const prepared = new WeakMap<object, Set<string>>();

/**
 * One read in one round trip: the tenant's scope and the statement travel together and run in the one implicit
 * transaction that ends at Sync, so the scope can never outlive the read on a pooled connection. Statements are
 * prepared once per connection under a short name. The answer is the first column of the first row, as text.
 */
export class ScopedRead implements Submittable {
  private answer: string | null = null;
  private commands = 0;
  private settle: { resolve: (json: string | null) => void; reject: (error: Error) => void };
  readonly done: Promise<string | null>;

  constructor(
    private readonly name: string,
    private readonly sql: string,
    private readonly values: readonly (string | null)[],
    private readonly scope: readonly [string, string],
  ) {
    this.done = new Promise((resolve, reject) => (this.settle = { resolve, reject }));
  }

  submit(connection: Connection): void {
    const known = prepared.get(connection) ?? new Set<string>();
    prepared.set(connection, known);
    const messages = [
      ...(known.has(SCOPE_STATEMENT) ? [] : [serialize.parse({ name: SCOPE_STATEMENT, text: SET_SCOPE })]),
      serialize.bind({ statement: SCOPE_STATEMENT, values: [...this.scope] }),
      EXECUTE,
      // A statement without a name is whatever was parsed last, so it is always parsed.
      ...(this.name && known.has(this.name) ? [] : [serialize.parse({ name: this.name, text: this.sql })]),
      serialize.bind({ statement: this.name, values: [...this.values] }),
      EXECUTE,
      SYNC,
    ];
    // One write: a system call for each message would cost more than the messages.
    connection.stream.write(Buffer.concat(messages));
  }

  handleDataRow(message: { fields: (string | Buffer | null)[] }): void {
    if (this.commands === 1) this.answer = message.fields[0] === null ? null : String(message.fields[0]);
  }

  handleCommandComplete(): void {
    this.commands++;
  }

  handleReadyForQuery(connection: Connection): void {
    const known = prepared.get(connection)?.add(SCOPE_STATEMENT);
    if (this.name) known?.add(this.name);
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
