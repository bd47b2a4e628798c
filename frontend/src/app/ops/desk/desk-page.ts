import { Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { query } from '../../core/graphql/query';
import { Confirms } from '../../ui/confirm';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { Skeleton } from '../../ui/skeleton';
import { Tabs } from '../../ui/tabs';
import { Toasts } from '../../ui/toast';
import { ArticleEditor } from './article-editor';
import { DeleteReplyDocument, DeskDocument, type DeskArticleFragment, type DeskQuery } from './desk.generated';
import { ReplyEditor } from './reply-editor';

type Reply = DeskQuery['savedReplies'][number];

/** What the office has ready: replies that are given often, and articles that customers are offered before they ask. */
@Component({
  selector: 'app-desk-page',
  imports: [ArticleEditor, EmptyState, Icon, ReplyEditor, RouterLink, Skeleton, Tabs, TranslocoPipe],
  templateUrl: './desk-page.html',
  styleUrl: './desk-page.css',
})
export class DeskPage {
  private readonly confirms = inject(Confirms);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly answer = query(DeskDocument);
  protected readonly tab = signal('replies');
  protected readonly tabs = computed(() => [
    { id: 'replies', text: this.transloco.translate('ops.desk.replies'), count: this.answer.data()?.savedReplies.length ?? 0 },
    { id: 'articles', text: this.transloco.translate('ops.desk.articles'), count: this.answer.data()?.articles.length ?? 0 },
  ]);
  /** What is being written: `null` for a new one. */
  protected readonly reply = signal<Reply | null | undefined>(undefined);
  protected readonly article = signal<DeskArticleFragment | null | undefined>(undefined);
  protected readonly remove = mutation(DeleteReplyDocument);

  protected titleOf({ titleFr, titleEn }: DeskArticleFragment): string {
    return this.transloco.getActiveLang() === 'fr' ? titleFr : titleEn;
  }

  protected textOf({ bodyFr, bodyEn }: { readonly bodyFr: string; readonly bodyEn: string }): string {
    return this.transloco.getActiveLang() === 'fr' ? bodyFr : bodyEn;
  }

  protected saved(): void {
    this.reply.set(undefined);
    this.article.set(undefined);
    this.answer.reload();
    this.toasts.show({ text: this.transloco.translate('ops.desk.saved'), tone: 'good' });
  }

  protected async delete({ id, name }: Reply): Promise<void> {
    if (!(await this.confirms.ask({ title: this.transloco.translate('ops.desk.deleteTitle', { name }), text: this.transloco.translate('ops.desk.deleteText'), action: this.transloco.translate('ops.desk.delete'), danger: true }))) return;
    try {
      await this.remove({ id });
      this.answer.reload();
    } catch (error) {
      this.toasts.show({ text: this.transloco.translate(explain(error)), tone: 'bad' });
    }
  }
}
