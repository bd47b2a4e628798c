import { Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { mutation } from '../../core/graphql/mutation';
import { query } from '../../core/graphql/query';
import { Confirms } from '../../ui/confirm';
import { DayPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { Toasts } from '../../ui/toast';
import { clockOf, minutesOf } from '../../ui/clock-minutes';
import { PromiseEditor } from './promise-editor';
import { DeleteServiceLevelDocument, PromisesDocument, SaveServiceHoursDocument, type PromiseLevelFragment } from './settings.generated';
import { SettingsFrame } from './settings-frame';

/** A day of the week as the form shows it. */
interface OpenDay {
  readonly weekday: number;
  readonly open: boolean;
  readonly from: string;
  readonly to: string;
}

const WEEK = [1, 2, 3, 4, 5, 6, 7] as const;

/** Settings: how soon the office promises to answer, and when it is open. */
@Component({
  selector: 'app-promises-page',
  imports: [DayPipe, EmptyState, Icon, PromiseEditor, RouterLink, SettingsFrame, TranslocoPipe],
  templateUrl: './promises-page.html',
  styleUrls: ['./settings-form.css', './promises-page.css'],
})
export class PromisesPage {
  private readonly confirms = inject(Confirms);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly answer = query(PromisesDocument);
  protected readonly levels = computed(() => this.answer.data()?.serviceLevels ?? []);
  private readonly kept = computed(() => weekOf(this.answer.data()?.serviceHours?.week ?? []));
  protected readonly week = linkedSignal(() => this.kept());
  protected readonly holidays = linkedSignal(() => [...(this.answer.data()?.serviceHours?.holidays ?? [])].sort());
  protected readonly hasChanges = computed(() => JSON.stringify([this.week(), this.holidays()]) !== JSON.stringify([this.kept(), [...(this.answer.data()?.serviceHours?.holidays ?? [])].sort()]));
  /** The level being written: `null` for a new one. */
  protected readonly editing = signal<PromiseLevelFragment | null | undefined>(undefined);
  protected readonly saveHours = mutation(SaveServiceHoursDocument);
  protected readonly remove = mutation(DeleteServiceLevelDocument);
  /** Days whose end is not after their beginning. */
  protected readonly wrong = signal<ReadonlySet<number>>(new Set());

  protected change(weekday: number, change: Partial<OpenDay>): void {
    this.week.update((week) => week.map((day) => (day.weekday === weekday ? { ...day, ...change } : day)));
  }

  protected addHoliday(day: string): void {
    if (/^\d{4}-\d\d-\d\d$/.test(day)) this.holidays.update((days) => [...new Set([...days, day])].sort());
  }

  protected dropHoliday(day: string): void {
    this.holidays.update((days) => days.filter((other) => other !== day));
  }

  protected undo(): void {
    this.wrong.set(new Set());
    this.week.set(this.kept());
    this.holidays.set([...(this.answer.data()?.serviceHours?.holidays ?? [])].sort());
  }

  protected async keep(event: Event): Promise<void> {
    event.preventDefault();
    const open = this.week().filter((day) => day.open);
    this.wrong.set(new Set(open.filter(({ from, to }) => minutesOf(to) <= minutesOf(from)).map(({ weekday }) => weekday)));
    if (this.wrong().size) return;
    await this.saveHours({ input: { week: open.map(({ weekday, from, to }) => ({ weekday, from: minutesOf(from), to: minutesOf(to) })), holidays: [...this.holidays()] } });
    this.toasts.show({ text: this.transloco.translate('ops.settings.saved'), tone: 'good' });
    this.answer.reload();
  }

  protected async drop({ id, name }: PromiseLevelFragment): Promise<void> {
    const words = (key: string) => this.transloco.translate(`ops.settings.promises.${key}`, { name });
    if (!(await this.confirms.ask({ title: words('removeTitle'), text: words('removeText'), action: words('remove'), danger: true }))) return;
    await this.remove({ id });
    this.answer.reload();
  }

  protected written(): void {
    this.editing.set(undefined);
    this.answer.reload();
  }

  /** Minutes in the largest unit that fits them. */
  protected span(minutes: number): string {
    const [n, unit] = minutes % 1_440 === 0 ? [minutes / 1_440, 'spanDays'] : minutes % 60 === 0 ? [minutes / 60, 'spanHours'] : [minutes, 'spanMinutes'];
    return this.transloco.translate(`ops.settings.promises.${unit}`, { n });
  }
}

/** Every day of the week; one without hours is closed, and would open at nine. */
function weekOf(week: readonly { readonly weekday: number; readonly from: number; readonly to: number }[]): readonly OpenDay[] {
  return WEEK.map((weekday) => {
    const found = week.find((day) => day.weekday === weekday);
    return { weekday, open: !!found, from: clockOf(found?.from ?? 540), to: clockOf(Math.min(found?.to ?? 1_020, 1_439)) };
  });
}
