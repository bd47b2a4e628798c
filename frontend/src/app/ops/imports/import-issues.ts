import { Component, computed, inject, input, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { query } from '../../core/graphql/query';
import { DataTable } from '../../ui/data-table';
import { EmptyState } from '../../ui/empty-state';
import { LoadMore } from '../../ui/load-more';
import { Locale } from '../../ui/locale';
import { OpsImportIssuesDocument } from './import-issues.generated';

/** What a run has to say about documents: what was left out, and what was taken with a remark. */
@Component({
  selector: 'app-import-issues',
  imports: [DataTable, EmptyState, LoadMore, TranslocoPipe],
  templateUrl: './import-issues.html',
})
export class ImportIssues {
  readonly runId = input.required<string>();
  readonly reasons = input.required<Readonly<Record<string, number>>>();

  private readonly transloco = inject(TranslocoService);
  private readonly locale = inject(Locale);
  protected readonly reason = signal<string | undefined>(undefined);
  protected readonly choices = computed(() => Object.entries(this.reasons()).sort(([a], [b]) => a.localeCompare(b)));
  protected readonly list = query(OpsImportIssuesDocument, () => ({ runId: this.runId(), reason: this.reason() }));
  protected readonly issues = computed(() => this.list.data()?.importIssues.nodes ?? []);
  protected readonly next = computed(() => (this.list.data()?.importIssues.hasNextPage ? this.list.data()?.importIssues.endCursor : undefined));
  protected readonly loadingMore = signal(false);
  protected readonly columns = computed(() => {
    this.locale.tag();
    return ['document', 'reason', 'explanation', 'outcome'].map((key) => this.transloco.translate<string>(`ops.imports.${key}`));
  });

  protected async more(): Promise<void> {
    this.loadingMore.set(true);
    await this.list
      .more({ after: this.next() }, (there, next) => ({ importIssues: { ...next.importIssues, nodes: [...there.importIssues.nodes, ...next.importIssues.nodes] } }))
      .finally(() => this.loadingMore.set(false));
  }
}
