import { Component, inject, input, signal } from '@angular/core';
import { SayPipe } from '../core/i18n/common-texts';
import { Icon } from '../ui/icon';
import { Locale } from '../ui/locale';
import { ask, type Place } from './shop-api';

/** For an address that is not served yet: how to reach whoever wants to hear when it is. */
@Component({
  selector: 'app-leave-contact',
  imports: [Icon, SayPipe],
  template: `
    @if (kept()) {
      <p class="note good" role="status"><app-icon name="check-circle" />{{ 'shop.contactKept' | say }}</p>
    } @else {
      <form novalidate (submit)="$event.preventDefault(); keep(reach.value)">
        <label for="reach">{{ 'shop.contact' | say }}</label>
        <input #reach id="reach" class="input tall" autocomplete="email" autocapitalize="none" [attr.aria-invalid]="problem() ? true : null" [attr.aria-describedby]="problem() ? 'reach-wrong' : null" />
        @if (problem(); as text) { <p id="reach-wrong" class="wrong" role="alert">{{ text }}</p> }
        <button class="button" [disabled]="busy()">{{ 'shop.tellMe' | say }}</button>
      </form>
    }
  `,
  styles: `
    form { display: grid; gap: var(--s2); margin-block-start: var(--s3); }
    label { font-weight: 570; }
    .button { justify-self: start; min-height: 2.75rem; }
    .wrong { color: var(--bad); }
  `,
})
export class LeaveContact {
  readonly place = input.required<Place>();
  private readonly locale = inject(Locale);
  protected readonly kept = signal(false);
  protected readonly busy = signal(false);
  protected readonly problem = signal('');

  protected async keep(reach: string): Promise<void> {
    this.busy.set(true);
    this.problem.set('');
    try {
      const told = await ask<object>('interest', { place: this.place(), reach: reach.trim() }, this.locale.language());
      if ('refused' in told) this.problem.set(told.refused.message);
      else this.kept.set(true);
    } catch {
      this.problem.set(this.locale.language() === 'fr' ? 'Le serveur ne répond pas. Réessayez.' : 'The server does not answer. Try again.'); // said beside the field; the person tries again
    } finally {
      this.busy.set(false);
    }
  }
}
