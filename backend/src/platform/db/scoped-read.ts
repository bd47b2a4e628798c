import type { Connection, PoolClient, Submittable } from 'pg';
import { SET_SCOPE } from './scope.js';

interface WireConnection {
  parse(query: { name: string; text: string; types?: number[] }): void;
  bind(config: { portal: string; statement: string; values: readonly (string | null)[]; binary: boolean }): void;
  execute(config: { portal: string; rows: number }): void;
  sync(): void;
  stream: { cork?(): void; uncork?(): void };
}

const SCOPE_STATEMENT = 'demarc_scope';
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
    const wire = connection as unknown as WireConnection;
    const known = prepared.get(connection) ?? new Set<string>();
    prepared.set(connection, known);
    wire.stream.cork?.();
    if (!known.has(SCOPE_STATEMENT)) wire.parse({ name: SCOPE_STATEMENT, text: SET_SCOPE });
    wire.bind({ portal: '', statement: SCOPE_STATEMENT, values: this.scope, binary: false });
    wire.execute({ portal: '', rows: 0 });
    // A statement without a name is whatever was parsed last, so it is always parsed.
    if (!this.name || !known.has(this.name)) wire.parse({ name: this.name, text: this.sql });
    wire.bind({ portal: '', statement: this.name, values: this.values, binary: false });
    wire.execute({ portal: '', rows: 0 });
    wire.sync();
    wire.stream.uncork?.();
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
