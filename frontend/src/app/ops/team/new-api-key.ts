import { Component, inject, output, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { PermissionPicker } from './permission-picker';
import { MintApiKeyDocument } from './team.generated';

/** Makes a key, and shows it this once. */
@Component({
  selector: 'app-new-api-key',
  imports: [Dialog, Field, Icon, PermissionPicker, TranslocoPipe],
  template: `
    <app-dialog [heading]="(key() ? 'ops.team.keyMade' : 'ops.team.newKey') | transloco" [sheet]="true" [wide]="true" (closed)="closed.emit()">
      @if (key(); as text) {
        <div class="stack">
          <p class="note warn"><app-icon name="alert" />{{ 'ops.team.keyOnce' | transloco }}</p>
          <app-field [label]="'ops.team.theKey' | transloco"><input #shown class="input mono" readonly [value]="text" (focus)="shown.select()" /></app-field>
          <p class="quiet" role="status">{{ copied() ? ('ops.team.copied' | transloco) : '' }}</p>
        </div>
      } @else {
        <form id="api-key" class="stack" novalidate (submit)="save($event, name.value, days.value)">
          <app-field [label]="'ops.team.keyName' | transloco" [hint]="'ops.team.keyNameHint' | transloco" [error]="nameError()"><input #name class="input" autocomplete="off" maxlength="60" /></app-field>
          <app-field [label]="'ops.team.keyDays' | transloco">
            <select #days class="input">
              @for (n of [30, 90, 180, 365]; track n) {
                <option [value]="n" [selected]="n === 90">{{ 'ops.team.days' | transloco: { n } }}</option>
              }
            </select>
          </app-field>
          <app-permission-picker [ownOnly]="true" [(chosen)]="permissions" />
          @if (problem()) {
            <p class="note bad" role="alert">{{ problem() }}</p>
          }
        </form>
      }
      <div actions>
        @if (key(); as text) {
          <button type="button" class="button" (click)="copy(text)"><app-icon name="copy" />{{ 'ops.team.copyKey' | transloco }}</button>
          <button type="button" class="button primary" (click)="closed.emit()">{{ 'ui.close' | transloco }}</button>
        } @else {
          <button type="button" class="button" (click)="closed.emit()">{{ 'ui.cancel' | transloco }}</button>
          <button type="submit" form="api-key" class="button primary" [disabled]="mint.busy()">{{ 'ops.team.makeKey' | transloco }}</button>
        }
      </div>
    </app-dialog>
  `,
})
export class NewApiKey {
  readonly closed = output();
  readonly made = output();

  private readonly transloco = inject(TranslocoService);
  protected readonly mint = mutation(MintApiKeyDocument);
  protected readonly permissions = signal<readonly string[]>([]);
  protected readonly problem = signal('');
  protected readonly nameError = signal('');
  protected readonly key = signal('');
  protected readonly copied = signal(false);

  protected async save(event: Event, name: string, days: string): Promise<void> {
    event.preventDefault();
    this.nameError.set(name.trim() ? '' : this.transloco.translate<string>('ops.team.nameNeeded'));
    this.problem.set(this.permissions().length ? '' : this.transloco.translate<string>('ops.team.rightsNeeded'));
    if (this.nameError() || this.problem()) return;
    try {
      const { mintApiKey } = await this.mint({ input: { name: name.trim(), permissions: [...this.permissions()], days: Number(days) } });
      this.problem.set(problemOf(mintApiKey));
      if (mintApiKey.__typename !== 'ApiKeyMinted') return;
      this.key.set(mintApiKey.key ?? '');
      this.made.emit();
    } catch (error) {
      this.problem.set(this.transloco.translate(explain(error)));
    }
  }

  protected async copy(text: string): Promise<void> {
    await navigator.clipboard.writeText(text);
    this.copied.set(true);
  }
}
