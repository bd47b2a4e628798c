import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { In } from 'typeorm';
import { systemActor } from '../auth/actor.js';
import { SearchIndex } from '../customers/search-index.service.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { LiveBus } from '../platform/events/live-bus.js';
import { Schedule, Work } from '../platform/queue/queue.js';
import { ImportRun, ImportStatus } from './import.entity.js';
import { ImportFinished } from './imports.events.js';
import { ImportsService } from './imports.service.js';
import { Uploads } from './uploads.js';

/** How long an upload that was checked waits to be imported. */
const WAITS_DAYS = 3;
/** A run in one of these may still read its upload. */
const READING = [ImportStatus.QUEUED, ImportStatus.RUNNING, ImportStatus.INTERRUPTED];

export interface ErpnextWork {
  readonly tenantId: string;
  readonly runId: string;
  readonly uploadId: string;
}

/** Imports started from a screen, and what every process forgets once one has finished. */
@Injectable()
export class ImportsWork implements OnModuleInit, OnModuleDestroy {
  private readonly stopping = new AbortController();
  private deaf?: () => void;

  constructor(
    private readonly db: Db,
    private readonly bus: LiveBus,
    private readonly search: SearchIndex,
    private readonly imports: ImportsService,
    private readonly uploads: Uploads,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.deaf = this.bus.hear(({ kind, tenantId }) => kind === ImportFinished.name && this.search.forget(tenantId));
  }

  onModuleDestroy(): void {
    this.deaf?.();
    this.stopping.abort(new Error('The server is stopping; the import goes on at the next start.'));
  }

  /** A worker that dies leaves the run where it was; the retry goes on from there. */
  @Work('imports.erpnext', { retryLimit: 20, retryDelay: 5 })
  async erpnext({ tenantId, runId, uploadId }: ErpnextWork): Promise<void> {
    const run = await this.db.tx(systemActor(tenantId), () => this.db.repo(ImportRun).findOneByOrFail({ id: runId }));
    if (run.finishedAt) return;
    await this.imports.run(tenantId, run, this.uploads.folder(tenantId, uploadId), { signal: this.stopping.signal });
    if (!run.dryRun) await this.uploads.remove(tenantId, uploadId);
  }

  /** Takes away what was sent and perhaps checked, and never imported: a whole list of customers must not lie about. */
  @Schedule('23 4 * * *')
  async tidyUploads(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - WAITS_DAYS * 86_400_000);
    for (const { tenantId, id } of this.uploads.olderThan(before)) {
      const isRead = await this.db.tx(systemActor(tenantId), () => this.db.repo(ImportRun).existsBy({ source: id, status: In(READING) }));
      if (!isRead) await this.uploads.remove(tenantId, id);
    }
  }
}
