import { type ErrorHandler, inject, Injectable } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { Toasts } from '../../ui/toast';
import { Unreachable } from '../http/json';
import { errorCode, explain, isOfPhone, isStaleApp } from './explain';
import { Updates } from './updates';

/** Whatever nobody caught: told to the person in one sentence, and to the console for whoever looks into it. */
@Injectable()
export class ErrorReporter implements ErrorHandler {
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly updates = inject(Updates);

  handleError(error: unknown): void {
    const cause = (error as { rejection?: unknown } | null)?.rejection ?? error;
    if (isStaleApp(cause)) return this.updates.offer();
    if (!(cause instanceof Unreachable) && !isOfPhone(cause) && errorCode(cause) !== 'UNAUTHENTICATED') console.error(cause);
    this.toasts.show({ text: this.transloco.translate(explain(cause)), tone: 'bad' });
  }
}
