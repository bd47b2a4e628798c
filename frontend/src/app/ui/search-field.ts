import { booleanAttribute, Component, DestroyRef, effect, type ElementRef, inject, input, linkedSignal, output, viewChild } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from './icon';

/** A field that tells what is typed once the person pauses; `shortcut` lets Ctrl K lead to it. */
@Component({
  selector: 'app-search-field',
  imports: [Icon, TranslocoPipe],
  template: `
    <app-icon name="search" />
    <input
      #field
      class="input"
      type="search"
      autocomplete="off"
      enterkeyhint="search"
      [attr.aria-label]="label()"
      [placeholder]="label()"
      [value]="text()"
      (input)="type(field.value)"
      (keydown.enter)="submit(field.value)"
      (keydown.escape)="clear()"
    />
    @if (text()) {
      <button type="button" class="button quiet small icon-only" [attr.aria-label]="'ui.clear' | transloco" (click)="clear(); field.focus()"><app-icon name="x" /></button>
    } @else if (shortcut()) {
      <kbd aria-hidden="true">Ctrl K</kbd>
    }
  `,
  host: { '(document:keydown)': 'jump($event)' },
  styles: `
    :host {
      position: relative;
      display: block;
    }
    :host > app-icon {
      position: absolute;
      top: 50%;
      left: 0.625rem;
      translate: 0 -50%;
      color: var(--faint);
    }
    .input {
      padding-inline: 2.125rem;
    }
    .input::-webkit-search-cancel-button {
      display: none;
    }
    kbd,
    .button {
      position: absolute;
      top: 50%;
      right: 0.5rem;
      translate: 0 -50%;
    }
    .button {
      right: 0.125rem;
    }
    @media (pointer: coarse) {
      kbd {
        display: none;
      }
    }
  `,
})
export class SearchField {
  readonly label = input.required<string>();
  readonly value = input('');
  readonly shortcut = input(false, { transform: booleanAttribute });
  readonly wait = input(250);
  /** What was typed, after a pause, on Enter, or at once when emptied. */
  readonly searched = output<string>();
  /** Enter was pressed. */
  readonly submitted = output<string>();

  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');
  protected readonly text = linkedSignal(() => this.value());
  private timer: ReturnType<typeof setTimeout> | undefined;
  private told = '';

  constructor() {
    effect(() => {
      this.told = this.value();
    });
    inject(DestroyRef).onDestroy(() => clearTimeout(this.timer));
  }

  protected type(text: string): void {
    this.text.set(text);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tell(text), text ? this.wait() : 0);
  }

  protected submit(text: string): void {
    this.tell(text);
    this.submitted.emit(text.trim());
  }

  protected clear(): void {
    this.text.set('');
    this.tell('');
  }

  protected jump(event: KeyboardEvent): void {
    if (!this.shortcut() || event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.field().nativeElement.focus();
    this.field().nativeElement.select();
  }

  private tell(text: string): void {
    clearTimeout(this.timer);
    const said = text.trim();
    if (said === this.told) return;
    this.told = said;
    this.searched.emit(said);
  }
}
