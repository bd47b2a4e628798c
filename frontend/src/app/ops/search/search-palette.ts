import { Component, computed, DestroyRef, type ElementRef, inject, linkedSignal, signal, viewChild } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { query } from '../../core/graphql/query';
import { Icon } from '../../ui/icon';
import type { IconName } from '../../ui/icons';
import { type Hit, hitLink } from './hit-link';
import { SearchDocument } from './search.generated';

const ICONS: Readonly<Record<Hit['kind'], IconName>> = { CUSTOMER: 'user', DEVICE: 'router', INVOICE: 'invoice', TICKET: 'ticket', JOB: 'wrench' };
const PAUSE = 90;

/** Finds anything from anywhere: Ctrl K, a few letters, arrows, Enter. */
@Component({
  selector: 'app-search-palette',
  imports: [Icon, TranslocoPipe],
  templateUrl: './search-palette.html',
  styleUrl: './search-palette.css',
  host: { '(document:keydown)': 'jump($event)', '(focusout)': 'left($event)' },
})
export class SearchPalette {
  private readonly router = inject(Router);
  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');
  private timer: ReturnType<typeof setTimeout> | undefined;
  protected readonly icons = ICONS;
  protected readonly text = signal('');
  protected readonly isOpen = signal(false);
  private readonly asked = signal('');
  protected readonly answer = query(SearchDocument, () => (this.asked().length > 1 ? { text: this.asked(), first: 9 } : undefined));
  protected readonly hits = computed<readonly Hit[]>(() => (this.asked().length > 1 ? (this.answer.data()?.search ?? []) : []));
  protected readonly active = linkedSignal({ source: this.hits, computation: () => 0 });
  protected readonly isShown = computed(() => this.isOpen() && this.text().trim().length > 1);
  protected readonly isEmpty = computed(() => !this.answer.loading() && !this.answer.error() && this.asked() === this.text().trim() && !this.hits().length);

  constructor() {
    inject(DestroyRef).onDestroy(() => clearTimeout(this.timer));
    this.router.events.pipe(takeUntilDestroyed()).subscribe((event) => event instanceof NavigationEnd && this.isOpen.set(false));
  }

  protected type(text: string): void {
    this.text.set(text);
    this.isOpen.set(true);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.asked.set(text.trim()), PAUSE);
  }

  protected keys(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.hits().length) {
      event.preventDefault();
      this.isOpen.set(true);
      this.active.update((at) => (at + step + this.hits().length) % this.hits().length);
    }
    if (event.key === 'Escape') return this.isShown() ? this.isOpen.set(false) : this.clear();
    if (event.key === 'Enter') this.enter();
  }

  /** Enter opens the marked hit; before hits are there it leads to the list of customers. */
  private enter(): void {
    const hit = this.isShown() && this.asked() === this.text().trim() ? this.hits()[this.active()] : undefined;
    if (hit) return this.open(hit);
    const q = this.text().trim();
    if (q) void this.router.navigate(['/ops/customers'], { queryParams: { q } });
    this.isOpen.set(false);
  }

  protected open(hit: Hit): void {
    const { path, queryParams } = hitLink(hit);
    void this.router.navigate([...path], { queryParams: queryParams ?? {} });
    this.clear();
    this.field().nativeElement.blur();
  }

  protected clear(): void {
    clearTimeout(this.timer);
    this.text.set('');
    this.asked.set('');
    this.isOpen.set(false);
  }

  protected left(event: FocusEvent): void {
    const inside = (event.currentTarget as HTMLElement).contains(event.relatedTarget as Node | null);
    if (!inside) this.isOpen.set(false);
  }

  protected jump(event: KeyboardEvent): void {
    if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.field().nativeElement.focus();
    this.field().nativeElement.select();
    this.isOpen.set(true);
  }
}
