import { Component, input, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { ConsentKindValues, OutgoingChannelValues, type ConsentKind, type OutgoingChannel } from '../../core/graphql/schema.generated';
import type { ConsentChoicesFragment } from './consent-choices.generated';

/** One choice somebody made. */
export interface Chosen {
  readonly channel: OutgoingChannel;
  readonly kind: ConsentKind;
  readonly granted: boolean;
}

/** What a customer wants to be told, by mail and by text: a box for each, with who said so where `told`. */
@Component({
  selector: 'app-consent-choices',
  imports: [TranslocoPipe],
  template: `
    @for (kind of kinds; track kind) {
      <fieldset>
        <legend>{{ 'domain.consents.kinds.' + kind | transloco }}</legend>
        <div class="row">
          @for (channel of channels; track channel) {
            <label class="check">
              <input #box type="checkbox" [checked]="of(channel, kind)?.granted" [disabled]="disabled()" (change)="chosen.emit({ channel, kind, granted: box.checked })" />
              <span>{{ 'domain.consents.channels.' + channel | transloco }}</span>
            </label>
          }
        </div>
        @if (told() && saidBy(kind); as names) {
          <small class="faint">{{ 'domain.consents.saidBy' | transloco: { names } }}</small>
        }
      </fieldset>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--s3);
    }
    fieldset {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: var(--s1) var(--s5);
      min-width: 0;
      padding: 0 0 var(--s3);
      border: 0;
      border-bottom: 1px solid var(--line);
    }
    legend {
      float: inline-start;
      flex: 1 1 12rem;
      padding: 0;
    }
    .row {
      gap: var(--s5);
    }
    small {
      flex-basis: 100%;
    }
  `,
})
export class ConsentChoices {
  readonly consents = input.required<ConsentChoicesFragment>();
  readonly disabled = input(false);
  /** Whether it is said who chose. */
  readonly told = input(false);
  readonly chosen = output<Chosen>();
  protected readonly kinds = ConsentKindValues;
  protected readonly channels = OutgoingChannelValues;

  protected of(channel: OutgoingChannel, kind: ConsentKind): ConsentChoicesFragment['choices'][number] | undefined {
    return this.consents().choices.find((one) => one.channel === channel && one.kind === kind);
  }

  protected saidBy(kind: ConsentKind): string {
    return [...new Set(this.channels.flatMap((channel) => this.of(channel, kind)?.changedBy ?? []))].join(', ');
  }
}
