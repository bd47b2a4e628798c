import { Component, computed, type ElementRef, input, model, output, signal, viewChild } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { type Photo, Photos } from './photos';

/** Where an answer is written; what was typed stays until the page empties it, so that nothing is lost to a failure. */
@Component({
  selector: 'app-reply-box',
  imports: [Field, Icon, Photos, TranslocoPipe],
  templateUrl: './reply-box.html',
  styleUrl: './reply-box.css',
  host: { '[class.internal]': 'internal()', '(drop)': 'drop($event)', '(dragover)': '$event.preventDefault()' },
})
export class ReplyBox {
  readonly text = model('');
  readonly photos = model<readonly Photo[]>([]);
  /** Whether it is a note that the customer never sees. */
  readonly internal = model(false);
  /** Whether notes may be written here. */
  readonly notes = input(false);
  readonly busy = input(false);
  readonly problem = input('');
  readonly sent = output();

  private readonly tray = viewChild.required(Photos);
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
    const isComing = this.photos().some(({ id, problem }) => !id && !problem);
    this.isMissing.set(!this.text().trim() && !this.photos().some(({ id }) => id));
    if (this.isMissing()) this.focus();
    else if (!isComing) this.sent.emit();
  }

  /** A picture in the clipboard becomes a photo; text is pasted as text. */
  protected paste(event: ClipboardEvent): void {
    const files = Array.from(event.clipboardData?.files ?? []);
    if (!files.length) return;
    event.preventDefault();
    this.tray().add(files);
  }

  protected drop(event: DragEvent): void {
    event.preventDefault();
    this.tray().add(Array.from(event.dataTransfer?.files ?? []));
  }
}
