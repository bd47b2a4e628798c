import { afterNextRender, Component, computed, ElementRef, inject, Injector, input, linkedSignal, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { Icon } from '../../ui/icon';

export interface Choice {
  readonly value: string;
  readonly text: string;
}

/**
 * A value that becomes a field when it is clicked. Enter or leaving saves, Escape gives up; what is refused stays in the
 * field with the reason under it. `save` answers the reason, or nothing.
 */
@Component({
  selector: 'app-inline-edit',
  imports: [Icon, TranslocoPipe],
  templateUrl: './inline-edit.html',
  styleUrl: './inline-edit.css',
  host: { '[class.editing]': 'editing()', '[class.large]': 'large()' },
})
export class InlineEdit {
  readonly label = input.required<string>();
  readonly value = input.required<string>();
  readonly save = input.required<(value: string) => Promise<string>>();
  /** What stands there when there is nothing. */
  readonly placeholder = input('');
  readonly choices = input<readonly Choice[]>();
  readonly multiline = input(false);
  readonly large = input(false);
  readonly type = input('text');
  readonly disabled = input(false);

  private readonly transloco = inject(TranslocoService);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly injector = inject(Injector);
  protected readonly editing = signal(false);
  protected readonly busy = signal(false);
  protected readonly wrong = signal('');
  protected readonly said = signal('');
  protected readonly draft = linkedSignal(() => this.value());
  protected readonly shown = computed(() => this.choices()?.find(({ value }) => value === this.value())?.text ?? this.value());

  protected open(): void {
    if (this.disabled()) return;
    this.draft.set(this.value());
    this.wrong.set('');
    this.said.set('');
    this.editing.set(true);
    this.after(() => {
      const control = this.control();
      control?.focus();
      if (control instanceof HTMLInputElement) control.select();
    });
  }

  protected keys(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.stopPropagation();
      this.close();
    }
    if (event.key === 'Enter' && (!this.multiline() || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void this.commit(true);
    }
  }

  protected async commit(refocus: boolean): Promise<void> {
    if (!this.editing() || this.busy()) return;
    if (this.draft() === this.value()) return this.close(refocus);
    this.busy.set(true);
    this.wrong.set(await this.save()(this.draft()).catch((error: unknown) => this.transloco.translate<string>(explain(error))));
    this.busy.set(false);
    if (this.wrong()) return this.after(() => this.control()?.focus());
    this.said.set(this.transloco.translate('ops.customers.savedField', { what: this.label() }));
    this.close(refocus);
  }

  private close(refocus = true): void {
    this.editing.set(false);
    this.wrong.set('');
    if (refocus) this.after(() => this.host.nativeElement.querySelector('button')?.focus());
  }

  private control(): HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement | null {
    return this.host.nativeElement.querySelector('input, select, textarea');
  }

  /** Once the template has followed the signals. */
  private after(work: () => void): void {
    afterNextRender({ write: work }, { injector: this.injector });
  }
}
