import { Args, ID, Mutation, Query, Resolver, Subscription } from '@nestjs/graphql';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { live } from '../platform/graphql/live.js';
import { PageArgs } from '../platform/graphql/page.type.js';
import { one, page } from '../platform/read/read.js';
import { raw, sql } from '../platform/read/sql.js';
import { Queue } from '../platform/queue/queue.js';
import { ImportIssue, ImportIssuePage, ImportRun, ImportRunPage, ImportStatus } from './import.entity.js';
import { ImportFinished, ImportProgressed } from './imports.events.js';
import { ImportIssueFilter, StartImportInput } from './imports.inputs.js';
import { StartImportResult, UploadIsEmpty } from './imports.results.js';
import { ImportsService } from './imports.service.js';
import { Uploads } from './uploads.js';

@Resolver(() => ImportRun)
export class ImportsResolver {
  constructor(
    private readonly imports: ImportsService,
    private readonly uploads: Uploads,
    private readonly queue: Queue,
  ) {}

  @Allow('imports:run')
  @Query(() => ImportRunPage, { description: 'Imports, newest first.' })
  importRuns(@Args() args: PageArgs) {
    return page(ImportRun, { page: args, order: [[(run) => run.createdAt, 'desc']] });
  }

  @Allow('imports:run')
  @Query(() => ImportRun, { nullable: true })
  importRun(@Args('id', { type: () => ID }) id: string) {
    return one(ImportRun, (run) => sql`${run.id} = ${id}::uuid`);
  }

  @Allow('imports:run')
  @Query(() => ImportIssuePage, { description: 'What a run has to say about documents, in the order they were read.' })
  importIssues(@Args() filter: ImportIssueFilter, @Args() args: PageArgs) {
    const { runId, reason, doctype, refused } = filter;
    return page(ImportIssue, {
      page: args,
      where: (issue) => sql`${issue.runId} = ${runId}::uuid and ${reason ? sql`${issue.reason} = ${reason}` : raw('true')} and ${doctype ? sql`${issue.doctype} = ${doctype}` : raw('true')} and ${refused == null ? raw('true') : sql`${issue.refused} = ${refused}`}`,
      order: [[(issue) => issue.createdAt, 'asc']],
    });
  }

  @Allow('imports:run')
  @Mutation(() => StartImportResult, { description: 'Checks or imports an upload in the background.' })
  async startImport(@Me() me: Actor, @Args('input') { uploadId, dryRun }: StartImportInput) {
    if (!this.uploads.has(me.tenantId, uploadId)) return new UploadIsEmpty();
    const run = await this.imports.open(me, this.uploads.folder(me.tenantId, uploadId), uploadId, dryRun, ImportStatus.QUEUED);
    await this.queue.send('imports.erpnext', { tenantId: me.tenantId, runId: run.id, uploadId });
    return one(ImportRun, (saved) => sql`${saved.id} = ${run.id}::uuid`);
  }

  @Allow('imports:run')
  @Subscription(() => ImportRun, { nullable: true, description: 'A run as it goes on.' })
  importProgress(@Args('id', { type: () => ID }) id: string) {
    return live([ImportProgressed, ImportFinished], { when: (event) => event.runId === id, read: (event) => one(ImportRun, (run) => sql`${run.id} = ${event.runId}::uuid`) });
  }
}
