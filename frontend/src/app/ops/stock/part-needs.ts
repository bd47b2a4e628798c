import { Component, computed, inject, input, output, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { query } from '../../core/graphql/query';
import { type JobKind, JobKindValues } from '../../core/graphql/schema.generated';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { LoadFailed } from '../../ui/load-failed';
import { Skeleton } from '../../ui/skeleton';
import { PartNeedsDocument, SetPartNeedDocument, type StockPartFragment } from './stock.generated';

const MOST = 1_000;

/** Says what a visit of a kind usually takes; phones tell from it what tomorrow's visits will miss. Each number is kept as it is left. */
@Component({
  selector: 'app-part-needs',
  imports: [Dialog, Field, LoadFailed, Skeleton, TranslocoPipe],
  template: `
    <app-dialog [heading]="'ops.stock.needs' | transloco" [sheet]="true" (closed)="closed.emit()">
      <div class="stack">
        <p class="quiet">{{ 'ops.stock.needsText' | transloco }}</p>
        <app-field [label]="'ops.stock.visitKind' | transloco">
          <select #which class="input" (change)="kind.set($any(which.value))">
            @for (name of kinds; track name) {
              <option [value]="name" [selected]="name === kind()">{{ 'domain.job.kind.' + name | transloco }}</option>
            }
          </select>
        </app-field>
        @if (needs.data()) {
          @for (part of parts(); track part.id + kind()) {
            <div class="need">
              <label [for]="'need-' + part.id">{{ part.name }} <small class="mono faint">{{ part.code }}</small></label>
              <input #amount class="input number" type="number" inputmode="numeric" min="0" max="1000" step="1" [id]="'need-' + part.id" [value]="usual().get(part.id) ?? 0" [attr.aria-invalid]="wrong() === part.id || null" (change)="save(part.id, amount.value)" />
              <span class="faint">{{ part.unit }}</span>
              @if (wrong() === part.id) {
                <p class="error" role="alert">{{ problem() }}</p>
              }
            </div>
          }
        } @else if (needs.error()) {
          <app-load-failed [of]="needs" />
        } @else {
          <app-skeleton [lines]="6" />
        }
        <p class="unseen" role="status">{{ saved() }}</p>
      </div>
      <div actions><button type="button" class="button primary" (click)="closed.emit()">{{ 'ui.close' | transloco }}</button></div>
    </app-dialog>
  `,
  styles: `
    .need {
      display: grid;
      grid-template-columns: minmax(0, 1fr) 6rem 5rem;
      gap: var(--s3);
      align-items: center;
    }
    .error {
      grid-column: 1 / -1;
      color: var(--bad);
    }
  `,
})
export class PartNeeds {
  readonly parts = input.required<readonly StockPartFragment[]>();
  readonly closed = output();
  private readonly transloco = inject(TranslocoService);
  private readonly set = mutation(SetPartNeedDocument);
  protected readonly needs = query(PartNeedsDocument);
  protected readonly kinds = JobKindValues;
  protected readonly kind = signal<JobKind>('INSTALLATION');
  protected readonly usual = computed(() => new Map(this.needs.data()?.partNeeds.filter(({ kind }) => kind === this.kind()).map(({ part, quantity }) => [part.id, quantity])));
  /** The part whose number cannot be kept. */
  protected readonly wrong = signal('');
  protected readonly problem = signal('');
  protected readonly saved = signal('');

  protected async save(partId: string, text: string): Promise<void> {
    const quantity = Number(text || 0);
    this.wrong.set('');
    this.saved.set('');
    if (!Number.isInteger(quantity) || quantity < 0 || quantity > MOST) return this.refuse(partId, this.transloco.translate('ops.stock.needRange'));
    try {
      await this.set({ partId, kind: this.kind(), quantity });
      this.saved.set(this.transloco.translate('ops.stock.needSaved'));
      this.needs.reload();
    } catch (error) {
      this.refuse(partId, this.transloco.translate(explain(error)));
    }
  }

  private refuse(partId: string, problem: string): void {
    this.wrong.set(partId);
    this.problem.set(problem);
  }
}
