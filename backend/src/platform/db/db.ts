import { AsyncLocalStorage } from 'node:async_hooks';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Pool } from 'pg';
import type { DataSource, EntityTarget, ObjectLiteral, QueryRunner, Repository } from 'typeorm';
import type { Caller } from '../caller.js';
import { scopeOf, SET_SCOPE } from './scope.js';
import { runScoped, ScopedRead, ScopedText } from './scoped-read.js';

export const APP_SOURCE = Symbol('APP_SOURCE');
export const SYSTEM_SOURCE = Symbol('SYSTEM_SOURCE');

interface Open {
  readonly runner: QueryRunner;
  readonly afterCommit: (() => unknown)[];
  scope: readonly [string, string];
}

const ATTEMPTS = 4;
const MOST_NAMED = 2_000;
/** Serialisation failure and deadlock: PostgreSQL asks for the whole transaction to be run again. */
const RETRY = new Set(['40001', '40P01']);

/** Whether PostgreSQL asks for the whole transaction to be run again. */
export function asksForAnotherTry(error: unknown): boolean {
  const { code, driverError } = error as { code?: string; driverError?: { code?: string } };
  return RETRY.has(code ?? driverError?.code ?? '');
}

/** The one way to the data. A transaction belongs to a caller, whose tenant and customer PostgreSQL itself enforces. */
@Injectable()
export class Db implements OnApplicationShutdown {
  private readonly open = new AsyncLocalStorage<Open>();
  private readonly statements = new Map<string, ScopedText>();

  constructor(
    @Inject(APP_SOURCE) private readonly app: DataSource,
    @Inject(SYSTEM_SOURCE) private readonly system: DataSource,
  ) {}

  /** Runs `work` in a transaction of the caller's tenant, joining the open one. Nothing remote may happen inside. */
  tx<T>(caller: Caller, work: () => Promise<T>): Promise<T> {
    const open = this.open.getStore();
    const scope = scopeOf(caller);
    return open ? this.join(open, scope, work) : this.begin(this.app, scope, work);
  }

  /** A part of the open transaction that leaves nothing behind when it fails; the rest goes on. */
  async attempt<T>(work: () => Promise<T>): Promise<T> {
    const { runner, afterCommit, ...open } = this.required();
    const hooks = afterCommit.length;
    await runner.query('savepoint attempt');
    try {
      const result = await work();
      await runner.query('release savepoint attempt');
      return result;
    } catch (error) {
      await runner.query('rollback to savepoint attempt; release savepoint attempt');
      this.required().scope = open.scope;
      afterCommit.length = hooks;
      throw error;
    }
  }

  /** The only way past the tenant: for what belongs to none, such as finding the tenant of a host. Say why. */
  unscoped<T>(_why: string, work: () => Promise<T>): Promise<T> {
    return this.open.exit(() => this.begin(this.system, ['', ''], work));
  }

  /** Whether a transaction is open here. */
  get inTx(): boolean {
    return this.open.getStore() !== undefined;
  }

  repo<T extends ObjectLiteral>(entity: EntityTarget<T>): Repository<T> {
    return this.required().runner.manager.getRepository(entity);
  }

  /** Plain SQL inside the open transaction, for what a repository cannot say. */
  async query<R = Record<string, unknown>>(text: string, values: readonly unknown[] = []): Promise<R[]> {
    const result: unknown = await this.required().runner.query(text, [...values], true).then((raw: { records?: unknown; raw: unknown }) => raw.records ?? raw.raw);
    return result as R[];
  }

  /** Something to do once the open transaction is durable; at once when none is open. */
  afterCommit(hook: () => unknown): void {
    const open = this.open.getStore();
    if (open) open.afterCommit.push(hook);
    else void hook();
  }

  /** The value of an expression that is text, JSON mostly: inside the open transaction, otherwise in one scoped round trip. */
  async json(caller: Caller, expression: string | ScopedText, values: readonly (string | null)[]): Promise<string | null> {
    const statement = typeof expression === 'string' ? this.statement(expression, values.length) : expression;
    const open = this.open.getStore();
    if (open) {
      return this.tx(caller, async () => {
        const [row] = await this.query<{ text: string | null }>(`select (${statement.expression}) as text`, values);
        return row?.text ?? null;
      });
    }
    const client = await (this.app.driver as unknown as { master: Pool }).master.connect();
    return runScoped(client, new ScopedRead(statement, values, scopeOf(caller)));
  }

  /** The statement of an expression. Names stay few: free text of integrators could otherwise prepare without end on every connection. */
  statement(expression: string, parameters: number): ScopedText {
    const known = this.statements.get(expression);
    if (known) return known;
    const isNamed = this.statements.size < MOST_NAMED;
    const statement = new ScopedText(expression, parameters, isNamed ? `r${this.statements.size}` : '');
    if (isNamed) this.statements.set(expression, statement);
    return statement;
  }

  async onApplicationShutdown(): Promise<void> {
    for (const source of [this.app, this.system]) if (source.isInitialized) await source.destroy();
  }

  private required(): Open {
    const open = this.open.getStore();
    if (!open) throw new Error('Data is reached inside db.tx(caller, …) only');
    return open;
  }

  private async join<T>(open: Open, scope: readonly [string, string], work: () => Promise<T>): Promise<T> {
    const before = open.scope;
    if (before[0] === scope[0] && before[1] === scope[1]) return work();
    if (before[0] !== scope[0]) throw new Error('A transaction cannot move to another tenant');
    await open.runner.query(SET_SCOPE, [...scope]);
    open.scope = scope;
    const result = await work();
    await open.runner.query(SET_SCOPE, [...before]);
    open.scope = before;
    return result;
  }

  private async begin<T>(source: DataSource, scope: readonly [string, string], work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const runner = source.createQueryRunner();
      const open: Open = { runner, afterCommit: [], scope };
      try {
        await runner.startTransaction();
        if (scope[0]) await runner.query(SET_SCOPE, [...scope]);
        const result = await this.open.run(open, work);
        await runner.commitTransaction();
        await runner.release();
        for (const hook of open.afterCommit) await this.open.exit(async () => hook());
        return result;
      } catch (error) {
        if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined); // the connection may be gone: the first error tells more
        if (!runner.isReleased) await runner.release();
        if (attempt >= ATTEMPTS || !asksForAnotherTry(error)) throw error;
      }
    }
  }
}
