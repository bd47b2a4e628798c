import { Component, computed, type ElementRef, inject, input, model, viewChild } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { SERVER } from '../../core/http/viewing';
import { Icon } from '../../ui/icon';

/** A photo that goes beside a message: on its way, with an id once the server has it, or with the reason why not. */
export interface Photo {
  readonly key: number;
  readonly name: string;
  readonly shown: string;
  readonly id?: string;
  readonly problem?: string;
}

/** The most photos beside one message. */
export const MOST_PHOTOS = 6;
let keys = 0;

/** The ids of the photos that arrived. */
export const idsOf = (photos: readonly Photo[]): string[] => photos.flatMap(({ id }) => (id ? [id] : []));

/** Photos chosen, pasted or taken for a message; each is sent at once, so that sending the message waits for none. */
@Component({
  selector: 'app-photos',
  imports: [Icon, TranslocoPipe],
  template: `
    @if (photos().length) {
      <ul>
        @for (photo of photos(); track photo.key) {
          <li [class.bad]="photo.problem" [class.coming]="!photo.id && !photo.problem">
            <img [src]="photo.id ? server + '/files/message/' + photo.id + '?size=small' : photo.shown" [alt]="photo.name" />
            @if (photo.problem) {
              <app-icon name="alert" />
            } @else if (!photo.id) {
              <span class="spinner" role="status" [attr.aria-label]="'domain.ticket.photoComing' | transloco: { name: photo.name }"></span>
            }
            <button type="button" [attr.aria-label]="'domain.ticket.photoRemove' | transloco: { name: photo.name }" (click)="remove(photo)"><app-icon name="x" /></button>
          </li>
        }
      </ul>
      @for (photo of photos(); track photo.key) {
        @if (photo.problem) {
          <p class="error" role="alert">{{ photo.name }} : {{ photo.problem }}</p>
        }
      }
    }
    <label class="button quiet small" [attr.aria-disabled]="isFull()" [title]="'domain.ticket.photoHint' | transloco">
      <app-icon name="image" /><span [class.unseen]="compact()">{{ 'domain.ticket.photoAdd' | transloco }}</span>
      <input #file class="unseen" type="file" accept="image/*,.heic,.heif" multiple [disabled]="isFull()" (change)="chosen(file)" />
    </label>
  `,
  styleUrl: './photos.css',
})
export class Photos {
  readonly photos = model<readonly Photo[]>([]);
  /** Whether the button shows its picture alone. */
  readonly compact = input(false);

  protected readonly server = SERVER;
  private readonly transloco = inject(TranslocoService);
  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('file');
  protected readonly isFull = computed(() => this.photos().length >= MOST_PHOTOS);

  /** Takes files from wherever they come: the button, the clipboard, a drop. */
  add(files: readonly File[]): void {
    const room = MOST_PHOTOS - this.photos().length;
    for (const file of files.filter(({ type, name }) => type.startsWith('image/') || /\.hei[cf]$/i.test(name)).slice(0, room)) void this.send(file);
  }

  focus(): void {
    this.field().nativeElement.focus();
  }

  protected chosen(field: HTMLInputElement): void {
    this.add(Array.from(field.files ?? []));
    field.value = ''; // so that the same photo can be chosen again
  }

  protected remove(photo: Photo): void {
    URL.revokeObjectURL(photo.shown);
    this.photos.update((photos) => photos.filter(({ key }) => key !== photo.key));
  }

  private async send(file: File): Promise<void> {
    const key = ++keys;
    this.photos.update((photos) => [...photos, { key, name: file.name, shown: URL.createObjectURL(file) }]);
    const outcome = await this.upload(file);
    this.photos.update((photos) => photos.map((photo) => (photo.key === key ? { ...photo, ...outcome } : photo)));
  }

  private async upload(file: File): Promise<Pick<Photo, 'id'> | Pick<Photo, 'problem'>> {
    const body = new FormData();
    body.set('photo', file);
    try {
      const response = await fetch(`${SERVER}/files/message`, { method: 'POST', body, credentials: 'same-origin' });
      const answer = (await response.json()) as { id?: string; message?: string };
      return answer.id ? { id: answer.id } : { problem: answer.message ?? this.transloco.translate('domain.ticket.photoFailed') };
    } catch {
      return { problem: this.transloco.translate('domain.ticket.photoFailed') }; // no network, or no answer that can be read: the person tries again
    }
  }
}
