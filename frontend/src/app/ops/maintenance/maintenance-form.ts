import { Component, computed, inject, input, type OnInit, output, signal } from '@angular/core';
import { form, FormField, max, maxLength, min, required, submit } from '@angular/forms/signals';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { dayOf } from '@demarc/time';
import { explain, fieldErrors } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { query } from '../../core/graphql/query';
import { JobKindValues, PriorityValues, RecurrenceUnitValues, type JobKind, type Priority, type RecurrenceUnit } from '../../core/graphql/schema.generated';
import { clockOf, minutesOf } from '../../ui/clock-minutes';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { Locale } from '../../ui/locale';
import { CustomerChoice } from '../dispatch/customer-choice';
import { NewJobPlacesDocument } from '../dispatch/new-job.generated';
import { SaveMaintenancePlanDocument, type MaintenanceLineFragment } from './maintenance.generated';

/** A visit that comes back, as it is made or changed. */
@Component({
  selector: 'app-maintenance-form',
  imports: [CustomerChoice, Dialog, Field, FormField, Icon, TranslocoPipe],
  templateUrl: './maintenance-form.html',
  styles: `
    .pair {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 10rem), 1fr));
      align-items: end;
      gap: var(--s3);
    }
    .whose {
      display: flex;
      align-items: center;
      gap: var(--s2);
      padding: var(--s2) var(--s3);
      border-radius: var(--r-md);
      background: var(--sunken);
    }
    .whose strong {
      flex: 1;
    }
    .tick {
      display: flex;
      align-items: center;
      gap: var(--s2);
      min-height: 2rem;
    }
  `,
})
export class MaintenanceForm implements OnInit {
  /** The plan to change; none makes a new one. */
  readonly plan = input<MaintenanceLineFragment>();
  readonly saved = output();
  readonly closed = output();
  private readonly transloco = inject(TranslocoService);
  private readonly locale = inject(Locale);
  protected readonly units = RecurrenceUnitValues;
  protected readonly kinds = JobKindValues;
  protected readonly priorities = PriorityValues;
  protected readonly customerId = signal<string | undefined>(undefined);
  protected readonly answer = query(NewJobPlacesDocument, () => (this.customerId() ? { id: this.customerId()! } : undefined));
  protected readonly customer = computed(() => (this.customerId() ? this.answer.data()?.customer : undefined));
  protected readonly save = mutation(SaveMaintenancePlanDocument);
  protected readonly model = signal({
    title: '', place: '', kind: 'MAINTENANCE' as JobKind, priority: 'LOW' as Priority, minutes: 60, every: 6, unit: 'MONTH' as RecurrenceUnit, startsOn: dayOf(new Date(), this.locale.zone()), endsOn: '',
    leadDays: 14, from: '', to: '', skipsWeekends: true, active: true, checklist: '', notes: '',
  });
  protected readonly form = form(this.model, (path) => {
    required(path.title);
    maxLength(path.title, 200);
    required(path.startsOn);
    min(path.minutes, 5);
    max(path.minutes, 720);
    min(path.every, 1);
    max(path.every, 60);
    min(path.leadDays, 0);
    max(path.leadDays, 90);
  });
  protected readonly problem = signal('');
  /** What the server found wrong, by field. */
  protected readonly flaws = signal<Readonly<Record<string, string>>>({});

  ngOnInit(): void {
    const plan = this.plan();
    if (!plan) return;
    const { title, kind, priority, durationMinutes, every, unit, startsOn, endsOn, leadDays, windowFrom, windowTo, skipsWeekends, active, checklist, notes } = plan;
    const clock = (minute: number | null) => (minute === null ? '' : clockOf(minute));
    this.customerId.set(plan.customer.id);
    this.model.set({ title, place: plan.location?.id ?? '', kind, priority, minutes: durationMinutes, every, unit, startsOn, endsOn: endsOn ?? '', leadDays, from: clock(windowFrom), to: clock(windowTo), skipsWeekends, active, checklist: checklist.map(({ text }) => text).join('\n'), notes });
  }

  protected choose(id: string | undefined): void {
    this.customerId.set(id);
    this.model.update((model) => ({ ...model, place: '' }));
  }

  protected flaw(field: string): string {
    const rule = this.flaws()[field];
    return rule ? this.transloco.translate(`ops.maintenance.flaw.${rule}`) : '';
  }

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    this.problem.set('');
    this.flaws.set({});
    await submit(this.form, async () => {
      await this.store().catch((error: unknown) => {
        this.flaws.set(fieldErrors(error));
        if (!Object.keys(fieldErrors(error)).length) this.problem.set(this.transloco.translate(explain(error)));
      });
      return undefined;
    });
  }

  private async store(): Promise<void> {
    const { title, place, kind, priority, minutes, every, unit, startsOn, endsOn, leadDays, from, to, skipsWeekends, active, checklist, notes } = this.model();
    const lines = checklist.split('\n').map((text) => text.trim()).filter(Boolean);
    await this.save({
      id: this.plan()?.id ?? null,
      input: {
        title, customerId: this.customerId()!, locationId: place || null, kind, priority, durationMinutes: minutes, every, unit, startsOn, endsOn: endsOn || null, leadDays, graceDays: this.plan()?.graceDays ?? 7,
        windowFrom: from ? minutesOf(from) : null, windowTo: to ? minutesOf(to) : null, skipsWeekends, active, notes, checklist: lines.map((text, i) => ({ id: `${i + 1}`, text, done: false })), skills: (this.plan()?.skills ?? []).map(({ name, level }) => ({ name, level })),
      },
    });
    this.saved.emit();
  }
}
