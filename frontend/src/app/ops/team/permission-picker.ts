import { Component, computed, inject, input, model } from '@angular/core';
import type { Permission } from '@demarc/permissions';
import { TranslocoPipe } from '@jsverse/transloco';
import { Session } from '../../core/session/session';
import { areasOf, wordsOf } from './permission-areas';

/** What a role or key may do, by what it is about, in plain words. What one does not have oneself cannot be changed. */
@Component({
  selector: 'app-permission-picker',
  imports: [TranslocoPipe],
  template: `
    @for (area of areas(); track area.name) {
      <fieldset [disabled]="fixed()">
        <legend>{{ 'ops.team.areas.' + area.name | transloco }}</legend>
        @for (permission of area.permissions; track permission) {
          <label class="check" [class.locked]="!mine().has(permission)">
            <input type="checkbox" [checked]="chosen().includes(permission)" [disabled]="!mine().has(permission)" (change)="toggle(permission)" />
            <span>{{ words(permission) | transloco }}</span>
          </label>
        }
      </fieldset>
    }
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr));
      gap: var(--s4) var(--s5);
    }
    fieldset {
      display: grid;
      gap: var(--s2);
      align-content: start;
      min-width: 0;
      padding: 0;
      border: 0;
    }
    legend {
      padding: 0 0 var(--s2);
      font-weight: 600;
    }
    .locked {
      color: var(--faint);
    }
  `,
})
export class PermissionPicker {
  readonly chosen = model.required<readonly string[]>();
  /** Nothing can be changed, as with the owner's role. */
  readonly fixed = input(false);
  /** Only what one has oneself is shown: a key needs no list of what it cannot have. */
  readonly ownOnly = input(false);

  private readonly session = inject(Session);
  protected readonly words = wordsOf;
  protected readonly mine = computed(() => new Set(this.session.facts()?.permissions));
  protected readonly areas = computed(() => areasOf().map((area) => ({ ...area, permissions: area.permissions.filter((p) => !this.ownOnly() || this.mine().has(p)) })).filter(({ permissions }) => permissions.length));

  protected toggle(permission: Permission): void {
    const chosen = this.chosen();
    this.chosen.set(chosen.includes(permission) ? chosen.filter((p) => p !== permission) : [...chosen, permission]);
  }
}
