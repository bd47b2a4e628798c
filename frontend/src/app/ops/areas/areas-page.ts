import { Component, computed, inject, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain, fieldErrors } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { query } from '../../core/graphql/query';
import { AmountPipe, WhenPipe } from '../../ui/dates';
import { Confirms } from '../../ui/confirm';
import { EmptyState } from '../../ui/empty-state';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { Skeleton } from '../../ui/skeleton';
import { Toasts } from '../../ui/toast';
import { AddAreaDocument, CloseAreaRequestDocument, OpsAreasDocument, type OpsAreasQuery, RemoveAreaDocument } from './areas.generated';

type Area = OpsAreasQuery['serviceAreas'][number];

/** Where the provider connects homes, and who asked for more. */
@Component({
  selector: 'app-areas-page',
  imports: [AmountPipe, EmptyState, Field, Icon, Skeleton, TranslocoPipe, WhenPipe],
  templateUrl: './areas-page.html',
  styles: `
    .add { display: grid; grid-template-columns: 1fr 10rem auto; align-items: start; gap: var(--s3); }
    .add .button { margin-block-start: 1.75rem; }
    .places { display: flex; flex-wrap: wrap; gap: var(--s2); }
    .places li { display: inline-flex; align-items: center; gap: var(--s1); padding-inline: var(--s3) var(--s1); border: 1px solid var(--line); border-radius: var(--r-full); }
    .places, .rows { margin: 0; list-style: none; }
    .places { padding: 0; }
    small { display: block; }
    @media (max-width: 40rem) { .add { grid-template-columns: minmax(0, 1fr); } .add .button { margin: 0; } }
  `,
})
export class AreasPage {
  private readonly words = inject(TranslocoService);
  private readonly confirms = inject(Confirms);
  private readonly toasts = inject(Toasts);
  protected readonly answer = query(OpsAreasDocument);
  protected readonly areas = computed(() => this.answer.data()?.serviceAreas ?? []);
  protected readonly requests = computed(() => this.answer.data()?.areaRequests ?? []);
  protected readonly adding = mutation(AddAreaDocument);
  protected readonly removing = mutation(RemoveAreaDocument);
  protected readonly closing = mutation(CloseAreaRequestDocument);
  protected readonly problem = signal('');

  protected nameOf({ city, postalPrefix }: Area): string {
    return [city, postalPrefix].filter(Boolean).join(' · ');
  }

  protected async add(event: Event, city: HTMLInputElement, postal: HTMLInputElement): Promise<void> {
    event.preventDefault();
    this.problem.set('');
    try {
      await this.adding({ input: { city: city.value, postalPrefix: postal.value } });
      city.value = postal.value = '';
      city.focus();
      this.answer.reload();
    } catch (error) {
      this.problem.set(Object.keys(fieldErrors(error)).length ? this.words.translate('ops.areas.wrong') : explain(error));
    }
  }

  protected async remove(area: Area): Promise<void> {
    const say = (key: string) => this.words.translate(`ops.areas.${key}`, { name: this.nameOf(area) });
    if (!(await this.confirms.ask({ title: say('removeTitle'), text: say('removeText'), action: say('remove'), danger: true }))) return;
    await this.removing({ id: area.id });
    this.toasts.show({ text: say('removed'), tone: 'good' });
    this.answer.reload();
  }

  protected async close(id: string): Promise<void> {
    await this.closing({ id });
    this.answer.reload();
  }
}
