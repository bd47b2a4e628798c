import { Injectable, signal } from '@angular/core';

/** Asks a signed-in person to prove once more who they are, where the server wants it before a change. */
@Injectable({ providedIn: 'root' })
export class StepUps {
  private readonly state = signal<((proven: boolean) => void) | undefined>(undefined);
  /** Whether the question is on screen. */
  readonly open = this.state.asReadonly();
  private asking: Promise<boolean> | undefined;

  /** True once the person has proven who they are; several who ask at once share one question. */
  ask(): Promise<boolean> {
    this.asking ??= new Promise<boolean>((answer) => this.state.set(answer)).finally(() => (this.asking = undefined));
    return this.asking;
  }

  answer(proven: boolean): void {
    this.state()?.(proven);
    this.state.set(undefined);
  }
}
