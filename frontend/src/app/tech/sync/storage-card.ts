import { Component, inject, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { CommandLog } from '../../core/offline/command-log';
import { unfinished } from '../../core/offline/log-rules';
import { FieldStore } from '../../core/offline/field-store';
import { Photos } from '../../core/offline/photos';
import { Icon } from '../../ui/icon';
import { Toasts } from '../../ui/toast';
import { logFile, readLogFile } from './log-file';

/** How safely this phone keeps what was done, and the way out of last resort: a file. */
@Component({
  selector: 'app-storage-card',
  imports: [Icon, TranslocoPipe],
  template: `
    @if (store.keepsNothing()) {
      <p class="note bad" role="alert"><app-icon name="alert" />{{ 'tech.storage.keepsNothing' | transloco }}</p>
    }
    @if (log.cramped()) {
      <p class="note warn" role="alert"><app-icon name="alert" />{{ 'tech.storage.cramped' | transloco }}</p>
    }
    <section class="card" aria-labelledby="storage">
      <header><h2 id="storage">{{ 'tech.storage.title' | transloco }}</h2></header>
      <div class="body stack">
        @if (log.persistent() === false) {
          <p class="note info"><app-icon name="info" />{{ 'tech.storage.notPersistent' | transloco }}</p>
        }
        <p class="quiet">{{ 'tech.storage.hint' | transloco }}</p>
        <button type="button" class="button wide tall" (click)="save()"><app-icon name="download" />{{ 'tech.storage.save' | transloco }}</button>
        <label class="button quiet wide tall"><app-icon name="upload" />{{ 'tech.storage.take' | transloco }}<input #file class="unseen" type="file" accept="application/json,.json" (change)="take(file)" /></label>
        @if (told(); as key) {
          <p class="note" [class]="key === 'taken' ? 'good' : 'bad'" role="status">{{ 'tech.storage.' + key | transloco: { n: taken() } }}</p>
        }
      </div>
    </section>
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--s3);
    }
    label {
      position: relative;
      cursor: pointer;
    }
    label:focus-within {
      box-shadow: var(--focus);
    }
  `,
})
export class StorageCard {
  protected readonly log = inject(CommandLog);
  protected readonly store = inject(FieldStore);
  private readonly photos = inject(Photos);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly told = signal<'taken' | 'notOurs' | null>(null);
  protected readonly taken = signal(0);

  protected async save(): Promise<void> {
    const url = URL.createObjectURL(await logFile(unfinished(this.store.commands()), this.store.photos()));
    const link = Object.assign(document.createElement('a'), { href: url, download: `demarc-${new Date().toISOString().slice(0, 16).replace(/:/g, '')}.json` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
    this.toasts.show({ text: this.transloco.translate('tech.storage.saved'), tone: 'good' });
  }

  protected async take(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    input.value = '';
    if (!file) return;
    const read = readLogFile(await file.text());
    this.told.set(read ? 'taken' : 'notOurs');
    if (!read) return;
    await this.photos.takeUp(read.photos);
    await this.log.takeUp(read.commands);
    this.taken.set(read.commands.length);
  }
}
