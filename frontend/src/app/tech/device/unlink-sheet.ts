import { Component, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from '../../ui/icon';
import { Sheet } from '../../ui/sheet';

export type UnlinkReason = 'RETURNED' | 'LOST' | 'RMA';

/** Takes a device away: one tap says what becomes of it. */
@Component({
  selector: 'app-unlink-sheet',
  imports: [Icon, Sheet, TranslocoPipe],
  template: `
    <app-sheet [heading]="'tech.card.unlinkTitle' | transloco" (closed)="closed.emit()">
      <div class="stack">
        @for (one of reasons; track one.reason) {
          <button type="button" class="button wide tall" (click)="chosen.emit(one.reason)"><app-icon [name]="one.icon" />{{ 'tech.card.unlinkAs.' + one.reason | transloco }}</button>
        }
      </div>
    </app-sheet>
  `,
})
export class UnlinkSheet {
  readonly chosen = output<UnlinkReason>();
  readonly closed = output();
  protected readonly reasons = [{ reason: 'RETURNED', icon: 'undo' }, { reason: 'RMA', icon: 'wrench' }, { reason: 'LOST', icon: 'alert' }] as const;
}
