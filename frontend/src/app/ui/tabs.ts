import { Component, ElementRef, inject, input, model } from '@angular/core';

export interface Tab {
  readonly id: string;
  readonly text: string;
  readonly count?: number;
}

/** Tabs within a page; the panel below belongs to the page: `@switch (active())`. */
@Component({
  selector: 'app-tabs',
  template: `
    <div role="tablist" tabindex="-1" [attr.aria-label]="label()" (keydown)="move($event)">
      @for (tab of tabs(); track tab.id) {
        <button type="button" role="tab" [attr.aria-selected]="tab.id === active()" [tabindex]="tab.id === active() ? 0 : -1" (click)="active.set(tab.id)">
          {{ tab.text }}
          @if (tab.count !== undefined) {
            <span class="count">{{ tab.count }}</span>
          }
        </button>
      }
    </div>
  `,
  styles: `
    :host {
      display: block;
      min-width: 0;
    }
    [role='tablist'] {
      display: flex;
      gap: var(--s5);
      overflow: auto hidden;
      border-bottom: 1px solid var(--line);
      scrollbar-width: none;
    }
    button {
      display: flex;
      align-items: center;
      gap: var(--s2);
      flex: none;
      min-height: 2.5rem;
      padding: 0 var(--s1);
      border: 0;
      border-bottom: 2px solid transparent;
      background: none;
      color: var(--quiet);
      font-weight: 550;
    }
    button:hover {
      color: var(--ink);
    }
    button:focus-visible {
      outline-offset: -3px;
    }
    [aria-selected='true'] {
      border-color: var(--accent);
      color: var(--accent);
    }
  `,
})
export class Tabs {
  readonly tabs = input.required<readonly Tab[]>();
  readonly active = model.required<string>();
  readonly label = input('');
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);

  protected move(event: KeyboardEvent): void {
    const ids = this.tabs().map(({ id }) => id);
    const at = ids.indexOf(this.active());
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1 + ids.length, Home: 0, End: ids.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.active.set(ids[to % ids.length]!);
    this.host.nativeElement.querySelectorAll<HTMLElement>('[role=tab]')[to % ids.length]?.focus();
  }
}
