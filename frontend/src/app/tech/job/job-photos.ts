import { Component, computed, inject, input, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { CommandLog } from '../../core/offline/command-log';
import type { FieldJobFragment } from '../../core/offline/day-pack.generated';
import { FieldStore } from '../../core/offline/field-store';
import { Photos } from '../../core/offline/photos';
import { Icon } from '../../ui/icon';
import { PhotoInput } from '../../ui/photo-input';
import { Toasts } from '../../ui/toast';

/** The pictures of a visit: those the server has, and those that are still on this phone only. */
@Component({
  selector: 'app-job-photos',
  imports: [Icon, PhotoInput, TranslocoPipe],
  template: `
    <section class="card" aria-labelledby="photos">
      <header><h2 id="photos">{{ 'tech.photos.title' | transloco }}</h2></header>
      <div class="body stack">
        @if (shown().length) {
          <ul role="list">
            @for (photo of shown(); track photo.id) {
              <li>
                <img [src]="photo.small" [alt]="photo.caption || ('tech.photos.alt' | transloco)" />
                @if (photo.state !== 'sent') {
                  <span class="chip" [class]="photo.state === 'refused' ? 'bad' : 'warn'"><app-icon [name]="photo.state === 'refused' ? 'alert' : 'phone'" /><span class="unseen">{{ 'tech.photos.' + photo.state | transloco }}</span></span>
                }
              </li>
            }
          </ul>
        }
        <app-photo-input [label]="'tech.photos.take' | transloco" [busy]="busy()" [several]="true" (taken)="take($event)" />
      </div>
    </section>
  `,
  styles: `
    ul {
      display: grid;
      grid-template-columns: repeat(3, 1fr);
      gap: var(--s2);
      margin: 0;
      padding: 0;
      list-style: none;
    }
    li {
      position: relative;
    }
    img {
      width: 100%;
      aspect-ratio: 1;
      border-radius: var(--radius-s, 0.375rem);
      background: var(--sunken, var(--line));
      object-fit: cover;
    }
    .chip {
      position: absolute;
      inset: auto auto 0.25rem 0.25rem;
      --icon: 0.875rem;
    }
  `,
})
export class JobPhotos {
  readonly job = input.required<FieldJobFragment>();
  private readonly log = inject(CommandLog);
  private readonly photos = inject(Photos);
  private readonly store = inject(FieldStore);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly busy = signal(false);
  protected readonly shown = computed(() => {
    const captions = new Map(this.job().photos.map(({ id, caption }) => [id, caption]));
    return this.store.photos().filter(({ jobId }) => jobId === this.job().id).sort((a, b) => a.takenAt.localeCompare(b.takenAt))
      .map(({ id, small, bytes, refused }) => ({ id, small, caption: captions.get(id) ?? '', state: refused ? ('refused' as const) : bytes ? ('onPhone' as const) : ('sent' as const) }));
  });

  protected async take(files: readonly File[]): Promise<void> {
    this.busy.set(true);
    try {
      for (const file of files) {
        const photo = await this.photos.made(file, this.job().id).catch(() => undefined); // a file that no browser can show is no photo
        if (photo) await this.log.did('job.photo', { jobId: this.job().id, photoId: photo.id, caption: '' }, photo);
        else this.toasts.show({ text: this.transloco.translate('tech.photos.unreadable'), tone: 'bad' });
      }
    } finally {
      this.busy.set(false);
    }
  }
}
