import { Component, computed, inject, input, signal } from '@angular/core';
import { DomSanitizer } from '@angular/platform-browser';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from '../../ui/icon';
import { Skeleton } from '../../ui/skeleton';
import { Tabs } from '../../ui/tabs';
import { shownMail } from '../outbox/shown-mail';

/** A message as its reader would see it: as a mail, as plain text, on a phone. */
@Component({
  selector: 'app-letter-preview',
  imports: [Icon, Skeleton, Tabs, TranslocoPipe],
  template: `
    <section class="card" aria-labelledby="letter-preview">
      <header><h2 id="letter-preview">{{ 'ops.letters.preview' | transloco }}</h2></header>
      <div class="body stack">
        <app-tabs
          [label]="'ops.letters.preview' | transloco"
          [tabs]="[
            { id: 'mail', text: 'ops.settings.faces.mail' | transloco },
            { id: 'text', text: 'ops.settings.faces.text' | transloco },
            { id: 'sms', text: 'ops.settings.faces.sms' | transloco },
          ]"
          [(active)]="face"
        />
        @if (preview(); as it) {
          @switch (face()) {
            @case ('mail') {
              <p class="quiet subject">{{ 'ops.settings.subject' | transloco }} <strong>{{ it.subject }}</strong></p>
              <iframe sandbox referrerpolicy="no-referrer" [title]="it.subject" [srcdoc]="mail()"></iframe>
            }
            @case ('text') {
              <pre>{{ it.text }}</pre>
            }
            @case ('sms') {
              <div class="phone"><p class="bubble">{{ it.sms }}</p></div>
            }
          }
        } @else if (failed()) {
          <p class="note bad" role="alert"><app-icon name="alert" />{{ 'ops.settings.failed' | transloco }}</p>
        } @else {
          <app-skeleton [lines]="8" />
        }
      </div>
    </section>
  `,
  styleUrl: './letter-preview.css',
})
export class LetterPreview {
  /** Nothing while it is on its way. */
  readonly preview = input<{ readonly subject: string; readonly html: string; readonly text: string; readonly sms: string }>();
  readonly failed = input(false);

  private readonly sanitizer = inject(DomSanitizer);
  protected readonly face = signal('mail');
  /** Written by our own server and shown in a sandbox without scripts or our origin, so its inline styles may stay. */
  protected readonly mail = computed(() => this.sanitizer.bypassSecurityTrustHtml(shownMail(this.preview()?.html ?? '')));
}
