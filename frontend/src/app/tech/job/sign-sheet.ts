import { Component, inject, input, output, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { CommandLog } from '../../core/offline/command-log';
import { Photos } from '../../core/offline/photos';
import { Field } from '../../ui/field';
import { Sheet } from '../../ui/sheet';
import { Signature } from '../../ui/signature';

/** Whoever was there signs for the visit: a name and a drawing, kept with it. */
@Component({
  selector: 'app-sign-sheet',
  imports: [Field, Sheet, Signature, TranslocoPipe],
  template: `
    <app-sheet [heading]="'tech.sign.title' | transloco" (closed)="closed.emit()">
      <form class="stack" (submit)="sign($event)">
        <app-field [label]="'tech.sign.name' | transloco" [error]="missing() && !name().trim() ? ('tech.sign.nameMissing' | transloco) : ''">
          <input #who class="input" autocomplete="off" [value]="name()" (input)="name.set(who.value)" />
        </app-field>
        <app-signature (signed)="drawing.set($event)" />
        @if (missing() && !drawing()) {
          <p class="note bad" role="alert">{{ 'tech.sign.drawingMissing' | transloco }}</p>
        }
        <button class="button primary wide tall">{{ 'tech.sign.action' | transloco }}</button>
      </form>
    </app-sheet>
  `,
})
export class SignSheet {
  readonly jobId = input.required<string>();
  readonly closed = output();
  private readonly log = inject(CommandLog);
  private readonly photos = inject(Photos);
  protected readonly name = signal('');
  protected readonly drawing = signal<Blob | null>(null);
  protected readonly missing = signal(false);

  protected async sign(event: Event): Promise<void> {
    event.preventDefault();
    const [name, drawing] = [this.name().trim(), this.drawing()];
    this.missing.set(!name || !drawing);
    if (!name || !drawing) return;
    const photo = await this.photos.made(drawing, this.jobId());
    await this.log.did('job.sign', { jobId: this.jobId(), photoId: photo.id, name }, photo);
    this.closed.emit();
  }
}
