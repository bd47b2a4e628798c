import { Component, inject, Injectable, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Dialog } from './dialog';

export interface Question {
  readonly title: string;
  readonly text?: string;
  /** The word on the button that does it. */
  readonly action?: string;
  readonly danger?: boolean;
}

/** Asks before something that cannot be undone. */
@Injectable({ providedIn: 'root' })
export class Confirms {
  private readonly state = signal<(Question & { readonly answer: (yes: boolean) => void }) | undefined>(undefined);
  readonly open = this.state.asReadonly();

  /** True when the person agreed; a question asked meanwhile answers the earlier one with no. */
  ask(question: Question): Promise<boolean> {
    this.answer(false);
    return new Promise((answer) => this.state.set({ ...question, answer }));
  }

  answer(yes: boolean): void {
    this.state()?.answer(yes);
    this.state.set(undefined);
  }
}

/** Where the questions appear; each shell has one. */
@Component({
  selector: 'app-confirm-outlet',
  imports: [Dialog, TranslocoPipe],
  template: `
    @if (confirms.open(); as question) {
      <app-dialog [heading]="question.title" (closed)="confirms.answer(false)">
        <p class="quiet">{{ question.text }}</p>
        <div actions>
          <button type="button" class="button" (click)="confirms.answer(false)">{{ 'ui.cancel' | transloco }}</button>
          <button type="button" class="button" [class]="question.danger ? 'danger' : 'primary'" (click)="confirms.answer(true)">
            {{ question.action ?? ('ui.confirm' | transloco) }}
          </button>
        </div>
      </app-dialog>
    }
  `,
})
export class ConfirmOutlet {
  protected readonly confirms = inject(Confirms);
}
