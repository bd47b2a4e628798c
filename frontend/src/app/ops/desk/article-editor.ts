import { Component, inject, input, output, signal, type OnInit } from '@angular/core';
import { form, FormField, maxLength, minLength, required, submit } from '@angular/forms/signals';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { SaveArticleDocument, type DeskArticleFragment } from './desk.generated';

/** Writes an article in both languages, and says whether customers see it. */
@Component({
  selector: 'app-article-editor',
  imports: [Dialog, Field, FormField, Icon, TranslocoPipe],
  template: `
    <app-dialog [wide]="true" [sheet]="true" [heading]="(article() ? 'ops.desk.editArticle' : 'ops.desk.newArticle') | transloco" (closed)="closed.emit()">
      <form id="article" class="stack" novalidate (submit)="keep($event)">
        <app-field [label]="'ops.desk.titleFr' | transloco" [of]="form.titleFr"><input class="input" lang="fr" autocomplete="off" [formField]="form.titleFr" /></app-field>
        <app-field [label]="'ops.desk.french' | transloco" [of]="form.bodyFr"><textarea class="input" rows="5" lang="fr" [formField]="form.bodyFr"></textarea></app-field>
        <app-field [label]="'ops.desk.titleEn' | transloco" [of]="form.titleEn"><input class="input" lang="en" autocomplete="off" [formField]="form.titleEn" /></app-field>
        <app-field [label]="'ops.desk.english' | transloco" [of]="form.bodyEn"><textarea class="input" rows="5" lang="en" [formField]="form.bodyEn"></textarea></app-field>
        <label class="check"><input type="checkbox" [formField]="form.published" /><span>{{ 'ops.desk.publish' | transloco }}<small class="faint">{{ 'ops.desk.publishHint' | transloco }}</small></span></label>
        @if (problem(); as text) {
          <p class="note bad" role="alert"><app-icon name="alert" />{{ text }}</p>
        }
      </form>
      <div actions>
        <button type="button" class="button" (click)="closed.emit()">{{ 'ui.cancel' | transloco }}</button>
        <button type="submit" form="article" class="button primary" [disabled]="save.busy()">{{ 'ops.desk.save' | transloco }}</button>
      </div>
    </app-dialog>
  `,
})
export class ArticleEditor implements OnInit {
  /** The one to change; without, a new one. */
  readonly article = input<DeskArticleFragment>();
  readonly closed = output();
  readonly saved = output();

  private readonly transloco = inject(TranslocoService);
  protected readonly save = mutation(SaveArticleDocument);
  protected readonly model = signal({ titleFr: '', titleEn: '', bodyFr: '', bodyEn: '', published: false });
  protected readonly form = form(this.model, (path) => {
    for (const title of [path.titleFr, path.titleEn]) {
      required(title);
      minLength(title, 3);
      maxLength(title, 140);
    }
    for (const body of [path.bodyFr, path.bodyEn]) {
      required(body);
      maxLength(body, 20_000);
    }
  });
  protected readonly problem = signal('');

  ngOnInit(): void {
    const article = this.article();
    if (article) this.model.set({ titleFr: article.titleFr, titleEn: article.titleEn, bodyFr: article.bodyFr, bodyEn: article.bodyEn, published: article.published });
  }

  protected async keep(event: Event): Promise<void> {
    event.preventDefault();
    this.problem.set('');
    await submit(this.form, async () => {
      try {
        await this.save({ input: { id: this.article()?.id ?? null, ...this.model() } });
        this.saved.emit();
      } catch (error) {
        this.problem.set(this.transloco.translate(explain(error)));
      }
      return undefined;
    });
  }
}
