import { Component, inject, input, linkedSignal, output, signal } from '@angular/core';
import { email, form, FormField, maxLength, required, submit } from '@angular/forms/signals';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { type ProblemLike, problemOf } from '../../core/graphql/problem';
import type { ContactRoleName } from '../../core/graphql/schema.generated';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { ChangeMyColleagueDocument, InviteMyColleagueDocument } from './colleagues.generated';
import type { ColleagueRow } from './colleagues';

/** Which field a refusal belongs to; anything else stands under the form. */
const FIELDS: Readonly<Record<string, 'name' | 'email' | 'role'>> = { NameMissing: 'name', EmailNotUnderstood: 'email', ContactAlreadyThere: 'email', ContactWithoutEmail: 'email', LastAccountOwner: 'role' };

/** Invites somebody to the account, or gives them another role. */
@Component({
  selector: 'app-colleague-form',
  imports: [Dialog, Field, FormField, TranslocoPipe],
  template: `
    @let person = colleague();
    <app-dialog [heading]="person ? ('portal.colleagues.roleOf' | transloco: { name: person.name }) : ('portal.colleagues.inviteTitle' | transloco)" [sheet]="true" (closed)="closed.emit()">
      <form id="colleague" class="stack" novalidate (submit)="save($event)">
        @if (!person) {
          <p class="quiet">{{ 'portal.colleagues.inviteText' | transloco }}</p>
          <app-field [label]="'portal.colleagues.name' | transloco" [of]="form.name" [error]="wrong().name"><input class="input" autocomplete="off" [formField]="form.name" (input)="wrong.set({})" /></app-field>
          <app-field [label]="'portal.colleagues.email' | transloco" [of]="form.email" [error]="wrong().email"><input class="input" type="email" inputmode="email" autocomplete="off" [formField]="form.email" (input)="wrong.set({})" /></app-field>
        }
        <fieldset class="roles">
          <legend>{{ 'portal.colleagues.role' | transloco }}</legend>
          @for (role of roles; track role) {
            <label class="check">
              <input type="radio" name="role" [value]="role" [checked]="model().role === role" (change)="choose(role)" />
              <span>{{ 'portal.me.role.' + role | transloco }}<small class="quiet">{{ 'portal.colleagues.roles.' + role | transloco }}</small></span>
            </label>
          }
          @if (wrong().role) {
            <p class="wrong" role="alert">{{ wrong().role }}</p>
          }
        </fieldset>
        @if (wrong().form) {
          <p class="note bad" role="alert">{{ wrong().form }}</p>
        }
      </form>
      <div actions>
        <button type="button" class="button" (click)="closed.emit()">{{ 'ui.cancel' | transloco }}</button>
        <button type="submit" form="colleague" class="button primary" [disabled]="invite.busy() || change.busy()">{{ (person ? 'portal.colleagues.save' : 'portal.colleagues.send') | transloco }}</button>
      </div>
    </app-dialog>
  `,
  styles: `
    .roles {
      display: grid;
      gap: var(--s3);
      margin: 0;
      padding: 0;
      border: 0;
    }
    legend {
      padding-bottom: var(--s2);
      font-weight: 560;
    }
    .check span {
      display: grid;
    }
    .wrong {
      color: var(--bad);
      font-size: var(--t-sm);
    }
  `,
})
export class ColleagueForm {
  readonly colleague = input<ColleagueRow>();
  readonly closed = output();
  /** What was done, in a sentence. */
  readonly saved = output<string>();

  private readonly transloco = inject(TranslocoService);
  protected readonly invite = mutation(InviteMyColleagueDocument);
  protected readonly change = mutation(ChangeMyColleagueDocument);
  /** The most first. */
  protected readonly roles: readonly ContactRoleName[] = ['OWNER', 'BILLING', 'TECHNICAL', 'VIEWER'];
  protected readonly wrong = signal<Partial<Record<'name' | 'email' | 'role' | 'form', string>>>({});
  protected readonly model = linkedSignal(() => {
    const { name = '', email: address, role = 'BILLING' } = this.colleague() ?? {};
    return { name, email: address ?? '', role: role as ContactRoleName };
  });
  protected readonly form = form(this.model, (path) => {
    required(path.name);
    maxLength(path.name, 140);
    required(path.email, { when: () => !this.colleague() });
    email(path.email);
  });

  protected choose(role: ContactRoleName): void {
    this.wrong.set({});
    this.model.update((model) => ({ ...model, role }));
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    await submit(this.form, async () => {
      await this.send();
      return undefined;
    });
  }

  private async send(): Promise<void> {
    const { name, email: address, role } = this.model();
    const person = this.colleague();
    try {
      const result = person ? (await this.change({ id: person.id, role })).changeColleague : (await this.invite({ input: { name: name.trim(), email: address.trim(), role } })).inviteColleague;
      const problem = problemOf(result as ProblemLike);
      if (problem) return this.wrong.set({ [FIELDS[result.__typename] ?? 'form']: problem });
      this.saved.emit(this.transloco.translate(`portal.colleagues.${person ? 'roleChanged' : 'invitedNow'}`, { name: person?.name ?? name.trim() }));
    } catch (error) {
      this.wrong.set({ form: this.transloco.translate(explain(error)) });
    }
  }
}
