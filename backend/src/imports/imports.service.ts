import { createHash } from 'node:crypto';
import { statSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { systemActor, type Actor } from '../auth/actor.js';
import { CustomersLoaded } from '../customers/customer.events.js';
import { JobsLoaded } from '../dispatch/dispatch.events.js';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config/config.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { controls } from './control-totals.js';
import { MAPPINGS } from './erpnext/mappings.js';
import { noProgress, runErpnext, type Progress } from './erpnext-run.js';
import { ImportIssue, ImportRun, ImportStatus } from './import.entity.js';
import type { ImportReport } from './import-report.js';
import { ImportFinished, ImportProgressed } from './imports.events.js';
import { Lanes } from './lanes.js';
import { readManifest } from './manifest.js';
import { RunMemory } from './run-memory.js';

/** Another import of the tenant is under way; two at once would get in each other's way. */
export class ImportUnderWay extends Error {}

/** A folder without a single file that an importer knows. */
export class NothingToImport extends Error {}

/** So many rows are written before screens that are open hear of them; the rest is told at the end. */
const NEWS_ROWS = 50_000;

/** In these a run may be found that goes on: a killed process leaves it RUNNING. */
const RESUMABLE = [ImportStatus.INTERRUPTED, ImportStatus.RUNNING, ImportStatus.FAILED];

const SERIES = [
  `insert into number_series (series, last) select 'C', max(substring(number from '^C-(\\d{1,9})$')::bigint) from customer where number ~ '^C-\\d{1,9}$' having count(*) > 0`,
  `insert into number_series (series, last) select substring(number from '^INV-\\d{4}'), max(substring(number from '^INV-\\d{4}-(\\d{1,9})$')::bigint) from invoice where number ~ '^INV-\\d{4}-\\d{1,9}$' group by 1`,
  `insert into number_series (series, last) select 'ticket', max(substring(number from '^T-(\\d{1,9})$')::bigint) from ticket where number ~ '^T-\\d{1,9}$' having count(*) > 0`,
  `insert into number_series (series, last) select 'job', max(substring(number from '^J-(\\d{1,9})$')::bigint) from job where number ~ '^J-\\d{1,9}$' having count(*) > 0`,
].map((insert) => `${insert} on conflict (tenant_id, series) do update set last = greatest(number_series.last, excluded.last)`);

/** What of which table is booked, in this order: an opening is what neither invoice nor payments explain. */
const BOOKS = [{ table: 'invoice', statement: `post_books(ids, '{}')` }, { table: 'payment', statement: `post_books('{}', ids)` }, { table: 'invoice', statement: 'post_openings(ids)' }];
const BOOKED_AT_ONCE = 2_000;

/** Reads another system's export into a tenant: checked, resumable, repeatable, and reconciled to the cent. */
@Injectable()
export class ImportsService {
  constructor(
    private readonly db: Db,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly tenancy: TenancyService,
  ) {}

  /** Opens a run for a folder; goes on with the one that was interrupted there, if there is one. */
  async open(me: Actor, folder: string, source: string, dryRun: boolean, status = ImportStatus.RUNNING): Promise<ImportRun> {
    const { total, fingerprint } = survey(folder);
    return this.db.tx(me, async () => {
      const repo = this.db.repo(ImportRun);
      const unfinished = dryRun ? null : await repo.findOne({ where: { kind: 'erpnext', source, dryRun, status: In(RESUMABLE) }, order: { createdAt: 'desc' } });
      if (unfinished && (unfinished.progress as { fingerprint?: string } | null)?.fingerprint === fingerprint) {
        await repo.update(unfinished.id, { status });
        return Object.assign(unfinished, { status });
      }
      return repo.save(Object.assign(new ImportRun(), { kind: 'erpnext', source, dryRun, status, startedBy: me.name, rowsTotal: total, stage: '', progress: { fingerprint } }));
    });
  }

  /** Whether there is an interrupted run that would go on. */
  async canResume(me: Actor, source: string): Promise<boolean> {
    return this.db.tx(me, async () => (await this.db.repo(ImportRun).countBy({ source, dryRun: false, status: In(RESUMABLE) })) > 0);
  }

  /** Does a run. `hear` is told how far it is about once a second. */
  async run(tenantId: string, run: ImportRun, folder: string, options: { signal?: AbortSignal; hear?: (progress: Progress) => void } = {}): Promise<ImportReport> {
    const tenant = (await this.tenancy.byId(tenantId))!;
    const me = systemActor(tenantId);
    const began = performance.now();
    const lanes = await Lanes.open(this.config.databaseUrl, tenantId, run.id);
    const signal = options.signal ?? new AbortController().signal;
    let told = 0;
    const { fingerprint, state } = (run.progress ?? {}) as { fingerprint?: string; state?: Progress };
    try {
      await this.hold(lanes, tenantId);
      const memory = new RunMemory(tenant.termsDays, tenant.timeZone);
      await memory.load(lanes.first);
      const onProgress = async (progress: Progress): Promise<void> => {
        await this.tell(me, run.id, progress, fingerprint);
        if (progress.rowsChanged - told >= NEWS_ROWS) {
          await this.db.tx(me, () => this.news(run, progress.rowsChanged - told));
          told = progress.rowsChanged;
        }
        options.hear?.(progress);
      };
      const progress = await runErpnext({ runId: run.id, folder, dryRun: run.dryRun, lanes, memory, progress: state ?? noProgress(), signal, onProgress });
      if (!run.dryRun) await this.book(lanes);
      const report = reportOf(folder, progress, run.dryRun, (performance.now() - began) / 1000);
      await this.finish(me, run, report, progress.rowsChanged - told);
      return report;
    } catch (error) {
      if (!(error instanceof ImportUnderWay)) await this.end(me, run, signal.aborted ? ImportStatus.INTERRUPTED : ImportStatus.FAILED);
      throw error;
    } finally {
      await lanes.close();
    }
  }

  /** The issues of a run in the order they were found, refused rows with all they held. */
  async *issues(tenantId: string, runId: string): AsyncGenerator<ImportIssue> {
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const page = await this.db.tx(systemActor(tenantId), () => this.db.repo(ImportIssue).createQueryBuilder('issue').where('issue.runId = :runId and issue.id > :after', { runId, after }).orderBy('issue.id').limit(1_000).getMany());
      yield* page;
      if (page.length < 1_000) return;
      after = page.at(-1)!.id;
    }
  }

  private async hold(lanes: Lanes, tenantId: string): Promise<void> {
    const [{ got }] = await lanes.first.query<{ got: boolean }>('select pg_try_advisory_lock(hashtextextended($1, 4207003)) got', [tenantId]) as [{ got: boolean }];
    if (!got) throw new ImportUnderWay('Another import of this provider is under way: wait until it has finished.');
  }

  /** Books what was read, some thousand papers at a time: payments follow their invoices, so it can only be done at the end. */
  private async book({ first }: Lanes): Promise<void> {
    for (const { table, statement } of BOOKS) {
      let after = '00000000-0000-0000-0000-000000000000';
      for (;;) {
        const [next] = await first.query<{ last: string | null }>(`with batch as (select array_agg(id order by id) ids from (select id from ${table} where id > $1 and source_id is not null order by id limit ${BOOKED_AT_ONCE}) page) select ids[cardinality(ids)] last, ${statement} from batch`, [after]);
        if (!next?.last) break;
        after = next.last;
      }
    }
  }

  private tell(me: Actor, runId: string, progress: Progress, fingerprint: string | undefined): Promise<void> {
    return this.db.tx(me, async () => {
      await this.db.repo(ImportRun).update(runId, { rowsRead: progress.rowsRead, stage: progress.doctype, progress: { fingerprint, state: progress }, status: ImportStatus.RUNNING });
      await this.events.emit(new ImportProgressed(runId));
    });
  }

  /** What was written row by row without a word each is told in one: copies of customers and boards are read again. */
  private async news(run: ImportRun, rows: number): Promise<void> {
    if (run.dryRun || rows <= 0) return;
    await this.events.emit(new CustomersLoaded(rows));
    await this.events.emit(new JobsLoaded(rows));
  }

  private finish(me: Actor, run: ImportRun, report: ImportReport, untold: number): Promise<void> {
    return this.db.tx(me, async () => {
      if (!run.dryRun) for (const statement of SERIES) await this.db.query(statement);
      await this.db.repo(ImportRun).update(run.id, { status: ImportStatus.DONE, stage: '', report, finishedAt: this.clock.now() });
      await this.news(run, untold);
      await this.events.emit(new ImportFinished(run.id, run.dryRun));
    });
  }

  private end(me: Actor, run: ImportRun, status: ImportStatus): Promise<void> {
    return this.db.tx(me, async () => {
      await this.db.repo(ImportRun).update(run.id, { status });
      await this.events.emit(new ImportFinished(run.id, run.dryRun));
    });
  }
}

/** What the folder holds, and a mark by which it is known again. */
function survey(folder: string): { total: number; fingerprint: string } {
  const files = readdirSync(folder).filter((name) => MAPPINGS.some(({ doctype }) => name === `${doctype}.jsonl`)).sort();
  if (!files.length) throw new NothingToImport(`There is no file of an ERPNext export in ${folder}, such as Customer.jsonl.`);
  const { counts } = readManifest(folder);
  const fingerprint = createHash('sha256').update(files.map((name) => `${name} ${statSync(join(folder, name)).size}`).join('\n')).digest('hex').slice(0, 16);
  return { total: Object.values(counts).reduce((sum, count) => sum + count, 0), fingerprint };
}

function reportOf(folder: string, progress: Progress, dryRun: boolean, seconds: number): ImportReport {
  return {
    counts: Object.entries(progress.counts).map(([doctype, count]) => ({ doctype, ...count })),
    reasons: progress.reasons,
    controls: controls(readManifest(folder).totals, progress.read, dryRun ? null : progress.written),
    rowsRead: progress.rowsRead,
    rowsChanged: progress.rowsChanged,
    seconds: Math.round(seconds * 10) / 10,
  };
}
