import { Component, computed, input, model } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { SignInMethod } from '../../core/graphql/schema.generated';
import { Icon } from '../../ui/icon';

const ALL: readonly SignInMethod[] = ['LINK', 'CODE', 'PASSWORD', 'PASSKEY', 'OIDC'];

/** Ways to sign in: which are offered, and in which order. The last one cannot be taken away. */
@Component({
  selector: 'app-method-order',
  imports: [Icon, TranslocoPipe],
  template: `
    <fieldset>
      <legend>{{ label() }}</legend>
      <ol>
        @for (method of chosen(); track method; let i = $index) {
          <li>
            <span class="place number" aria-hidden="true">{{ i + 1 }}</span>
            <span class="name">{{ 'ops.settings.methods.' + method | transloco }}</span>
            <button type="button" class="button quiet icon-only small" [attr.aria-label]="'ops.settings.earlier' | transloco: { what: 'ops.settings.methods.' + method | transloco }" [disabled]="i === 0" (click)="move(i, -1)">
              <app-icon name="chevron-up" />
            </button>
            <button type="button" class="button quiet icon-only small" [attr.aria-label]="'ops.settings.later' | transloco: { what: 'ops.settings.methods.' + method | transloco }" [disabled]="i === chosen().length - 1" (click)="move(i, 1)">
              <app-icon name="chevron-down" />
            </button>
            <button type="button" class="button quiet icon-only small" [attr.aria-label]="'ops.settings.without' | transloco: { what: 'ops.settings.methods.' + method | transloco }" [disabled]="chosen().length === 1" (click)="remove(method)">
              <app-icon name="x" />
            </button>
          </li>
        }
      </ol>
      @if (others().length) {
        <div class="row">
          @for (method of others(); track method) {
            <button type="button" class="button small" (click)="add(method)"><app-icon name="plus" />{{ 'ops.settings.methods.' + method | transloco }}</button>
          }
        </div>
      }
    </fieldset>
  `,
  styles: `
    :host {
      display: block;
    }
    fieldset {
      display: grid;
      gap: var(--s3);
      min-width: 0;
      padding: 0;
      border: 0;
    }
    legend {
      padding: 0 0 var(--s2);
      font-weight: 560;
    }
    ol {
      display: grid;
      padding: 0;
      list-style: none;
      border: 1px solid var(--line);
      border-radius: var(--r-md);
    }
    li {
      display: flex;
      align-items: center;
      gap: var(--s1);
      min-height: 2.75rem;
      padding: 0 var(--s2) 0 var(--s3);
    }
    li + li {
      border-top: 1px solid var(--line);
    }
    .place {
      width: 1.5rem;
      color: var(--faint);
    }
    .name {
      flex: 1;
      min-width: 0;
    }
  `,
})
export class MethodOrder {
  readonly label = input.required<string>();
  readonly chosen = model.required<readonly SignInMethod[]>();
  protected readonly others = computed(() => ALL.filter((method) => !this.chosen().includes(method)));

  protected move(at: number, by: number): void {
    const methods = [...this.chosen()];
    const [moved] = methods.splice(at, 1);
    methods.splice(at + by, 0, moved!);
    this.chosen.set(methods);
  }

  protected add(method: SignInMethod): void {
    this.chosen.update((methods) => [...methods, method]);
  }

  protected remove(method: SignInMethod): void {
    this.chosen.update((methods) => methods.filter((other) => other !== method));
  }
}
