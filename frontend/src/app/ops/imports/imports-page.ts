import { Component, computed, inject, input, signal } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { live } from '../../core/graphql/live';
import { mutation } from '../../core/graphql/mutation';
import { query } from '../../core/graphql/query';
import { WhenPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { LoadFailed } from '../../ui/load-failed';
import { Skeleton } from '../../ui/skeleton';
import { ImportIssues } from './import-issues';
import { ImportReport, type Report } from './import-report';
import { OpsImportProgressDocument, OpsImportsDocument, StartImportDocument } from './imports-page.generated';
import { sendFiles } from './send-files';

const OVER: ReadonlySet<string> = new Set(['DONE', 'FAILED', 'INTERRUPTED']);

/** Bringing another system's data in: choose its folder, check it, import it, and see what came of it. */
@Component({
  selector: 'app-imports-page',
  imports: [EmptyState, Icon, ImportIssues, ImportReport, LoadFailed, Skeleton, TranslocoPipe, WhenPipe],
  templateUrl: './imports-page.html',
  styleUrl: './imports-page.css',
})
export class ImportsPage {
  /** `?run=`: the one that is shown. */
  readonly run = input<string>();

  private readonly router = inject(Router);
  private readonly start = mutation(StartImportDocument);
  protected readonly list = query(OpsImportsDocument);
  protected readonly runs = computed(() => this.list.data()?.importRuns.nodes ?? []);
  protected readonly shown = computed(() => this.runs().find(({ id }) => id === this.run()) ?? this.runs()[0]);
  protected readonly report = computed(() => (this.shown()?.report as Report | null | undefined) ?? undefined);
  protected readonly percent = computed(() => {
    const run = this.shown();
    return !run?.rowsTotal ? 0 : Math.min(100, Math.round((run.rowsRead / run.rowsTotal) * 100));
  });
  protected readonly going = computed(() => !!this.shown() && !OVER.has(this.shown()!.status));

  protected readonly files = signal<readonly File[]>([]);
  protected readonly sent = signal<number | undefined>(undefined);
  protected readonly busy = signal(false);
  protected readonly problem = signal('');
  /** The upload's id, kept so that the same files can be imported after they were checked. */
  private uploadId?: string;

  constructor() {
    live(OpsImportProgressDocument, () => (this.going() ? { id: this.shown()!.id } : undefined));
  }

  protected choose(event: Event): void {
    const chosen = Array.from((event.target as HTMLInputElement).files ?? []).filter(({ name }) => name.endsWith('.jsonl') || name === 'manifest.json');
    this.files.set(chosen);
    this.uploadId = undefined;
    this.problem.set(chosen.length ? '' : 'ops.imports.nothingChosen');
  }

  protected async begin(dryRun: boolean): Promise<void> {
    this.busy.set(true);
    this.problem.set('');
    try {
      this.uploadId ??= await sendFiles(this.files(), (part) => this.sent.set(Math.round(part * 100)));
      const { startImport } = await this.start({ input: { uploadId: this.uploadId, dryRun } });
      if (startImport.__typename !== 'ImportRun') return this.problem.set(startImport.message);
      if (!dryRun) this.uploadId = undefined;
      this.list.reload();
      this.show(startImport.id);
    } catch (error) {
      this.problem.set((error as Error).message === 'too_large' ? 'ops.imports.tooLarge' : 'ops.imports.notSent'); // the network, or a session that has ended
    } finally {
      this.busy.set(false);
      this.sent.set(undefined);
    }
  }

  protected show(id: string): void {
    void this.router.navigate([], { queryParams: { run: id }, replaceUrl: true });
  }
}
