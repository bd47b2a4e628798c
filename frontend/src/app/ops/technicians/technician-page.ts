import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { addDays, dayOf } from '@demarc/time';
import { explain, fieldErrors } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { query } from '../../core/graphql/query';
import { Session } from '../../core/session/session';
import { EmptyState } from '../../ui/empty-state';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { Locale } from '../../ui/locale';
import { Skeleton } from '../../ui/skeleton';
import { Toasts } from '../../ui/toast';
import { draftOf, flawsOf, inputOf, type Draft, type Stretch } from './draft';
import { TechnicianAbsences } from './technician-absences';
import { TechnicianFeed } from './technician-feed';
import { AddTechnicianDocument, DirectoryDocument, UpdateTechnicianDocument } from './technicians.generated';

const KNOWN = new Set(['isDefined', 'endsAfterStart', 'overlaps', 'isLatitude', 'isLongitude', 'isEmail', 'taken', 'matches']);

/** One technician: what they can do, when they work, from where, and when they are away. */
@Component({
  selector: 'app-technician-page',
  imports: [EmptyState, Field, Icon, RouterLink, Skeleton, TechnicianAbsences, TechnicianFeed, TranslocoPipe],
  templateUrl: './technician-page.html',
  styleUrl: './technician-page.css',
})
export class TechnicianPage {
  /** The technician, or `new`. */
  readonly id = input.required<string>();

  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly today = dayOf(new Date(), inject(Locale).zone());
  protected readonly mayWrite = inject(Session).can('technicians:write');
  protected readonly answer = query(DirectoryDocument, () => ({ from: addDays(this.today, -1), to: addDays(this.today, 365) }));
  private readonly add = mutation(AddTechnicianDocument);
  private readonly update = mutation(UpdateTechnicianDocument);
  protected readonly busy = computed(() => this.add.busy() || this.update.busy());
  protected readonly isNew = computed(() => this.id() === 'new');
  protected readonly technician = computed(() => this.answer.data()?.technicians.find(({ id }) => id === this.id()));
  protected readonly territories = computed(() => this.answer.data()?.territories ?? []);
  protected readonly absences = computed(() => (this.answer.data()?.absences ?? []).filter(({ technician }) => technician.id === this.id()));
  /** Skills that somebody has already, so that one skill keeps one name. */
  protected readonly knownSkills = computed(() => [...new Set((this.answer.data()?.technicians ?? []).flatMap(({ skills }) => skills.map(({ name }) => name)))].sort());
  protected readonly draft = signal<Draft>(draftOf());
  protected readonly problem = signal('');
  private readonly refused = signal<Readonly<Record<string, string>>>({});
  private readonly isTried = signal(false);
  protected readonly errors = computed(() => {
    const found = { ...this.refused(), ...(this.isTried() ? flawsOf(this.draft()) : {}) };
    return Object.fromEntries(Object.entries(found).map(([field, code]) => [field, this.transloco.translate<string>(`ops.technicians.errors.${KNOWN.has(code) ? code : 'wrong'}`)]));
  });
  protected readonly trackerUrl = `${location.origin}/osmand`;
  protected readonly weekdays = [1, 2, 3, 4, 5, 6, 7];
  protected readonly levels = [1, 2, 3, 4, 5];

  constructor() {
    effect(() => {
      const technician = this.technician();
      untracked(() => this.draft.set(draftOf(technician)));
    });
  }

  protected set(patch: Partial<Draft>): void {
    this.draft.update((draft) => ({ ...draft, ...patch }));
    this.refused.set({});
  }

  protected setStretch(at: number, patch: Partial<Stretch>): void {
    this.set({ hours: this.draft().hours.map((one, i) => (i === at ? { ...one, ...patch } : one)) });
  }

  protected addStretch(): void {
    const last = this.draft().hours.at(-1);
    this.set({ hours: [...this.draft().hours, { weekday: last ? (last.weekday % 7) + 1 : 1, start: last?.start ?? '08:00', end: last?.end ?? '16:30' }] });
  }

  protected weekly(isWeekly: boolean): void {
    const { hours, shiftStart: start, shiftEnd: end } = this.draft();
    this.set({ isWeekly, hours: isWeekly && !hours.length ? [1, 2, 3, 4, 5].map((weekday) => ({ weekday, start, end })) : hours });
  }

  protected without<T>(list: readonly T[], at: number): T[] {
    return list.filter((_, i) => i !== at);
  }

  protected setSkill(at: number, patch: Partial<Draft['skills'][number]>): void {
    this.set({ skills: this.draft().skills.map((one, i) => (i === at ? { ...one, ...patch } : one)) });
  }

  protected cover(id: string, covers: boolean): void {
    const { territoryIds } = this.draft();
    this.set({ territoryIds: covers ? [...territoryIds, id] : territoryIds.filter((one) => one !== id) });
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.isTried.set(true);
    this.problem.set('');
    if (Object.keys(flawsOf(this.draft())).length) return;
    try {
      const input = inputOf(this.draft());
      if (this.isNew()) {
        const { addTechnician } = await this.add({ input });
        this.answer.reload();
        await this.router.navigate(['/ops/technicians', addTechnician.id], { replaceUrl: true });
      } else await this.update({ id: this.id(), input });
      this.isTried.set(false);
      this.toasts.show({ text: this.transloco.translate('ops.technicians.saved'), tone: 'good' });
    } catch (error) {
      this.refused.set(Object.fromEntries(Object.entries(fieldErrors(error)).map(([field, code]) => [field.replace(/^input\./, ''), code])));
      this.problem.set(this.transloco.translate(explain(error)));
    }
  }
}
