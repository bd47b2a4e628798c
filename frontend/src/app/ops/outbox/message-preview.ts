import { Component, computed, inject, input, output } from '@angular/core';
import { DomSanitizer } from '@angular/platform-browser';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { WhenPipe } from '../../ui/dates';
import { Icon } from '../../ui/icon';
import { linkedText } from './linked-text';
import { MessageStatus } from './message-status';
import type { OutboxPreviewFragment } from './outbox.generated';
import { shownMail } from './shown-mail';

/** One message as its reader sees it: a mail in a frame that can run nothing, an SMS as a bubble. Links can be followed. */
@Component({
  selector: 'app-message-preview',
  imports: [Icon, MessageStatus, RouterLink, TranslocoPipe, WhenPipe],
  template: `
    @let it = message();
    <header>
      <button type="button" class="button quiet icon-only back" [attr.aria-label]="'ops.outbox.back' | transloco" (click)="closed.emit()"><app-icon name="arrow-left" /></button>
      <div class="about">
        <h2>{{ it.subject ?? ('ops.outbox.smsTo' | transloco: { to: it.recipient }) }}</h2>
        <p class="quiet">
          {{ 'ops.outbox.to' | transloco }} {{ it.recipient }}
          @if (it.customer; as customer) {
            · <a class="link" [routerLink]="['/ops/customers', customer.id]">{{ customer.name }}</a>
          }
        </p>
        <p class="faint">{{ it.createdAt | when }}</p>
      </div>
      <app-message-status [message]="it" />
    </header>
    @if (it.reason; as reason) {
      <p class="note" [class.bad]="it.status !== 'DEFERRED'" [class.warn]="it.status === 'DEFERRED'">
        <app-icon [name]="it.status === 'DEFERRED' ? 'clock' : 'alert'" />
        <span>
          {{ 'ops.outbox.reasons.' + reason | transloco }}
          @if (it.failure; as code) {
            <small class="faint">({{ code }})</small>
          }
          @if (it.status === 'DEFERRED' && it.notBefore) {
            {{ 'ops.outbox.again' | transloco: { at: (it.notBefore | when) } }}
          }
        </span>
      </p>
    } @else if (it.deliveredAt) {
      <p class="note good"><app-icon name="check" />{{ 'ops.outbox.arrived' | transloco: { at: (it.deliveredAt | when) } }}</p>
    }
    @if (it.attachmentName; as name) {
      <p class="note"><a class="link row" [href]="'/files/messages/' + it.id" target="_blank" rel="noopener"><app-icon name="download" />{{ 'ops.outbox.attachment' | transloco: { name } }}</a></p>
    }
    @if (mail(); as html) {
      <iframe sandbox="allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer" [title]="it.subject ?? ''" [srcdoc]="html"></iframe>
    } @else {
      <div class="phone">
        <p class="bubble">
          @for (part of parts(); track $index) {
            @if (part.url) {
              <a [href]="part.url" target="_blank" rel="noreferrer">{{ part.text }}</a>
            } @else {
              {{ part.text }}
            }
          }
        </p>
      </div>
    }
  `,
  styleUrl: './message-preview.css',
})
export class MessagePreview {
  readonly message = input.required<OutboxPreviewFragment>();
  readonly closed = output();

  private readonly sanitizer = inject(DomSanitizer);
  /** Written by our own server and shown in a sandbox without scripts or our origin, so the styles of its elements may stay. */
  protected readonly mail = computed(() => {
    const { html } = this.message();
    return html === null || html === undefined ? undefined : this.sanitizer.bypassSecurityTrustHtml(shownMail(html));
  });
  protected readonly parts = computed(() => linkedText(this.message().text));
}
