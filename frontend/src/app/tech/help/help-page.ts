import { Component, computed, inject, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { DayPack } from '../../core/offline/day-pack';
import { FieldStore } from '../../core/offline/field-store';
import { EmptyState } from '../../ui/empty-state';
import { Locale } from '../../ui/locale';
import { SearchField } from '../../ui/search-field';
import { Skeleton } from '../../ui/skeleton';

/** The articles of the office, in the language of the screen; they come with the day and need no signal. */
@Component({
  selector: 'app-tech-help',
  imports: [EmptyState, SearchField, Skeleton, TranslocoPipe],
  template: `
    <div class="page">
      <header><h1>{{ 'tech.help.title' | transloco }}</h1></header>
      @if (all().length > 5) {
        <app-search-field [label]="'tech.help.find' | transloco" [value]="text()" (searched)="text.set($event)" />
      }
      @if (all().length) {
        <section class="card">
          @for (article of shown(); track article.id) {
            <details>
              <summary>{{ article.title }}</summary>
              <p>{{ article.body }}</p>
            </details>
          } @empty {
            <p class="none quiet">{{ 'tech.help.nothing' | transloco }}</p>
          }
        </section>
      } @else if (store.ready()) {
        <app-empty-state icon="info" [heading]="'tech.help.none' | transloco" />
      } @else {
        <app-skeleton [lines]="5" />
      }
    </div>
  `,
  styles: `
    details + details {
      border-top: 1px solid var(--line);
    }
    summary {
      display: flex;
      align-items: center;
      min-height: 3rem;
      padding: var(--s2) var(--s4);
      font-weight: 600;
    }
    details p,
    .none {
      padding: 0 var(--s4) var(--s4);
      white-space: pre-line;
    }
    .none {
      padding-top: var(--s4);
    }
  `,
})
export class HelpPage {
  private readonly pack = inject(DayPack);
  private readonly locale = inject(Locale);
  protected readonly store = inject(FieldStore);
  protected readonly text = signal('');
  protected readonly all = computed(() => {
    const french = this.locale.tag().startsWith('fr');
    return this.pack.articles().map(({ id, titleFr, titleEn, bodyFr, bodyEn }) => (french ? { id, title: titleFr, body: bodyFr } : { id, title: titleEn, body: bodyEn }));
  });
  protected readonly shown = computed(() => {
    const text = this.text().trim().toLowerCase();
    return this.all().filter(({ title, body }) => !text || `${title} ${body}`.toLowerCase().includes(text));
  });
}
