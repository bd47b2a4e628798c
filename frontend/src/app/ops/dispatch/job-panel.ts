import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { live } from '../../core/graphql/live';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { query } from '../../core/graphql/query';
import { JobKindValues, PriorityValues, type JobKind, type JobStatus as Status, type Priority } from '../../core/graphql/schema.generated';
import { KIND_ICONS } from '../../domain/job/job-looks';
import { JobPriority } from '../../domain/job/job-priority';
import { JobStatus } from '../../domain/job/job-status';
import { SlotPicker } from '../../domain/job/slot-picker';
import { Confirms } from '../../ui/confirm';
import { ClockPipe, WhenPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { Field } from '../../ui/field';
import { formatInstant } from '../../ui/format';
import { Icon } from '../../ui/icon';
import { Locale } from '../../ui/locale';
import { RelativeTime } from '../../ui/relative-time';
import { Skeleton } from '../../ui/skeleton';
import { Toasts } from '../../ui/toast';
import { clockValue } from '../../ui/timeline/timeline-scale';
import { Board } from './board';
import { minuteOf } from './board-model';
import { DispatchJobChangedDocument, DispatchJobDocument, PinJobDocument, UpdateJobDocument, type PanelJobFragment } from './job-panel.generated';

interface Placed {
  readonly technician?: string;
  readonly startsAt?: string;
  readonly durationMinutes?: number;
}

const DONE: readonly Status[] = ['COMPLETED', 'CANCELLED'];

/** One visit beside the board: who, where and why, its plan, its words and what happened to it. */
@Component({
  selector: 'app-job-panel',
  imports: [ClockPipe, EmptyState, Field, Icon, JobPriority, JobStatus, RelativeTime, RouterLink, Skeleton, SlotPicker, TranslocoPipe, WhenPipe],
  templateUrl: './job-panel.html',
  styleUrl: './job-panel.css',
  host: { role: 'complementary' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class JobPanel {
  readonly id = input.required<string>();
  readonly closed = output();

  protected readonly board = inject(Board);
  private readonly confirms = inject(Confirms);
  private readonly locale = inject(Locale);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly update = mutation(UpdateJobDocument);
  protected readonly pinning = mutation(PinJobDocument);
  private readonly variables = () => ({ id: this.id() });
  protected readonly answer = query(DispatchJobDocument, this.variables);
  protected readonly kinds = KIND_ICONS;
  protected readonly kindNames = JobKindValues;
  protected readonly priorityNames = PriorityValues;
  protected readonly isOffering = signal(false);
  private readonly working = signal(false);
  protected readonly busy = computed(() => this.working() || this.update.busy());
  protected readonly job = computed(() => {
    const job = this.answer.data()?.job;
    return job?.id === this.id() ? job : undefined;
  });
  protected readonly mayPlan = computed(() => ['OPEN', 'SCHEDULED'].includes(this.job()?.status ?? ''));
  protected readonly mayUnassign = computed(() => ['SCHEDULED', 'COULD_NOT_COMPLETE'].includes(this.job()?.status ?? ''));
  protected readonly mayCancel = computed(() => !!this.job() && !DONE.includes(this.job()!.status) && !['ON_SITE', 'PAUSED'].includes(this.job()!.status));
  protected readonly startValue = computed(() => clockValue(this.job()?.startsAt ? minuteOf(this.job()!.startsAt!, this.board.zone()) : 8 * 60));

  constructor() {
    live(DispatchJobChangedDocument, this.variables);
  }

  protected async plan(event: Event, technicianId: string, start: string, minutes: string): Promise<void> {
    event.preventDefault();
    const job = this.board.find(this.id());
    const [hour, minute] = start.split(':').map(Number);
    if (!job || !technicianId) return;
    await this.while(this.board.plan(job, { technicianId, start: hour! * 60 + minute!, duration: Number(minutes) }));
  }

  /** Holds the visit where it is for every plan, or lets it go. */
  protected async pin({ id, version, pinned }: PanelJobFragment): Promise<void> {
    try {
      const problem = problemOf((await this.pinning({ id, version, pinned: !pinned })).pinJob);
      if (problem) this.toasts.show({ text: problem, tone: 'bad' });
    } catch (error) {
      this.toasts.show({ text: this.transloco.translate(explain(error)), tone: 'bad' });
    }
  }

  protected async unassign(): Promise<void> {
    const job = this.board.find(this.id());
    if (job) await this.while(this.board.unassign(job));
  }

  protected async cancel(): Promise<void> {
    const job = this.board.find(this.id());
    const say = (key: string) => this.transloco.translate<string>(`ops.dispatch.${key}`);
    if (job && (await this.confirms.ask({ title: say('cancelTitle'), text: `${job.customer.name} · ${job.title}`, action: say('cancel'), danger: true }))) await this.while(this.board.cancel(job, ''));
  }

  protected async save(event: Event, title: string, notes: string, kind: string, priority: string): Promise<void> {
    event.preventDefault();
    const job = this.job();
    if (!job) return;
    try {
      const { updateJob } = await this.update({ id: job.id, version: job.version, input: { title, notes, kind: kind as JobKind, priority: priority as Priority } });
      const problem = problemOf(updateJob);
      this.toasts.show(problem ? { text: problem, tone: 'bad' } : { text: this.transloco.translate('ops.dispatch.saved'), tone: 'good' });
      if (problem) this.answer.reload();
    } catch (error) {
      this.toasts.show({ text: this.transloco.translate(explain(error)), tone: 'bad' });
    }
  }

  /** "Marc Côté, Mon 9:00 → Julie Gagnon, Mon 10:30". */
  protected detailOf({ detail }: PanelJobFragment['history'][number]): string {
    const { from, to, reason, outcome } = detail as { from?: Placed; to?: Placed; reason?: string; outcome?: string };
    return [from && this.placed(from), to && this.placed(to)].filter(Boolean).join(' → ') || reason || outcome || '';
  }

  private placed({ technician, startsAt, durationMinutes }: Placed): string {
    const when = startsAt && formatInstant(new Date(startsAt), this.locale.tag(), this.board.zone(), { weekday: 'short', hour: 'numeric', minute: '2-digit' });
    return [technician, when, durationMinutes && `${durationMinutes} min`].filter(Boolean).join(', ');
  }

  private async while(work: Promise<unknown>): Promise<void> {
    this.working.set(true);
    await work.finally(() => this.working.set(false));
  }
}
