import { Component, inject, input, linkedSignal, output, signal } from '@angular/core';
import { form, FormField, maxLength, minLength, required, submit } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import { dayOf, instantOf, minuteOfDay } from '@demarc/time';
import { fieldErrors } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { NoticeKindValues, type NoticeKind } from '../../core/graphql/schema.generated';
import { clockOf, minutesOf } from '../../ui/clock-minutes';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Locale } from '../../ui/locale';
import { ChangeNoticeDocument, type NoticeRowFragment, PublishNoticeDocument } from './notices.generated';

/** Writes a notice, or changes one that is not over. */
@Component({
  selector: 'app-notice-form',
  imports: [Dialog, Field, FormField, TranslocoPipe],
  template: `
    <app-dialog [heading]="(notice() ? 'ops.notices.change' : 'ops.notices.new') | transloco" [sheet]="true" [wide]="true" (closed)="closed.emit()">
      <form id="notice" class="stack" novalidate (submit)="save($event)">
        <app-field [label]="'ops.notices.what' | transloco">
          <select class="input" [formField]="form.kind">
            @for (kind of kinds; track kind) {
              <option [value]="kind">{{ 'ops.notices.kind.' + kind | transloco }}</option>
            }
          </select>
        </app-field>
        <div class="pair">
          <app-field [label]="'ops.notices.titleFr' | transloco" [of]="form.titleFr"><input class="input" lang="fr" autocomplete="off" [formField]="form.titleFr" /></app-field>
          <app-field [label]="'ops.notices.titleEn' | transloco" [of]="form.titleEn"><input class="input" lang="en" autocomplete="off" [formField]="form.titleEn" /></app-field>
          <app-field [label]="'ops.notices.textFr' | transloco" [optional]="true" [of]="form.textFr"><textarea class="input" lang="fr" rows="3" [formField]="form.textFr"></textarea></app-field>
          <app-field [label]="'ops.notices.textEn' | transloco" [optional]="true" [of]="form.textEn"><textarea class="input" lang="en" rows="3" [formField]="form.textEn"></textarea></app-field>
        </div>
        <app-field [label]="'ops.notices.where' | transloco" [hint]="'ops.notices.whereHint' | transloco" [optional]="true" [error]="wrongPlaces() ? ('ops.notices.wrongPlaces' | transloco) : ''"><input class="input" autocomplete="off" [formField]="form.places" /></app-field>
        <div class="pair">
          <app-field [label]="'ops.notices.startsOn' | transloco" [of]="form.startsOn"><input class="input" type="date" [formField]="form.startsOn" /></app-field>
          <app-field [label]="'ops.notices.startsAt' | transloco" [of]="form.startsAt"><input class="input" type="time" [formField]="form.startsAt" /></app-field>
          <app-field [label]="'ops.notices.endsOn' | transloco" [optional]="model().kind !== 'MAINTENANCE'"><input class="input" type="date" [formField]="form.endsOn" /></app-field>
          <app-field [label]="'ops.notices.endsAt' | transloco" [optional]="model().kind !== 'MAINTENANCE'"><input class="input" type="time" [formField]="form.endsAt" /></app-field>
        </div>
        @if (problem(); as text) { <p class="note bad" role="alert">{{ text }}</p> }
      </form>
      <div actions>
        <button type="button" class="button" (click)="closed.emit()">{{ 'ui.cancel' | transloco }}</button>
        <button type="submit" form="notice" class="button primary" [disabled]="publishing.busy() || changing.busy()">{{ (notice() ? 'ops.notices.save' : 'ops.notices.publish') | transloco }}</button>
      </div>
    </app-dialog>
  `,
  styles: '.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr)); gap: var(--s4); }',
})
export class NoticeForm {
  readonly notice = input<NoticeRowFragment>();
  readonly kept = output();
  readonly closed = output();
  private readonly zone = inject(Locale).zone();
  protected readonly kinds = NoticeKindValues;
  protected readonly publishing = mutation(PublishNoticeDocument);
  protected readonly changing = mutation(ChangeNoticeDocument);
  protected readonly problem = signal('');
  protected readonly wrongPlaces = signal(false);
  protected readonly model = linkedSignal(() => this.draftOf(this.notice()));
  protected readonly form = form(this.model, (path) => {
    for (const title of [path.titleFr, path.titleEn]) {
      required(title);
      minLength(title, 3);
      maxLength(title, 120);
    }
    for (const text of [path.textFr, path.textEn]) maxLength(text, 2_000);
    required(path.startsOn);
    required(path.startsAt);
  });

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.problem.set('');
    this.wrongPlaces.set(false);
    await submit(this.form, async () => {
      const { kind, titleFr, titleEn, textFr, textEn, places, startsOn, startsAt, endsOn, endsAt } = this.model();
      const at = (day: string, time: string) => instantOf(day, minutesOf(time), this.zone).toISOString();
      const input = {
        kind, titleFr, titleEn, textFr, textEn, places: places.split(/[,;\n]/).map((one) => one.trim()).filter(Boolean),
        startsAt: at(startsOn, startsAt), endsAt: endsOn ? at(endsOn, endsAt || '00:00') : null,
      };
      const id = this.notice()?.id;
      try {
        const problem = problemOf(id ? (await this.changing({ id, input })).changeServiceNotice : (await this.publishing({ input })).publishServiceNotice);
        this.problem.set(problem);
        if (!problem) this.kept.emit();
      } catch (error) {
        if (!('places' in fieldErrors(error))) throw error;
        this.wrongPlaces.set(true);
      }
      return undefined;
    });
  }

  private draftOf(notice: NoticeRowFragment | undefined) {
    const split = (at: string | null | undefined) => {
      if (!at) return ['', ''] as const;
      return [dayOf(new Date(at), this.zone), clockOf(minuteOfDay(new Date(at), this.zone))] as const;
    };
    const [startsOn, startsAt] = split(notice?.startsAt ?? new Date().toISOString());
    const [endsOn, endsAt] = split(notice?.endsAt);
    const { titleFr = '', titleEn = '', textFr = '', textEn = '' } = notice ?? {};
    return { kind: (notice?.kind ?? 'OUTAGE') as NoticeKind, titleFr, titleEn, textFr, textEn, places: notice?.places.join(', ') ?? '', startsOn, startsAt, endsOn, endsAt };
  }
}
