import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { Session } from '../../core/session/session';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { isSeeded } from './permission-areas';
import { PermissionPicker } from './permission-picker';
import { CreateRoleDocument, UpdateRoleDocument } from './team.generated';

/** A role as the editor takes it; without an id it is a new one. */
export interface RoleDraft {
  readonly id: string | undefined;
  readonly name: string;
  readonly permissions: readonly string[];
}

/** Names a role and chooses what it may do. */
@Component({
  selector: 'app-role-editor',
  imports: [Dialog, Field, PermissionPicker, TranslocoPipe],
  template: `
    <app-dialog [heading]="heading() | transloco" [sheet]="true" [wide]="true" (closed)="closed.emit()">
      <form id="role" class="stack" novalidate (submit)="save($event)">
        @if (named()) {
          <app-field [label]="'ops.team.roleName' | transloco" [error]="nameError()">
            <input #field class="input" autocomplete="off" maxlength="40" [value]="name()" (input)="name.set(field.value)" />
          </app-field>
        }
        @if (fixed()) {
          <p class="note info">{{ 'ops.team.ownerFixed' | transloco }}</p>
        }
        <app-permission-picker [fixed]="fixed()" [(chosen)]="permissions" />
        @if (problem()) {
          <p class="note bad" role="alert">{{ problem() }}</p>
        }
      </form>
      <div actions>
        <button type="button" class="button" (click)="closed.emit()">{{ (fixed() ? 'ui.close' : 'ui.cancel') | transloco }}</button>
        @if (!fixed()) {
          <button type="submit" form="role" class="button primary" [disabled]="create.busy() || update.busy()">{{ 'ops.team.save' | transloco }}</button>
        }
      </div>
    </app-dialog>
  `,
})
export class RoleEditor {
  readonly role = input.required<RoleDraft>();
  readonly closed = output();
  readonly saved = output();

  private readonly session = inject(Session);
  private readonly transloco = inject(TranslocoService);
  protected readonly create = mutation(CreateRoleDocument);
  protected readonly update = mutation(UpdateRoleDocument);
  protected readonly problem = signal('');
  protected readonly nameError = signal('');
  protected readonly name = linkedSignal(() => this.role().name);
  protected readonly permissions = linkedSignal<readonly string[]>(() => (this.role().name === 'owner' && this.role().id ? (this.session.facts()?.permissions ?? []) : this.role().permissions));
  protected readonly named = computed(() => !this.role().id || !isSeeded(this.role().name));
  protected readonly fixed = computed(() => (this.role().name === 'owner' && !!this.role().id) || !this.session.can('staff:write'));
  protected readonly heading = computed(() => (this.role().id ? (isSeeded(this.role().name) ? `ops.team.seeded.${this.role().name}` : 'ops.team.editRole') : 'ops.team.newRole'));

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.problem.set('');
    this.nameError.set(this.name().trim() ? '' : this.transloco.translate<string>('ops.team.nameNeeded'));
    if (this.nameError()) return;
    try {
      const input = { name: this.name().trim(), permissions: [...this.permissions()] };
      const { id } = this.role();
      const result = id ? (await this.update({ id, input })).updateRole : (await this.create({ input })).createRole;
      const problem = problemOf(result);
      if (result.__typename === 'RoleNameTaken') this.nameError.set(problem);
      else this.problem.set(problem);
      if (!problem) this.saved.emit();
    } catch (error) {
      this.problem.set(this.transloco.translate(explain(error)));
    }
  }
}
