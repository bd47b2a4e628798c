import { Component, inject, input, output, signal, type OnInit } from '@angular/core';
import { form, FormField, maxLength, minLength, required, submit } from '@angular/forms/signals';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { SaveReplyDocument, type DeskQuery } from './desk.generated';

/** Writes a saved reply in both languages. */
@Component({
  selector: 'app-reply-editor',
  imports: [Dialog, Field, FormField, Icon, TranslocoPipe],
  template: `
    <app-dialog [wide]="true" [sheet]="true" [heading]="(reply() ? 'ops.desk.editReply' : 'ops.desk.newReply') | transloco" (closed)="closed.emit()">
      <form id="reply" class="stack" novalidate (submit)="keep($event)">
        <app-field [label]="'ops.desk.name' | transloco" [of]="form.name"><input class="input" autocomplete="off" [formField]="form.name" /></app-field>
        <app-field [label]="'ops.desk.french' | transloco" [hint]="'ops.desk.placeholders' | transloco" [of]="form.bodyFr"><textarea class="input" rows="5" lang="fr" [formField]="form.bodyFr"></textarea></app-field>
        <app-field [label]="'ops.desk.english' | transloco" [of]="form.bodyEn"><textarea class="input" rows="5" lang="en" [formField]="form.bodyEn"></textarea></app-field>
        @if (problem(); as text) {
          <p class="note bad" role="alert"><app-icon name="alert" />{{ text }}</p>
        }
      </form>
      <div actions>
        <button type="button" class="button" (click)="closed.emit()">{{ 'ui.cancel' | transloco }}</button>
        <button type="submit" form="reply" class="button primary" [disabled]="save.busy()">{{ 'ops.desk.save' | transloco }}</button>
      </div>
    </app-dialog>
  `,
})
export class ReplyEditor implements OnInit {
  /** The one to change; without, a new one. */
  readonly reply = input<DeskQuery['savedReplies'][number]>();
  readonly closed = output();
  readonly saved = output();

  private readonly transloco = inject(TranslocoService);
  protected readonly save = mutation(SaveReplyDocument);
  protected readonly model = signal({ name: '', bodyFr: '', bodyEn: '' });
  protected readonly form = form(this.model, (path) => {
    required(path.name);
    minLength(path.name, 2);
    maxLength(path.name, 80);
    for (const body of [path.bodyFr, path.bodyEn]) {
      required(body);
      maxLength(body, 20_000);
    }
  });
  protected readonly problem = signal('');

  ngOnInit(): void {
    const reply = this.reply();
    if (reply) this.model.set({ name: reply.name, bodyFr: reply.bodyFr, bodyEn: reply.bodyEn });
  }

  protected async keep(event: Event): Promise<void> {
    event.preventDefault();
    this.problem.set('');
    await submit(this.form, async () => {
      try {
        const { saveReply } = await this.save({ input: { id: this.reply()?.id ?? null, ...this.model() } });
        this.problem.set(problemOf(saveReply));
        if (saveReply.__typename === 'SavedReply') this.saved.emit();
      } catch (error) {
        this.problem.set(this.transloco.translate(explain(error)));
      }
      return undefined;
    });
  }
}
