import { Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { JobKindValues, PriorityValues } from '../../core/graphql/schema.generated';
import { CommandLog } from '../../core/offline/command-log';
import { type CommandKind, jobOf } from '../../core/offline/command';
import { DayPack } from '../../core/offline/day-pack';
import { FieldStore } from '../../core/offline/field-store';
import { isOver, may, nextStep } from '../../core/offline/projection';
import { DeviceLine } from '../../domain/device/device-line';
import { KIND_ICONS } from '../../domain/job/job-looks';
import { JobPriority } from '../../domain/job/job-priority';
import { evidenceOf } from '../../domain/line/line-evidence';
import { LineReading } from '../../domain/line/line-reading';
import { JobStatus } from '../../domain/job/job-status';
import { ClockPipe, WhenPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { AddSheet } from '../add/add-sheet';
import { VisitLine } from '../device/visit-line';
import { ActionLine } from '../sync/action-line';
import { FinishSheet } from './finish-sheet';
import { JobParts } from './job-parts';
import { JobPhotos } from './job-photos';
import { PlaceContacts } from './place-contacts';
import { PositionCard } from './position-card';
import { SignSheet } from './sign-sheet';
import { mapLink, phoneLink } from './links';

/** One visit: where, for whom, what, and the next step under the thumb. Everything works without signal. */
@Component({
  selector: 'app-tech-job',
  imports: [ActionLine, AddSheet, ClockPipe, DeviceLine, EmptyState, Field, FinishSheet, Icon, JobParts, JobPhotos, JobPriority, JobStatus, LineReading, PlaceContacts, PositionCard, RouterLink, SignSheet, TranslocoPipe, VisitLine, WhenPipe],
  templateUrl: './job-page.html',
  styleUrl: './job-page.css',
})
export class JobPage {
  /** The id in the address. */
  readonly job = input.required<string>();
  private readonly pack = inject(DayPack);
  private readonly log = inject(CommandLog);
  protected readonly store = inject(FieldStore);
  protected readonly visit = computed(() => this.pack.job(this.job()));
  protected readonly step = computed(() => nextStep(this.visit()?.status ?? 'CANCELLED'));
  protected readonly over = computed(() => isOver(this.visit()?.status ?? 'CANCELLED'));
  protected readonly actions = computed(() => this.store.commands().filter((command) => jobOf(command) === this.job()).sort((a, b) => b.occurredAt.localeCompare(a.occurredAt)));
  protected readonly sheet = signal<'complete' | 'giveUp' | 'add' | 'sign' | null>(null);
  protected readonly note = signal('');
  /** How the line was found and left. */
  protected readonly evidence = computed(() => {
    const { before, after } = evidenceOf(this.visit()?.lineReadings ?? []);
    return [before, after].filter((reading) => reading !== undefined);
  });
  protected readonly past = computed(() => this.visit()?.location?.pastVisits ?? []);
  protected readonly kinds = KIND_ICONS;
  protected readonly kindNames = JobKindValues;
  protected readonly priorityNames = PriorityValues;
  protected readonly map = mapLink;
  protected readonly phone = phoneLink;

  protected can(kind: CommandKind): boolean {
    return may(this.visit()?.status ?? 'CANCELLED', kind);
  }

  protected async go(kind: CommandKind): Promise<void> {
    if (kind === 'job.complete') this.sheet.set('complete');
    else await this.log.did(kind, { jobId: this.job() });
  }

  protected async finish(words: string): Promise<void> {
    const done = this.sheet() === 'complete';
    this.sheet.set(null);
    await this.log.did(done ? 'job.complete' : 'job.giveUp', { jobId: this.job(), [done ? 'outcome' : 'reason']: words });
  }

  protected tick(id: string, done: boolean): Promise<void> {
    return this.log.did('job.tick', { jobId: this.job(), done: { [id]: done } });
  }

  protected classify(jobKind: string, priority: string): Promise<void> {
    return this.log.did('job.classify', { jobId: this.job(), jobKind, priority });
  }

  protected async addNote(event: Event): Promise<void> {
    event.preventDefault();
    const text = this.note().trim();
    if (!text) return;
    this.note.set('');
    await this.log.did('job.note', { jobId: this.job(), text });
  }
}
