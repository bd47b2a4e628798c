import { Component, computed, inject, input, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { CommandLog } from '../../core/offline/command-log';
import { DayPack } from '../../core/offline/day-pack';
import type { FieldJobFragment } from '../../core/offline/day-pack.generated';
import { FieldStore } from '../../core/offline/field-store';
import { usedAt } from '../../core/offline/van';
import { EmptyState } from '../../ui/empty-state';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { Sheet } from '../../ui/sheet';
import { Stepper } from '../van/stepper';

/** What the visit took from the van. */
@Component({
  selector: 'app-job-parts',
  imports: [EmptyState, Field, Icon, Sheet, Stepper, TranslocoPipe],
  template: `
    <section class="card" aria-labelledby="parts">
      <header><h2 id="parts">{{ 'tech.parts.title' | transloco }}</h2><button type="button" class="button small push" [attr.aria-label]="'tech.parts.add' | transloco" (click)="open.set(true)"><app-icon name="plus" />{{ 'tech.parts.one' | transloco }}</button></header>
      <div class="rows">
        @for (part of used(); track part.id) {
          <p class="row spread"><span>{{ part.name }}</span><strong class="number">{{ part.quantity }} <span class="faint">{{ part.unit }}</span></strong></p>
        } @empty {
          <p class="quiet">{{ 'tech.parts.none' | transloco }}</p>
        }
      </div>
    </section>
    @if (open()) {
      <app-sheet [heading]="'tech.parts.add' | transloco" (closed)="open.set(false)">
        @if (van(); as van) {
          <form class="stack" (submit)="use($event)">
            <app-field [label]="'tech.parts.part' | transloco">
              <select #which class="input" [value]="chosen()?.id ?? ''" (change)="partId.set(which.value)">
                @for (part of choices(); track part.id) {
                  <option [value]="part.id" [selected]="part.id === chosen()?.id">{{ part.name }} ({{ part.quantity }})</option>
                }
              </select>
            </app-field>
            <app-stepper [label]="'tech.van.quantity' | transloco" [(value)]="quantity" />
            @if (short()) {
              <p class="note warn" role="status"><app-icon name="alert" />{{ 'tech.parts.short' | transloco: { n: chosen()?.quantity } }}</p>
            }
            <button class="button primary wide tall" [disabled]="!chosen()">{{ 'tech.parts.use' | transloco }}</button>
          </form>
        } @else {
          <app-empty-state icon="box" [heading]="'tech.van.noVan' | transloco" />
        }
      </app-sheet>
    }
  `,
})
export class JobParts {
  readonly job = input.required<FieldJobFragment>();
  private readonly log = inject(CommandLog);
  private readonly pack = inject(DayPack);
  private readonly commands = inject(FieldStore).commands;
  protected readonly van = this.pack.van;
  protected readonly open = signal(false);
  protected readonly partId = signal('');
  protected readonly quantity = signal(1);
  /** What is on board first. */
  protected readonly choices = computed(() => [...(this.van()?.parts ?? [])].sort((a, b) => Number(b.quantity > 0) - Number(a.quantity > 0)));
  protected readonly chosen = computed(() => this.choices().find(({ id }) => id === this.partId()) ?? this.choices()[0]);
  protected readonly short = computed(() => this.quantity() > (this.chosen()?.quantity ?? 0));
  protected readonly used = computed(() => {
    const parts = new Map(this.van()?.parts.map((part) => [part.id, part]));
    return [...usedAt(this.job(), this.commands(), this.pack.askedAt() ?? '')].map(([id, quantity]) => ({ id, quantity, name: parts.get(id)?.name ?? '…', unit: parts.get(id)?.unit ?? '' }));
  });

  protected async use(event: Event): Promise<void> {
    event.preventDefault();
    const part = this.chosen();
    if (!part) return;
    await this.log.did('part.use', { partId: part.id, quantity: this.quantity(), jobId: this.job().id, text: `${this.quantity()} × ${part.name}` });
    this.open.set(false);
    this.quantity.set(1);
  }
}
