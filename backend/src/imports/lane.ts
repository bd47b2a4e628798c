import { once } from 'node:events';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { noTotals, type Totals } from './control-totals.js';
import { mergeStatement, TABLE_NAMES, TABLES, type TableName } from './tables.js';

/** Rows on their way into the database, as COPY text by table. */
export interface Batch {
  readonly tables: Map<TableName, { text: string; rows: number }>;
  /** Invoices and payments that were there before: their parts may have become fewer. */
  readonly known: { readonly invoices: string[]; readonly payments: string[] };
  /** JSON of each remark. */
  readonly remarks: string[];
}

/** What the tables hold after a batch, read back from them. */
export interface Written {
  /** Rows added or brought up to date. */
  readonly changed: number;
  readonly totals: Totals;
}

const KEEP_REMARKS = `insert into import_issue (id, run_id, doctype, name, refused, reason, explanation, "row") select id, $1, doctype, name, refused, reason, explanation, "row"
  from json_to_recordset($2::json) as remark(id uuid, doctype text, name text, refused boolean, reason text, explanation text, "row" jsonb) on conflict (id) do nothing`;

/** One connection that brings batches in: COPY into staging, then one statement per table, in a short transaction each. */
export class Lane {
  private readonly staged = new Set<TableName>();

  private constructor(
    private readonly client: pg.Client,
    private readonly tenantId: string,
  ) {}

  static async open(databaseUrl: string, tenantId: string): Promise<Lane> {
    const client = new pg.Client({ connectionString: databaseUrl, application_name: 'demarc-import', options: '-c role=demarc_app -c TimeZone=UTC -c statement_timeout=120000' });
    client.on('error', () => undefined); // the batch under way fails with the loss and says so
    await client.connect();
    return new Lane(client, tenantId);
  }

  close(): Promise<void> {
    return this.client.end();
  }

  /** Runs one batch whole or not at all. */
  async bring(batch: Batch, runId: string): Promise<Written> {
    return this.tx(async () => {
      let changed = 0;
      for (const table of TABLE_NAMES) {
        const staged = batch.tables.get(table);
        if (!staged) continue;
        await this.stage(table, staged.text);
        changed += (await this.client.query(mergeStatement(table))).rowCount ?? 0;
      }
      await this.dropParts(batch);
      if (batch.remarks.length) await this.client.query(KEEP_REMARKS, [runId, `[${batch.remarks.join(',')}]`]);
      return { changed, totals: await this.readBack(batch) };
    });
  }

  /** Streams pairs of a query without holding them: `each` gets the columns of every row. */
  async each(query: string, take: (fields: string[]) => void): Promise<void> {
    await this.tx(async () => {
      const lines = createInterface({ input: this.client.query(copyTo(`copy (${query}) to stdout`)), crlfDelay: Infinity });
      for await (const line of lines) take(line.split('\t'));
    });
  }

  async query<R extends object>(statement: string, values: unknown[] = []): Promise<R[]> {
    return this.tx(async () => (await this.client.query<R>(statement, values)).rows);
  }

  private async tx<T>(work: () => Promise<T>): Promise<T> {
    await this.client.query('begin');
    try {
      await this.client.query(`select set_config('app.tenant', $1, true), set_config('app.customer', '*', true)`, [this.tenantId]);
      const result = await work();
      await this.client.query('commit');
      return result;
    } catch (error) {
      await this.client.query('rollback').catch(() => undefined); // the connection may be gone: the first error tells more
      throw error;
    }
  }

  private async stage(table: TableName, text: string): Promise<void> {
    const columns = TABLES[table].columns.join(', ');
    if (!this.staged.has(table)) {
      await this.client.query(`create temp table if not exists stage_${table} on commit delete rows as select ${columns} from ${table} with no data`);
      this.staged.add(table);
    }
    const stream = this.client.query(copyFrom(`copy stage_${table} (${columns}) from stdin`));
    stream.end(text);
    await once(stream, 'finish');
  }

  /** Removes lines and allocations of documents that were there before and have fewer now. */
  private async dropParts({ known, tables }: Batch): Promise<void> {
    if (known.invoices.length) await this.client.query(`delete from invoice_line where invoice_id = any($1)${tables.has('invoice_line') ? ' and id not in (select id from stage_invoice_line)' : ''}`, [known.invoices]);
    if (known.payments.length) await this.client.query(`delete from payment_allocation a where payment_id = any($1)${tables.has('payment_allocation') ? ' and not exists (select from stage_payment_allocation s where s.payment_id = a.payment_id and s.invoice_id = a.invoice_id)' : ''}`, [known.payments]);
  }

  private async readBack({ tables }: Batch): Promise<Totals> {
    const totals = noTotals();
    if (tables.has('invoice')) {
      const { rows } = await this.client.query<Record<string, string>>(`select i.state, count(*) n, sum(i.total) total, sum(i.balance) outstanding from stage_invoice s join invoice i on i.tenant_id = (select current_tenant()) and i.source_id = s.source_id group by 1`);
      for (const { state, n, total, outstanding } of rows) {
        totals.invoices += Number(n);
        totals.total += Number(total);
        totals.outstanding += Number(outstanding);
        totals.byStatus[state!] = Number(n);
      }
    }
    if (tables.has('payment_allocation')) {
      const { rows } = await this.client.query<{ paid: string }>(`select coalesce(sum(a.amount), 0) paid from stage_payment_allocation s join payment_allocation a using (payment_id, invoice_id)`);
      totals.paid = Number(rows[0]!.paid);
    }
    return totals;
  }
}
