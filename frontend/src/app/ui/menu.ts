import { Component, computed, type ElementRef, input, signal, viewChild } from '@angular/core';
import { Icon } from './icon';
import type { IconName } from './icons';

let menus = 0;

/**
 * A button that opens a list of things to do. Put `<button role="menuitem">` or `<a role="menuitem">` inside; the class
 * `danger` marks what destroys, `<hr>` parts groups.
 */
@Component({
  selector: 'app-menu',
  imports: [Icon],
  template: `
    <button
      #trigger
      type="button"
      class="trigger button quiet"
      [class.icon-only]="!text()"
      aria-haspopup="menu"
      [attr.aria-label]="text() ? text() + ' · ' + label() : label()"
      [attr.aria-expanded]="open()"
      [attr.aria-controls]="id"
      (click)="toggle()"
      (keydown.arrowDown)="show($event)"
    >
      <ng-content select="[trigger]" />
      @if (icon(); as name) {
        <app-icon [name]="name" />
      }
      @if (text()) {
        <span class="truncate">{{ text() }}</span>
      }
    </button>
    <div
      #list
      class="list"
      role="menu"
      tabindex="-1"
      popover="auto"
      [id]="id"
      [attr.aria-label]="label()"
      (toggle)="open.set($any($event).newState === 'open')"
      (click)="hide()"
      (keydown)="move($event)"
    >
      <ng-content />
    </div>
  `,
  styleUrl: './menu.css',
})
export class Menu {
  readonly label = input.required<string>();
  readonly icon = input<IconName>();
  readonly text = input('');

  private readonly trigger = viewChild.required<ElementRef<HTMLElement>>('trigger');
  private readonly list = viewChild.required<ElementRef<HTMLElement>>('list');
  protected readonly id = `menu-${++menus}`;
  protected readonly open = signal(false);
  private readonly box = computed(() => this.list().nativeElement);

  protected toggle(): void {
    if (this.open()) this.hide();
    else this.show();
  }

  protected show(event?: Event): void {
    event?.preventDefault();
    const list = this.box();
    list.showPopover?.();
    this.open.set(true);
    this.place(list);
    this.items()[0]?.focus();
  }

  protected hide(): void {
    this.box().hidePopover?.();
    this.open.set(false);
  }

  protected move(event: KeyboardEvent): void {
    const items = this.items();
    const at = items.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
    if (event.key === 'Tab') this.hide();
    if (to === undefined) return;
    event.preventDefault();
    items[to % items.length]?.focus();
  }

  /** Under the button, or above it when there is no room; never outside the window. */
  private place(list: HTMLElement): void {
    const at = this.trigger().nativeElement.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = list;
    const below = at.bottom + 4 + height <= innerHeight;
    list.style.top = `${Math.max(8, below ? at.bottom + 4 : at.top - 4 - height)}px`;
    list.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
  }

  private items(): HTMLElement[] {
    return [...this.box().querySelectorAll<HTMLElement>('[role^="menuitem"]:not(:disabled)')];
  }
}
