import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { mutation } from '../../core/graphql/mutation';
import { query } from '../../core/graphql/query';
import { Icon } from '../../ui/icon';
import { Toasts } from '../../ui/toast';
import { ArticleWasReadDocument, OfferedArticlesDocument } from './offered-articles.generated';

/** How long somebody pauses before what they write is looked up. */
const PAUSE_MS = 500;

/** What may answer a question before it is asked; each opens in place, and says whether it was enough. */
@Component({
  selector: 'app-offered-articles',
  imports: [Icon, TranslocoPipe],
  template: `
    @if (articles().length) {
      <section class="note info" aria-live="polite">
        <app-icon name="info" />
        <div class="stack">
          <h2>{{ 'portal.articles.offer' | transloco }}</h2>
          @for (article of articles(); track article.id) {
            <details (toggle)="opened(article.id, $any($event.target).open)">
              <summary>{{ article.title }}</summary>
              <p class="text">{{ article.body }}</p>
              <button type="button" class="button small" [disabled]="tell.busy()" (click)="enough(article.id)"><app-icon name="check" />{{ 'portal.articles.enough' | transloco }}</button>
            </details>
          }
        </div>
      </section>
    }
  `,
  styles: `
    h2 { font-size: var(--t-md); }
    .stack { flex: 1; min-width: 0; --gap: var(--s2); }
    summary { padding-block: var(--s1); cursor: pointer; font-weight: 550; }
    .text { padding-block: var(--s2); white-space: pre-line; overflow-wrap: anywhere; }
  `,
})
export class OfferedArticles {
  readonly text = input.required<string>();

  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly asked = signal('');
  private readonly found = query(OfferedArticlesDocument, () => (this.asked().length > 3 ? { text: this.asked() } : undefined));
  protected readonly tell = mutation(ArticleWasReadDocument);
  private readonly read = new Set<string>();
  protected readonly articles = computed(() => {
    const french = this.transloco.getActiveLang() === 'fr';
    if (this.asked().length <= 3) return [];
    return (this.found.data()?.suggestedArticles ?? []).map(({ id, titleFr, titleEn, bodyFr, bodyEn }) => ({ id, title: french ? titleFr : titleEn, body: french ? bodyFr : bodyEn }));
  });

  constructor() {
    effect((onCleanup) => {
      const text = this.text().trim().slice(0, 500);
      const timer = setTimeout(() => this.asked.set(text), PAUSE_MS);
      onCleanup(() => clearTimeout(timer));
    });
  }

  /** Counted once; that it could not be counted changes nothing for the reader. */
  protected opened(id: string, open: boolean): void {
    if (!open || this.read.has(id)) return;
    this.read.add(id);
    void this.tell({ id, helped: false }).catch(() => this.read.delete(id));
  }

  protected async enough(id: string): Promise<void> {
    await this.tell({ id, helped: true }).catch(() => this.read.delete(id)); // the reader has what they need either way
    this.toasts.show({ text: this.transloco.translate('portal.articles.glad'), tone: 'good' });
    await this.router.navigate(['/tickets']);
  }
}
