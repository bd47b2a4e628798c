import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { addDays, dayOf } from '@demarc/time';
import { query } from '../../core/graphql/query';
import { Can } from '../../core/session/can';
import { DataTable } from '../../ui/data-table';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { Locale } from '../../ui/locale';
import { clockText } from '../../ui/timeline/timeline-scale';
import { Territories } from './territories';
import { DirectoryDocument, type DirectoryTechnicianFragment } from './technicians.generated';

/** Everybody of the field: what they can do, when and where they work, and what is missing to plan with them. */
@Component({
  selector: 'app-technicians-page',
  imports: [Can, DataTable, EmptyState, Icon, RouterLink, Territories, TranslocoPipe],
  templateUrl: './technicians-page.html',
  styleUrl: './technicians-page.css',
})
export class TechniciansPage {
  private readonly locale = inject(Locale);
  private readonly transloco = inject(TranslocoService);
  private readonly today = dayOf(new Date(), this.locale.zone());
  protected readonly answer = query(DirectoryDocument, () => ({ from: this.today, to: addDays(this.today, 30) }));
  protected readonly people = computed(() => this.answer.data()?.technicians ?? []);
  protected readonly territories = computed(() => this.answer.data()?.territories ?? []);
  private readonly away = computed(() => new Set((this.answer.data()?.absences ?? []).filter(({ startsAt }) => Date.parse(startsAt) <= Date.now()).map(({ technician }) => technician.id)));

  protected isAway({ id }: DirectoryTechnicianFragment): boolean {
    return this.away().has(id);
  }

  /** "8:00 – 16:30", or how many stretches the week has. */
  protected hours({ hours, shiftStart, shiftEnd }: DirectoryTechnicianFragment): string {
    if (hours.length) return this.transloco.translate('ops.technicians.stretches', { n: hours.length });
    const say = (minute: number) => clockText(minute, this.locale.language());
    return `${say(shiftStart)} – ${say(shiftEnd)}`;
  }

  protected where({ territoryIds }: DirectoryTechnicianFragment): string {
    return this.territories().filter(({ id }) => territoryIds.includes(id)).map(({ name }) => name).join(', ') || this.transloco.translate('ops.technicians.everywhere');
  }
}
