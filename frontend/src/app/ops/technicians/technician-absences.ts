import { Component, inject, input, output, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { addDays, dayInterval, dayOf, instantOf } from '@demarc/time';
import { explain, fieldErrors } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { AbsenceKindValues, type AbsenceKind } from '../../core/graphql/schema.generated';
import { Can } from '../../core/session/can';
import { WhenPipe } from '../../ui/dates';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { Locale } from '../../ui/locale';
import { minutesOf } from './draft';
import { AddAbsenceDocument, RemoveAbsenceDocument, type DirectoryQuery } from './technicians.generated';

/** When somebody is away, and a way to say so. */
@Component({
  selector: 'app-technician-absences',
  imports: [Can, Field, Icon, TranslocoPipe, WhenPipe],
  template: `
    <section class="card" aria-labelledby="absences">
      <header><h2 id="absences">{{ 'ops.technicians.absences' | transloco }}</h2></header>
      <ul class="rows">
        @for (one of absences(); track one.id) {
          <li class="row spread">
            <span><strong>{{ 'ops.technicians.absence.' + one.kind | transloco }}</strong> <span class="quiet">{{ one.startsAt | when: 'short' }} – {{ one.endsAt | when: 'short' }} {{ one.note }}</span></span>
            <button *can="'dispatch:write'" type="button" class="button quiet small icon-only" [attr.aria-label]="('ops.technicians.remove' | transloco) + ' ' + (one.startsAt | when: 'short')" [disabled]="removing.busy()" (click)="remove(one.id)"><app-icon name="trash" /></button>
          </li>
        } @empty {
          <li class="quiet">{{ 'ops.technicians.noAbsences' | transloco }}</li>
        }
      </ul>
      <form *can="'dispatch:write'" class="body stack" (submit)="add($event, kind.value, first.value, from.value, last.value, until.value, note.value)">
        <div class="pair">
          <app-field [label]="'ops.technicians.kind' | transloco">
            <select class="input" #kind>
              @for (one of kinds; track one) {
                <option [value]="one">{{ 'ops.technicians.absence.' + one | transloco }}</option>
              }
            </select>
          </app-field>
          <app-field [label]="'ops.technicians.note' | transloco" [optional]="true"><input class="input" #note maxlength="200" /></app-field>
          <app-field [label]="'ops.technicians.firstDay' | transloco"><input class="input" type="date" required #first [value]="today" /></app-field>
          <app-field [label]="'ops.technicians.lastDay' | transloco" [error]="problem()"><input class="input" type="date" required #last [value]="today" /></app-field>
          <app-field [label]="'ops.technicians.from' | transloco" [optional]="true"><input class="input" type="time" #from /></app-field>
          <app-field [label]="'ops.technicians.until' | transloco" [optional]="true"><input class="input" type="time" #until /></app-field>
        </div>
        <button class="button small" [disabled]="adding.busy()"><app-icon name="plus" />{{ 'ops.technicians.addAbsence' | transloco }}</button>
      </form>
    </section>
  `,
  styles: `.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 9rem), 1fr)); gap: var(--s3); }`,
})
export class TechnicianAbsences {
  readonly technicianId = input.required<string>();
  readonly absences = input.required<DirectoryQuery['absences']>();
  readonly changed = output();

  private readonly transloco = inject(TranslocoService);
  private readonly zone = inject(Locale).zone();
  protected readonly removing = mutation(RemoveAbsenceDocument);
  protected readonly adding = mutation(AddAbsenceDocument);
  protected readonly kinds = AbsenceKindValues;
  protected readonly today = dayOf(new Date(), this.zone);
  protected readonly problem = signal('');

  /** Whole local days, or from and until the hours that were given. */
  protected async add(event: Event, kind: string, first: string, from: string, last: string, until: string, note: string): Promise<void> {
    event.preventDefault();
    this.problem.set('');
    const startsAt = instantOf(first, from ? minutesOf(from) : 0, this.zone).toISOString();
    const endsAt = (until ? instantOf(last, minutesOf(until), this.zone) : dayInterval(addDays(last, 1), this.zone).start).toISOString();
    try {
      await this.adding({ input: { technicianId: this.technicianId(), kind: kind as AbsenceKind, startsAt, endsAt, note } });
      this.changed.emit();
    } catch (error) {
      this.problem.set(this.transloco.translate(Object.values(fieldErrors(error)).includes('endsAfterStart') ? 'ops.technicians.errors.endsAfterStart' : explain(error)));
    }
  }

  protected async remove(id: string): Promise<void> {
    await this.removing({ id });
    this.changed.emit();
  }
}
