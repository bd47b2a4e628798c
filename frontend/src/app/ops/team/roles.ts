import { Component, inject, input, output, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { Can } from '../../core/session/can';
import { Confirms } from '../../ui/confirm';
import { Icon } from '../../ui/icon';
import { Skeleton } from '../../ui/skeleton';
import { Toasts } from '../../ui/toast';
import { isSeeded } from './permission-areas';
import { RoleEditor, type RoleDraft } from './role-editor';
import { RoleNamePipe } from './role-name';
import { DeleteRoleDocument, type RoleRowFragment } from './team.generated';

/** The roles: who has each, what it may do; copied and changed. */
@Component({
  selector: 'app-roles',
  imports: [Can, Icon, RoleEditor, RoleNamePipe, Skeleton, TranslocoPipe],
  template: `
    <div class="row spread">
      <p class="quiet">{{ 'ops.team.rolesAbout' | transloco }}</p>
      <button *can="'staff:write'" type="button" class="button primary" (click)="draft.set({ id: undefined, name: '', permissions: ['tenant:read'] })"><app-icon name="plus" />{{ 'ops.team.newRole' | transloco }}</button>
    </div>
    @if (roles(); as all) {
      <ul class="grid">
        @for (role of all; track role.id) {
          <li class="card">
            <header>
              <h2>{{ role.name | roleName }}</h2>
              @if (role.name === 'owner') {
                <span class="chip accent">{{ 'ops.team.everything' | transloco }}</span>
              } @else {
                <span class="chip plain">{{ 'ops.team.rights' | transloco: { n: role.permissions.length } }}</span>
              }
            </header>
            <div class="body stack">
              <p class="quiet">{{ role.name === 'technician' ? ('ops.team.technicians' | transloco) : role.members.length ? names(role) : ('ops.team.nobody' | transloco) }}</p>
              <div class="row">
                <button type="button" class="button small" (click)="draft.set(role)">{{ (role.name === 'owner' ? 'ops.team.see' : 'ops.team.change') | transloco }}<span class="unseen">{{ role.name | roleName }}</span></button>
                <button *can="'staff:write'" type="button" class="button small quiet" (click)="copy(role)"><app-icon name="copy" />{{ 'ops.team.copy' | transloco }}<span class="unseen">{{ role.name | roleName }}</span></button>
                @if (!seeded(role.name)) {
                  <button *can="'staff:write'" type="button" class="button small quiet danger" [disabled]="remove.busy()" (click)="delete(role)">{{ 'ops.team.delete' | transloco }}<span class="unseen">{{ role.name }}</span></button>
                }
              </div>
            </div>
          </li>
        }
      </ul>
    } @else {
      <app-skeleton [lines]="8" />
    }
    @if (draft(); as role) {
      <app-role-editor [role]="role" (closed)="draft.set(undefined)" (saved)="saved()" />
    }
  `,
  styles: `
    :host { display: grid; gap: var(--s4); }
    ul { margin: 0; padding: 0; list-style: none; }
    .unseen { margin-inline-start: 0.25em; }
  `,
})
export class Roles {
  readonly roles = input<readonly RoleRowFragment[]>();
  readonly changed = output();

  private readonly confirms = inject(Confirms);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly remove = mutation(DeleteRoleDocument);
  protected readonly draft = signal<RoleDraft | undefined>(undefined);
  protected readonly seeded = isSeeded;

  protected names(role: RoleRowFragment): string {
    return role.members.map(({ name }) => name).join(', ');
  }

  protected copy(role: RoleRowFragment): void {
    const of = isSeeded(role.name) ? this.transloco.translate<string>(`ops.team.seeded.${role.name}`) : role.name;
    this.draft.set({ id: undefined, name: this.transloco.translate<string>('ops.team.copyOf', { name: of }).slice(0, 40), permissions: role.permissions });
  }

  protected saved(): void {
    this.draft.set(undefined);
    this.toasts.show({ text: this.transloco.translate('ops.team.roleSaved'), tone: 'good' });
    this.changed.emit();
  }

  protected async delete(role: RoleRowFragment): Promise<void> {
    const t = (key: string) => this.transloco.translate<string>(`ops.team.${key}`, { name: role.name });
    if (!(await this.confirms.ask({ title: t('deleteRole'), text: t('deleteRoleText'), action: t('delete'), danger: true }))) return;
    try {
      const { deleteRole } = await this.remove({ id: role.id });
      const people = 'people' in deleteRole ? ` (${deleteRole.people.join(', ')})` : '';
      const problem = problemOf(deleteRole);
      this.toasts.show({ text: problem ? problem + people : t('roleDeleted'), tone: problem ? 'bad' : 'good' });
      if (!problem) this.changed.emit();
    } catch (error) {
      this.toasts.show({ text: this.transloco.translate(explain(error)), tone: 'bad' });
    }
  }
}
