import { Component, inject, input, linkedSignal, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { RateMyTicketDocument } from './ticket-page.generated';

/** Asks how the help was once a request is settled; a first click is enough, words may follow. */
@Component({
  selector: 'app-rate-ticket',
  imports: [Field, Icon, TranslocoPipe],
  template: `
    <form class="card" novalidate (submit)="say($event)">
      <div class="body stack">
        <fieldset [disabled]="rate.busy()">
          <legend>{{ (ticket().rating ? 'portal.rate.thanks' : 'portal.rate.ask') | transloco }}</legend>
          <div class="stars">
            @for (value of values; track value) {
              <label [class.on]="value <= (chosen() ?? 0)" [title]="'portal.rate.words.' + value | transloco">
                <input class="unseen" type="radio" name="rating" [value]="value" [checked]="value === chosen()" (change)="choose(value)" />
                <svg viewBox="0 0 24 24" aria-hidden="true"><path d="m12 3.6 2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.200-2.800-5.200 2.800 1-5.900L3.500 9.800l5.900-.8z" /></svg>
                <span class="unseen">{{ 'portal.rate.words.' + value | transloco }}</span>
              </label>
            }
            @if (chosen(); as value) {
              <span class="quiet">{{ 'portal.rate.words.' + value | transloco }}</span>
            }
          </div>
        </fieldset>
        @if (chosen()) {
          <app-field [label]="'portal.rate.more' | transloco" [optional]="true"><textarea #words class="input" rows="2" maxlength="2000" [value]="text()" (input)="text.set(words.value)"></textarea></app-field>
          <div class="row">
            <button class="button" [disabled]="rate.busy() || text() === ticket().ratingText">{{ 'portal.rate.send' | transloco }}</button>
            @if (isSaid()) {
              <span class="said" role="status"><app-icon name="check" />{{ 'portal.rate.saved' | transloco }}</span>
            }
          </div>
        }
        @if (problem(); as reason) {
          <p class="note bad" role="alert"><app-icon name="alert" />{{ reason }}</p>
        }
      </div>
    </form>
  `,
  styles: `
    fieldset { border: 0; padding: 0; }
    legend { margin-bottom: var(--s2); font-weight: 600; }
    .stars { display: flex; align-items: center; gap: var(--s1); }
    .stars label { position: relative; display: grid; place-items: center; width: 2.5rem; height: 2.5rem; border-radius: var(--r-md); cursor: pointer; }
    .stars label:hover { background: var(--hover); }
    .stars label:focus-within { box-shadow: var(--focus); }
    .stars svg { width: 1.625rem; height: 1.625rem; fill: none; stroke: var(--faint); stroke-width: 1.5; stroke-linejoin: round; }
    .stars .on svg { fill: var(--accent); stroke: var(--accent); }
    .said { --icon: 1rem; display: inline-flex; align-items: center; gap: var(--s1); color: var(--good); }
  `,
})
export class RateTicket {
  readonly ticket = input.required<{ readonly id: string; readonly rating?: number | null; readonly ratingText: string }>();

  private readonly transloco = inject(TranslocoService);
  protected readonly values = [1, 2, 3, 4, 5];
  protected readonly rate = mutation(RateMyTicketDocument);
  protected readonly chosen = linkedSignal(() => this.ticket().rating ?? null);
  protected readonly text = linkedSignal(() => this.ticket().ratingText);
  protected readonly isSaid = signal(false);
  protected readonly problem = signal('');

  protected choose(rating: number): void {
    this.chosen.set(rating);
    void this.send();
  }

  protected say(event: Event): void {
    event.preventDefault();
    void this.send();
  }

  private async send(): Promise<void> {
    const rating = this.chosen();
    if (!rating) return;
    this.problem.set('');
    this.isSaid.set(false);
    try {
      const { rateTicket } = await this.rate({ id: this.ticket().id, input: { rating, text: this.text() } });
      this.problem.set(problemOf(rateTicket));
      this.isSaid.set(rateTicket.__typename === 'Ticket');
    } catch (error) {
      this.problem.set(this.transloco.translate(explain(error)));
    }
  }
}
