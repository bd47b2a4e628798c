import { afterEveryRender, Component, computed, ElementRef, inject, input } from '@angular/core';
import type { FieldTree } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';

let fields = 0;
const KNOWN = new Set(['required', 'email', 'minLength', 'maxLength', 'min', 'max', 'pattern']);

/**
 * A label, a hint and an error text around one control. `of` is the field of a signal form, whose first error shows once
 * the person has been there; `error` is a text of the page's own, such as the server's.
 */
@Component({
  selector: 'app-field',
  imports: [TranslocoPipe],
  template: `
    <label [attr.for]="id" [class.unseen]="hideLabel()">
      {{ label() }}
      @if (optional()) {
        <small class="faint">{{ 'ui.optional' | transloco }}</small>
      }
    </label>
    <ng-content />
    @if (wrong(); as text) {
      <p class="wrong" role="alert" [id]="id + '-wrong'">{{ text.key ? (text.key | transloco) : text.text }}</p>
    } @else if (hint()) {
      <p class="hint" [id]="id + '-hint'">{{ hint() }}</p>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 0.375rem;
      min-width: 0;
    }
    label {
      font-weight: 560;
    }
    small {
      font-weight: 400;
    }
    .wrong,
    .hint {
      font-size: var(--t-sm);
    }
    .wrong {
      color: var(--bad);
    }
    .hint {
      color: var(--quiet);
    }
  `,
})
export class Field {
  readonly label = input.required<string>();
  readonly hint = input('');
  readonly of = input<FieldTree<unknown, string | number> | FieldTree<unknown>>();
  readonly error = input<string | undefined>('');
  readonly optional = input(false);
  readonly hideLabel = input(false);

  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  protected readonly id = `field-${++fields}`;
  protected readonly wrong = computed(() => {
    if (this.error()) return { text: this.error(), key: '' };
    const state = this.of()?.();
    const first = state?.touched() ? state.errors()[0] : undefined;
    if (!first) return undefined;
    return first.message ? { text: first.message, key: '' } : { text: '', key: `ui.fieldErrors.${KNOWN.has(first.kind) ? first.kind : 'other'}` };
  });

  constructor() {
    afterEveryRender({ write: () => this.tie() });
  }

  /** Ties label and texts to the control, which comes from outside. */
  private tie(): void {
    const control = this.host.nativeElement.querySelector('input, select, textarea');
    if (!control) return;
    const wrong = this.wrong();
    if (control.id !== this.id) control.id = this.id;
    set(control, 'aria-invalid', wrong ? 'true' : null);
    set(control, 'aria-describedby', wrong ? `${this.id}-wrong` : this.hint() ? `${this.id}-hint` : null);
  }
}

function set(element: Element, name: string, value: string | null): void {
  if (element.getAttribute(name) === value) return;
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}
