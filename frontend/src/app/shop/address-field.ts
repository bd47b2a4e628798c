import { Component, inject, input, output, signal } from '@angular/core';
import { SayPipe } from '../core/i18n/common-texts';
import { Locale } from '../ui/locale';
import { ask, type FoundAddress, type Place } from './shop-api';

const PAUSE_MS = 250;

/** Where the service is to be: typed into one field and found in the register, or written out by hand. */
@Component({
  selector: 'app-address-field',
  imports: [SayPipe],
  template: `
    @if (!byHand()) {
      <div class="field">
        <label for="address">{{ 'shop.address' | say }}</label>
        <input #text id="address" class="input tall" autocomplete="off" spellcheck="false" aria-describedby="address-hint" (input)="typed(text.value)" />
        <p id="address-hint" class="faint">{{ 'shop.addressHint' | say }}</p>
      </div>
      @if (busy()) { <p class="quiet" role="status">{{ 'ui.loading' | say }}</p> }
      @if (found(); as found) {
        <fieldset>
          <legend class="unseen">{{ 'shop.addressFound' | say }}</legend>
          @for (address of found; track address.id) {
            <label class="choice">
              <input type="radio" name="address-found" [checked]="chosen() === address.id" (change)="choose(address)" />
              <span>{{ address.line1 }}, {{ address.city }} {{ address.postalCode }}@if (!address.served) { <small class="chip warn">{{ 'shop.notServed' | say }}</small> }</span>
            </label>
          } @empty { <p role="status">{{ 'shop.addressNone' | say }}</p> }
        </fieldset>
        <button type="button" class="link" (click)="byHand.set(true)">{{ 'shop.byHand' | say }}</button>
      }
    } @else {
      <form class="hand" novalidate (submit)="$event.preventDefault(); write(line1.value, city.value, postal.value)">
        <div class="field"><label for="line1">{{ 'shop.line1' | say }}</label><input #line1 id="line1" class="input" autocomplete="address-line1" /></div>
        <div class="field"><label for="city">{{ 'shop.city' | say }}</label><input #city id="city" class="input" autocomplete="address-level2" /></div>
        <div class="field"><label for="postal">{{ 'shop.postal' | say }}</label><input #postal id="postal" class="input" autocomplete="postal-code" autocapitalize="characters" /></div>
        <div class="row"><button class="button">{{ 'shop.useAddress' | say }}</button><button type="button" class="link" (click)="byHand.set(false)">{{ 'shop.search' | say }}</button></div>
      </form>
    }
    @if (problem(); as text) { <p class="wrong" role="alert">{{ text }}</p> }
  `,
  styles: `
    :host, .field, fieldset, .hand { display: grid; gap: var(--s2); }
    :host, .hand { gap: var(--s3); }
    fieldset { margin: 0; padding: 0; border: 0; }
    label { font-weight: 570; }
    .choice { display: flex; align-items: center; gap: var(--s3); min-height: 2.75rem; padding: var(--s2) var(--s3); border: 1px solid var(--line); border-radius: var(--r-md); font-weight: 450; }
    .choice:has(:checked) { border-color: var(--accent); }
    .choice small { margin-inline-start: var(--s2); }
    .wrong { color: var(--bad); }
    .link { justify-self: start; min-height: 2rem; }
  `,
})
export class AddressField {
  readonly problem = input('');
  readonly picked = output<Place>();
  private readonly locale = inject(Locale);
  protected readonly found = signal<readonly FoundAddress[] | undefined>(undefined);
  protected readonly busy = signal(false);
  protected readonly byHand = signal(false);
  protected readonly chosen = signal('');
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;

  protected typed(text: string): void {
    clearTimeout(this.timer);
    if (text.trim().length < 4) return this.found.set(undefined);
    this.timer = setTimeout(() => void this.look(text), PAUSE_MS);
  }

  protected choose({ id }: FoundAddress): void {
    this.chosen.set(id);
    this.picked.emit({ addressId: id });
  }

  protected write(line1: string, city: string, postalCode: string): void {
    this.picked.emit({ line1, city, postalCode });
  }

  private async look(text: string): Promise<void> {
    const mine = ++this.asked;
    this.busy.set(true);
    try {
      const told = await ask<{ addresses: readonly FoundAddress[] }>('addresses', { text }, this.locale.language());
      if (mine === this.asked && 'value' in told) this.found.set(told.value.addresses);
    } catch {
      if (mine === this.asked) this.found.set([]); // the register cannot be reached: the address can be written by hand
    } finally {
      if (mine === this.asked) this.busy.set(false);
    }
  }
}
