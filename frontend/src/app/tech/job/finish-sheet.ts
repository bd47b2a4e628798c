import { Component, input, output, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Field } from '../../ui/field';
import { Sheet } from '../../ui/sheet';

/** Asks, before a visit is over, what was done or why it could not be. */
@Component({
  selector: 'app-finish-sheet',
  imports: [Field, Sheet, TranslocoPipe],
  template: `
    <app-sheet [heading]="'tech.finish.' + key() + '.title' | transloco" (closed)="closed.emit()">
      <form class="stack" (submit)="finish($event)">
        <app-field [label]="'tech.finish.' + key() + '.label' | transloco" [error]="missing() ? ('tech.finish.missing' | transloco) : ''">
          <textarea #words class="input" rows="4" [value]="text()" (input)="text.set(words.value)"></textarea>
        </app-field>
        <button class="button wide tall" [class]="done() ? 'primary' : 'danger'">{{ 'tech.finish.' + key() + '.action' | transloco }}</button>
      </form>
    </app-sheet>
  `,
})
export class FinishSheet {
  /** Whether the visit did what it was for. */
  readonly done = input.required<boolean>();
  readonly finished = output<string>();
  readonly closed = output();
  protected readonly text = signal('');
  protected readonly missing = signal(false);
  protected readonly key = () => (this.done() ? 'complete' : 'giveUp');

  protected finish(event: Event): void {
    event.preventDefault();
    this.missing.set(!this.text().trim());
    if (!this.missing()) this.finished.emit(this.text().trim());
  }
}
