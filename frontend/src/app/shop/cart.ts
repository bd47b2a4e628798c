import { computed, Injectable, signal } from '@angular/core';
import type { ShopItem } from './shop-api';

/** One thing in the cart, with the price that was seen when it was put there. */
export interface CartLine {
  readonly itemId: string;
  readonly name: string;
  readonly price: number;
  readonly quantity: number;
}

const KEY = 'demarc.cart';
const MOST = 10;

/** What a visitor has put together; kept in this browser until it is ordered. */
@Injectable({ providedIn: 'root' })
export class Cart {
  readonly lines = signal<readonly CartLine[]>(kept());
  readonly count = computed(() => this.lines().reduce((sum, { quantity }) => sum + quantity, 0));

  add({ id, name, price }: ShopItem): void {
    const there = this.lines().find(({ itemId }) => itemId === id);
    if (there) this.change(id, there.quantity + 1);
    else this.keep([...this.lines(), { itemId: id, name, price: price.amount, quantity: 1 }]);
  }

  change(itemId: string, quantity: number): void {
    this.keep(this.lines().flatMap((line) => (line.itemId !== itemId ? line : quantity > 0 ? { ...line, quantity: Math.min(MOST, quantity) } : [])));
  }

  /** Takes over today's prices. */
  reprice(prices: ReadonlyMap<string, number>): void {
    this.keep(this.lines().map((line) => ({ ...line, price: prices.get(line.itemId) ?? line.price })));
  }

  empty(): void {
    this.keep([]);
  }

  private keep(lines: readonly CartLine[]): void {
    this.lines.set(lines);
    try {
      localStorage.setItem(KEY, JSON.stringify(lines));
    } catch {
      // a browser that keeps nothing still orders, as long as the page is open
      return;
    }
  }
}

function kept(): readonly CartLine[] {
  try {
    const lines = JSON.parse(localStorage.getItem(KEY) ?? '[]') as unknown;
    return Array.isArray(lines) ? (lines as CartLine[]).filter(({ itemId, quantity, price }) => typeof itemId === 'string' && quantity > 0 && price >= 0) : [];
  } catch {
    return []; // nothing may be kept here, or somebody wrote something else under the name
  }
}
