import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { email, form, FormField, maxLength, required, submit } from '@angular/forms/signals';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import type { Language } from '../../core/graphql/schema.generated';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { RoleNamePipe } from './role-name';
import { InviteEmployeeDocument, UpdateEmployeeDocument, type EmployeeFragment, type RoleRowFragment } from './team.generated';

/** Invites somebody, or changes their name, role and language. */
@Component({
  selector: 'app-employee-form',
  imports: [Dialog, Field, FormField, RoleNamePipe, TranslocoPipe],
  template: `
    <app-dialog [heading]="(employee() ? 'ops.team.change' : 'ops.team.invite') | transloco" [sheet]="true" (closed)="closed.emit()">
      <form id="employee" class="stack" novalidate (submit)="save($event)">
        <app-field [label]="'ops.team.name' | transloco" [of]="form.name"><input class="input" autocomplete="off" [formField]="form.name" /></app-field>
        @if (!employee()) {
          <app-field [label]="'ops.team.email' | transloco" [hint]="'ops.team.emailHint' | transloco" [of]="form.email"><input class="input" type="email" autocomplete="off" [formField]="form.email" /></app-field>
        }
        <app-field [label]="'ops.team.role' | transloco">
          <select class="input" [formField]="form.role">
            @for (role of choices(); track role.id) {
              <option [value]="role.name">{{ role.name | roleName }}</option>
            }
          </select>
        </app-field>
        <app-field [label]="'ops.team.language' | transloco">
          <select class="input" [formField]="form.language">
            <option value="FR">Français</option>
            <option value="EN">English</option>
          </select>
        </app-field>
        @if (problem()) {
          <p class="note bad" role="alert">{{ problem() }}</p>
        }
      </form>
      <div actions>
        <button type="button" class="button" (click)="closed.emit()">{{ 'ui.cancel' | transloco }}</button>
        <button type="submit" form="employee" class="button primary" [disabled]="invite.busy() || update.busy()">{{ (employee() ? 'ops.team.save' : 'ops.team.sendInvitation') | transloco }}</button>
      </div>
    </app-dialog>
  `,
})
export class EmployeeForm {
  readonly employee = input<EmployeeFragment>();
  readonly roles = input.required<readonly RoleRowFragment[]>();
  readonly closed = output();
  readonly saved = output();

  private readonly transloco = inject(TranslocoService);
  protected readonly invite = mutation(InviteEmployeeDocument);
  protected readonly update = mutation(UpdateEmployeeDocument);
  protected readonly problem = signal('');
  protected readonly choices = computed(() => this.roles().filter(({ name }) => name !== 'technician'));
  protected readonly model = linkedSignal(() => {
    const { name = '', email: address = '', role = 'support', language = 'FR' } = this.employee() ?? {};
    return { name, email: address, role, language: language as Language };
  });
  protected readonly form = form(this.model, (path) => {
    required(path.name);
    maxLength(path.name, 80);
    required(path.email);
    email(path.email);
  });

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    await submit(this.form, async () => {
      this.problem.set(await this.send());
      if (!this.problem()) this.saved.emit();
      return undefined;
    });
  }

  private async send(): Promise<string> {
    const { name, email: address, role, language } = this.model();
    const employee = this.employee();
    try {
      if (employee) return problemOf((await this.update({ id: employee.id, input: { name: name.trim(), role, language } })).updateEmployee);
      return problemOf((await this.invite({ input: { name: name.trim(), email: address.trim(), role, language } })).inviteEmployee);
    } catch (error) {
      return this.transloco.translate(explain(error));
    }
  }
}
