import { afterNextRender, Component, type ElementRef, input, output, viewChild } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from './icon';

let dialogs = 0;

/**
 * A dialog that is open while it is in the page: put it inside an `@if`, or make it a page of its own. Escape, the
 * backdrop and the cross ask to close it; buttons go into `[actions]`.
 */
@Component({
  selector: 'app-dialog',
  imports: [Icon, TranslocoPipe],
  template: `
    <dialog #dialog [attr.aria-labelledby]="id" (cancel)="$event.preventDefault(); closed.emit()" (pointerdown)="press($event)">
      <div class="box">
        <header>
          <h2 [id]="id">{{ heading() }}</h2>
          <button type="button" class="button quiet small icon-only" [attr.aria-label]="'ui.close' | transloco" (click)="closed.emit()"><app-icon name="x" /></button>
        </header>
        <div class="body"><ng-content /></div>
        <footer><ng-content select="[actions]" /></footer>
      </div>
    </dialog>
  `,
  styleUrl: './dialog.css',
  host: { '[class.sheet]': 'sheet()', '[class.wide]': 'wide()' },
})
export class Dialog {
  readonly heading = input.required<string>();
  /** Comes up from below on a phone. */
  readonly sheet = input(false);
  readonly wide = input(false);
  /** The person asked to close it. */
  readonly closed = output();

  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');
  protected readonly id = `dialog-${++dialogs}`;

  constructor() {
    afterNextRender(() => this.dialog().nativeElement.showModal?.());
  }

  protected press(event: PointerEvent): void {
    if (event.target === this.dialog().nativeElement) this.closed.emit();
  }
}
