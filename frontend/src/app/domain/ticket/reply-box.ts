import { Component, computed, type ElementRef, input, model, output, signal, viewChild } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';

/** Where an answer is written; what was typed stays until the page empties it, so that nothing is lost to a failure. */
@Component({
  selector: 'app-reply-box',
  imports: [Field, Icon, TranslocoPipe],
  templateUrl: './reply-box.html',
  styleUrl: './reply-box.css',
  host: { '[class.internal]': 'internal()' },
})
export class ReplyBox {
  readonly text = model('');
  /** Whether it is a note that the customer never sees. */
  readonly internal = model(false);
  /** Whether notes may be written here. */
  readonly notes = input(false);
  readonly busy = input(false);
  readonly problem = input('');
  readonly sent = output();

  private readonly field = viewChild.required<ElementRef<HTMLTextAreaElement>>('field');
  protected readonly isMissing = signal(false);
  protected readonly label = computed(() => (this.internal() ? 'domain.ticket.yourNote' : 'domain.ticket.yourReply'));

  focus(): void {
    this.field().nativeElement.focus();
  }

  protected write(text: string): void {
    this.isMissing.set(false);
    this.text.set(text);
  }

  protected send(event: Event): void {
    event.preventDefault();
    if (this.busy()) return;
    this.isMissing.set(!this.text().trim());
    if (this.isMissing()) this.focus();
    else this.sent.emit();
  }
}
