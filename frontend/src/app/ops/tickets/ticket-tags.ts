import { Component, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { Icon } from '../../ui/icon';
import { Toasts } from '../../ui/toast';
import { ChangeTicketDocument, type TicketControlsFragment } from './ticket-controls.generated';

/** The words a ticket is sorted by: each leads to all that have it, and can be taken off; Enter adds one. */
@Component({
  selector: 'app-ticket-tags',
  imports: [Icon, RouterLink, TranslocoPipe],
  template: `
    <ul [attr.aria-label]="'ops.tickets.tags' | transloco">
      @for (tag of ticket().tags; track tag) {
        <li class="chip plain">
          <a routerLink="/ops/tickets" [queryParams]="{ tag, status: 'ALL' }">{{ tag }}</a>
          @if (canWrite()) {
            <button type="button" [disabled]="change.busy()" [attr.aria-label]="'ops.tickets.tagRemove' | transloco: { tag }" (click)="put(without(tag))"><app-icon name="x" /></button>
          }
        </li>
      }
      @if (canWrite()) {
        <li><input #field maxlength="30" autocomplete="off" [attr.aria-label]="'ops.tickets.tagAdd' | transloco" [placeholder]="'ops.tickets.tagAdd' | transloco" (keydown.enter)="add(field)" (blur)="add(field)" /></li>
      }
    </ul>
    @if (isWrong()) {
      <p role="alert">{{ 'ops.tickets.tagWrong' | transloco }}</p>
    }
  `,
  styles: `
    ul { display: flex; flex-wrap: wrap; align-items: center; gap: var(--s1); }
    .chip { gap: var(--s1); padding-inline-end: 0.125rem; }
    .chip a { color: inherit; text-decoration: none; }
    .chip a:hover { text-decoration: underline; }
    button { --icon: 0.75rem; display: grid; place-items: center; min-width: 1.5rem; min-height: 1.5rem; padding: 0; border: 0; border-radius: 50%; background: none; color: inherit; }
    button:hover { background: var(--hover); }
    input { width: 8rem; min-height: 1.75rem; padding: 0 var(--s2); border: 1px solid transparent; border-radius: var(--r-full); background: none; color: var(--ink); font-size: var(--t-sm); }
    input:hover, input:focus { border-color: var(--line); background: var(--surface); }
    p { color: var(--bad); font-size: var(--t-sm); }
  `,
})
export class TicketTags {
  readonly ticket = input.required<TicketControlsFragment>();
  readonly canWrite = input(false);

  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly change = mutation(ChangeTicketDocument);
  protected readonly isWrong = signal(false);

  protected without(tag: string): string[] {
    return this.ticket().tags.filter((one) => one !== tag);
  }

  protected add(field: HTMLInputElement): void {
    const tag = field.value.trim().toLowerCase();
    this.isWrong.set(!!tag && !/^[\p{L}\p{N}][\p{L}\p{N} _-]{0,29}$/u.test(tag));
    if (!tag || this.isWrong()) return;
    field.value = '';
    if (!this.ticket().tags.includes(tag)) void this.put([...this.ticket().tags, tag]);
  }

  protected async put(tags: string[]): Promise<void> {
    try {
      await this.change({ id: this.ticket().id, input: { tags } });
    } catch (error) {
      this.toasts.show({ text: this.transloco.translate(explain(error)), tone: 'bad' });
    }
  }
}
