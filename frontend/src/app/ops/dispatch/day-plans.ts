import { computed, inject, Injectable, signal } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { live } from '../../core/graphql/live';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { query } from '../../core/graphql/query';
import { Toasts } from '../../ui/toast';
import { xOf } from '../../ui/timeline/timeline-scale';
import { Board } from './board';
import { LANE, minuteOf } from './board-model';
import { ApplyPlanDocument, AskForPlanDocument, AwayFromNowDocument, DiscardPlanDocument, DispatchPlanDocument, DispatchPlansChangedDocument, DispatchPlansDocument, StopPlanDocument, UndoPlanDocument, type PlanFactsFragment, type PlanLineFragment } from './plans.generated';

type Aim = PlanFactsFragment['aim'];
type Answered = { readonly __typename?: string; readonly id?: string; readonly message?: string } | null | undefined;

/** A visit drawn where a plan would put it. */
export interface Proposed {
  readonly id: string;
  readonly kind: PlanLineFragment['kind'];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly text: string;
}

/** The plans of the day on the board: which there are, the one being looked at, and what it would change. */
@Injectable()
export class DayPlans {
  private readonly board = inject(Board);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly asking = mutation(AskForPlanDocument);
  private readonly leaving = mutation(AwayFromNowDocument);
  private readonly stopping = mutation(StopPlanDocument);
  private readonly applying = mutation(ApplyPlanDocument);
  private readonly undoing = mutation(UndoPlanDocument);
  private readonly discarding = mutation(DiscardPlanDocument);

  /** Whether the panel is open, and the plan it shows. */
  readonly isOpen = signal(false);
  readonly chosen = signal<string | undefined>(undefined);
  /** The line whose visit is pointed at, so that board and panel agree. */
  readonly pointed = signal<string | undefined>(undefined);
  private readonly day = () => (this.isOpen() && this.board.day() ? { day: this.board.day()! } : undefined);
  readonly list = query(DispatchPlansDocument, this.day);
  readonly detail = query(DispatchPlanDocument, () => (this.isOpen() && this.chosen() ? { id: this.chosen()! } : undefined));
  readonly plans = computed(() => this.list.data()?.dispatchPlans.filter(({ day }) => day === this.board.day()) ?? []);
  readonly plan = computed(() => {
    const plan = this.detail.data()?.dispatchPlan;
    return plan && plan.id === this.chosen() && plan.day === this.board.day() ? plan : undefined;
  });
  readonly busy = computed(() => [this.asking, this.leaving, this.stopping, this.applying, this.undoing, this.discarding].some(({ busy }) => busy()));
  readonly names = computed(() => new Map(this.board.technicians().map(({ id, name }) => [id, name])));

  /** What the plan would put elsewhere, as bars on the timeline; none once it is applied. */
  readonly proposed = computed<Proposed[]>(() => {
    const plan = this.isOpen() ? this.plan() : undefined;
    if (plan?.status !== 'READY') return [];
    const scale = this.board.scale();
    const rows = new Map(this.board.rows().map((row) => [row.technician.id, row]));
    return plan.changes.flatMap(({ id, kind, toTechnicianId, toStartsAt, job }) => {
      const row = toTechnicianId ? rows.get(toTechnicianId) : undefined;
      if (!row || !toStartsAt) return [];
      return [{ id, kind, x: xOf(scale, minuteOf(toStartsAt, this.board.zone())), y: row.top + (row.height - LANE) / 2 + 2, width: job.durationMinutes * scale.perMinute - 2, text: job.customer.name }];
    });
  });
  /** Visits that the plan would take from where they are. */
  readonly movedAway = computed(() => new Set(this.proposed().length ? this.plan()!.changes.filter(({ fromTechnicianId }) => fromTechnicianId).map(({ job }) => job.id) : []));

  constructor() {
    live(DispatchPlansChangedDocument, this.day, ({ dispatchPlansChanged: plan }) => {
      if (!plan) return;
      if (!this.plans().some(({ id }) => id === plan.id)) this.list.reload();
      if (plan.id === this.chosen() && plan.status !== 'SEARCHING') this.detail.reload();
    });
  }

  ask(aim: Aim): Promise<void> {
    return this.attempt(async () => (await this.asking({ day: this.board.day()!, aim })).askForPlan, (id) => this.look(id));
  }

  awayFromNow(technicianId: string): Promise<void> {
    return this.attempt(async () => (await this.leaving({ technicianId, kind: 'SICK' })).awayFromNow, (id) => this.look(id));
  }

  stop(id: string): Promise<void> {
    return this.attempt(async () => (await this.stopping({ id })).stopPlan);
  }

  apply(id: string): Promise<void> {
    return this.attempt(async () => (await this.applying({ id })).applyPlan, () => this.say('applied'));
  }

  undo(id: string): Promise<void> {
    return this.attempt(async () => (await this.undoing({ id })).undoPlan, () => this.say('undone'));
  }

  discard(id: string): Promise<void> {
    return this.attempt(async () => (await this.discarding({ id })).discardPlan, () => {
      this.chosen.set(undefined);
      this.list.reload();
    });
  }

  look(id: string | undefined): void {
    this.chosen.set(id);
  }

  private say(key: string): void {
    this.toasts.show({ text: this.transloco.translate(`ops.plan.${key}`), tone: 'good' });
  }

  private async attempt(work: () => Promise<Answered>, done: (id: string) => void = () => undefined): Promise<void> {
    try {
      const answer = await work();
      const problem = problemOf(answer);
      if (problem) this.toasts.show({ text: problem, tone: 'bad' });
      else done(answer?.id ?? '');
    } catch (error) {
      this.toasts.show({ text: this.transloco.translate(explain(error)), tone: 'bad' });
    }
  }
}
