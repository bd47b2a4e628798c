import { Component, computed, effect, inject, signal } from '@angular/core';
import { CommonTexts, SayPipe } from '../core/i18n/common-texts';
import { PAGE } from '../core/http/page';
import { Session } from '../core/session/session';
import { formatInstant } from '../ui/format';
import { Icon } from '../ui/icon';
import { Locale } from '../ui/locale';
import { MoneyPipe } from '../ui/money';
import { AddressField } from './address-field';
import { Cart } from './cart';
import { ask, type Place, type Quote, type Refused, type Slot } from './shop-api';
import { LeaveContact } from './leave-contact';
import { ShopFrame } from './shop-frame';
import { WhoField, type Details } from './who-field';

/** The cart, from what is in it to the order: where, when, who, and what it comes to. */
@Component({
  selector: 'app-cart-page',
  imports: [AddressField, Icon, LeaveContact, MoneyPipe, SayPipe, ShopFrame, WhoField],
  templateUrl: './cart-page.html',
  styleUrl: './cart-page.css',
})
export class CartPage {
  private readonly locale = inject(Locale);
  private readonly texts = inject(CommonTexts);
  private readonly page = inject(PAGE);
  private readonly session = inject(Session);
  protected readonly cart = inject(Cart);
  protected readonly place = signal<Place | undefined>(undefined);
  protected readonly quote = signal<Quote | undefined>(undefined);
  protected readonly slots = signal<readonly Slot[] | undefined>(undefined);
  protected readonly zone = signal('America/Toronto');
  protected readonly from = signal('');
  protected readonly details = signal<Details>({ name: '', email: '', phone: '' });
  protected readonly changed = signal<readonly string[]>([]);
  protected readonly refused = signal<Refused | undefined>(undefined);
  protected readonly failed = signal(false);
  protected readonly busy = signal(false);
  protected readonly days = computed(() => [...Map.groupBy(this.slots() ?? [], ({ day }) => day)].slice(0, 6));
  protected readonly isCustomer = computed(() => this.session.facts()?.kind === 'customer');
  /** The sums shown are still those of another cart, place or day. */
  protected readonly counting = signal(false);
  protected readonly isReady = computed(() => Boolean(!this.counting() && this.place() && this.quote() && (!this.quote()!.needsVisit || this.from())));
  /** A place that cannot be had, and why: it stands until another one is chosen. */
  protected readonly badPlace = signal<{ readonly place: Place; readonly refused: Refused } | undefined>(undefined);
  protected readonly outside = computed(() => (this.badPlace()?.refused.error === 'outside_area' ? this.badPlace()!.place : undefined));
  private key = crypto.randomUUID();
  private asked = 0;

  constructor() {
    effect(() => void this.price(this.cart.lines().map(({ itemId, quantity }) => ({ itemId, quantity })), this.place(), this.from(), this.locale.language()));
  }

  protected problemOf(field: string): string {
    return this.refused()?.field === field ? this.refused()!.message : '';
  }

  protected whole(): string {
    return this.refused() && !['address', 'slot'].includes(this.refused()!.field ?? '') ? this.refused()!.message : '';
  }

  protected hour(instant: string): string {
    return formatInstant(new Date(instant), this.locale.tag(), this.zone(), { hour: 'numeric', minute: '2-digit' });
  }

  protected dayName(instant: string): string {
    return formatInstant(new Date(instant), this.locale.tag(), this.zone(), { weekday: 'long', day: 'numeric', month: 'long' });
  }

  protected pick(place: Place): void {
    this.badPlace.set(undefined);
    this.place.set(place);
  }

  protected again(): void {
    void this.price(this.cart.lines(), this.place(), this.from(), this.locale.language());
  }

  protected async order(): Promise<void> {
    const quote = this.quote();
    if (!quote || this.busy()) return;
    this.busy.set(true);
    this.refused.set(undefined);
    try {
      const told = await ask<{ number: string }>('order', {
        key: this.key, lines: this.cart.lines().map(({ itemId, quantity }) => ({ itemId, quantity })), place: this.place(), from: quote.needsVisit ? this.from() : null,
        person: this.isCustomer() ? null : this.details(), agreed: { first: quote.first.total.amount, monthly: quote.monthly.total.amount },
      }, this.locale.language());
      if ('value' in told) return this.done(told.value.number);
      await this.mend(told.refused);
    } catch {
      this.failed.set(true); // the same key goes again: pressing twice orders once
    } finally {
      this.busy.set(false);
    }
  }

  private done(number: string): void {
    this.cart.empty();
    this.key = crypto.randomUUID();
    this.page.go(`/commande/confirmation?number=${number}`);
  }

  /** What was taken or changed meanwhile is asked for again, and the sentence stays beside it. */
  private async mend(refused: Refused): Promise<void> {
    if (refused.error === 'slot_taken') {
      this.from.set('');
      await this.loadSlots();
    }
    if (refused.error === 'price_changed') await this.price(this.cart.lines(), this.place(), this.from(), this.locale.language());
    this.refused.set(refused);
  }

  private async price(lines: readonly { itemId: string; quantity: number }[], place: Place | undefined, from: string, locale: string): Promise<void> {
    const mine = ++this.asked;
    if (!lines.length) return this.quote.set(undefined);
    this.failed.set(false);
    this.counting.set(true);
    try {
      const told = await ask<Quote>('quote', { lines, place, ...(from && { from }) }, locale);
      if (mine !== this.asked) return;
      if ('refused' in told) return this.reject(told.refused);
      this.refused.set(undefined);
      this.quote.set(told.value);
      this.compare(told.value);
      if (told.value.needsVisit && !this.slots()) await this.loadSlots();
    } catch {
      if (mine === this.asked) this.failed.set(true); // the page says so and offers to try again
    } finally {
      if (mine === this.asked) this.counting.set(false);
    }
  }

  private reject(refused: Refused & { readonly itemId?: string }): void {
    const place = this.place();
    if (refused.field === 'address' && place) {
      this.badPlace.set({ place, refused });
      return this.place.set(undefined);
    }
    if (refused.itemId) this.cart.change(refused.itemId, 0);
    // after the change above has asked for a price again, the sentence still stands
    queueMicrotask(() => this.refused.set(refused));
  }

  /** Tells which prices are others than those that were put into the cart. */
  private compare({ lines }: Quote): void {
    const before = new Map(this.cart.lines().map(({ itemId, price }) => [itemId, price]));
    const others = lines.filter(({ itemId, price }) => before.get(itemId) !== price.amount);
    if (!others.length) return;
    this.changed.set(others.map(({ name }) => this.texts.say('shop.priceChanged', { name })));
    this.cart.reprice(new Map(lines.map(({ itemId, price }) => [itemId, price.amount])));
  }

  private async loadSlots(): Promise<void> {
    const told = await ask<{ slots: readonly Slot[]; timeZone: string }>('slots', {}, this.locale.language());
    if (!('value' in told)) return;
    this.zone.set(told.value.timeZone);
    this.slots.set(told.value.slots);
  }
}
