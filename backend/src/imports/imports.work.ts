import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { systemActor } from '../auth/actor.js';
import { SearchIndex } from '../customers/search-index.service.js';
import { Db } from '../platform/db/db.js';
import { LiveBus } from '../platform/events/live-bus.js';
import { Work } from '../platform/queue/queue.js';
import { ImportRun } from './import.entity.js';
import { ImportFinished } from './imports.events.js';
import { ImportsService } from './imports.service.js';
import { Uploads } from './uploads.js';

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
}
