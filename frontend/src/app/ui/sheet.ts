import { Component, input, output } from '@angular/core';
import { Dialog } from './dialog';

/** A dialog that comes up from below, within a thumb's reach; in the middle of a large screen. */
@Component({
  selector: 'app-sheet',
  imports: [Dialog],
  template: `<app-dialog [sheet]="true" [heading]="heading()" (closed)="closed.emit()"><ng-content /><ng-content select="[actions]" ngProjectAs="[actions]" /></app-dialog>`,
})
export class Sheet {
  readonly heading = input.required<string>();
  readonly closed = output();
}
