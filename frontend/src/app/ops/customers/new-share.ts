import { Component, inject, input, output, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { CreateShareLinkDocument } from './shares.generated';

/** Makes a share link, and shows its address this once. */
@Component({
  selector: 'app-new-share',
  imports: [Dialog, Field, Icon, TranslocoPipe],
  template: `
    <app-dialog [heading]="(url() ? 'ops.shares.made' : 'ops.shares.new') | transloco" [sheet]="true" (closed)="closed.emit()">
      @if (url(); as address) {
        <div class="stack">
          <p class="note warn"><app-icon name="alert" />{{ 'ops.shares.once' | transloco }}</p>
          <app-field [label]="'ops.shares.link' | transloco"><input #shown class="input mono" readonly [value]="address" (focus)="shown.select()" /></app-field>
          <p class="quiet" role="status">{{ copied() ? ('ops.shares.copied' | transloco) : '' }}</p>
        </div>
      } @else {
        <form id="share" class="stack" novalidate (submit)="save($event, label.value, place.value)">
          <app-field [label]="'ops.shares.label' | transloco" [hint]="'ops.shares.labelHint' | transloco" [error]="needed()"><input #label class="input" autocomplete="off" maxlength="80" /></app-field>
          <app-field [label]="'ops.shares.place' | transloco">
            <select #place class="input">
              @for (choice of places(); track choice.id) {
                <option [value]="choice.id">{{ choice.line1 }}</option>
              }
            </select>
          </app-field>
          @if (problem()) {
            <p class="note bad" role="alert">{{ problem() }}</p>
          }
        </form>
      }
      <div actions>
        @if (url(); as address) {
          <button type="button" class="button" (click)="copy(address)"><app-icon name="copy" />{{ 'ops.shares.copy' | transloco }}</button>
          <button type="button" class="button primary" (click)="closed.emit()">{{ 'ui.close' | transloco }}</button>
        } @else {
          <button type="button" class="button" (click)="closed.emit()">{{ 'ui.cancel' | transloco }}</button>
          <button type="submit" form="share" class="button primary" [disabled]="create.busy()">{{ 'ops.shares.create' | transloco }}</button>
        }
      </div>
    </app-dialog>
  `,
})
export class NewShare {
  readonly places = input.required<readonly { readonly id: string; readonly line1: string }[]>();
  readonly closed = output();
  readonly made = output();

  private readonly transloco = inject(TranslocoService);
  protected readonly create = mutation(CreateShareLinkDocument);
  protected readonly needed = signal('');
  protected readonly problem = signal('');
  protected readonly url = signal('');
  protected readonly copied = signal(false);

  protected async save(event: Event, label: string, locationId: string): Promise<void> {
    event.preventDefault();
    this.problem.set('');
    this.needed.set(label.trim() ? '' : this.transloco.translate<string>('ops.shares.needed'));
    if (this.needed()) return;
    try {
      const { createShareLink } = await this.create({ input: { label: label.trim(), locationId } });
      this.problem.set(problemOf(createShareLink));
      if (createShareLink.__typename !== 'ShareLinkCreated') return;
      this.url.set(createShareLink.url ?? '');
      this.made.emit();
    } catch (error) {
      this.problem.set(this.transloco.translate(explain(error)));
    }
  }

  protected async copy(address: string): Promise<void> {
    await navigator.clipboard.writeText(address);
    this.copied.set(true);
  }
}
