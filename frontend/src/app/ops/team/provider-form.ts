import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { form, FormField, maxLength, pattern, required, submit } from '@angular/forms/signals';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain, fieldErrors } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import type { Realm } from '../../core/graphql/schema.generated';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { SaveIdentityProviderDocument, type ProviderRowFragment } from './company-sign-in.generated';
import { RoleNamePipe } from './role-name';
import type { RoleRowFragment } from './team.generated';

interface GroupRole {
  readonly group: string;
  readonly role: string;
}

/** The settings of a company's own sign-in. */
@Component({
  selector: 'app-provider-form',
  imports: [Dialog, Field, FormField, Icon, RoleNamePipe, TranslocoPipe],
  templateUrl: './provider-form.html',
  styles: `
    .pair { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) auto; gap: var(--s2); }
    fieldset { display: grid; gap: var(--s2); padding: 0; border: 0; min-width: 0; }
    legend { padding: 0 0 var(--s1); font-weight: 550; }
  `,
})
export class ProviderForm {
  readonly provider = input<ProviderRowFragment>();
  readonly roles = input.required<readonly RoleRowFragment[]>();
  readonly closed = output();
  readonly saved = output();

  private readonly transloco = inject(TranslocoService);
  protected readonly save = mutation(SaveIdentityProviderDocument);
  protected readonly problem = signal('');
  protected readonly refused = signal<Readonly<Record<string, string>>>({});
  protected readonly choices = computed(() => this.roles().filter(({ name }) => name !== 'technician'));
  protected readonly table = linkedSignal<readonly GroupRole[]>(() => this.provider()?.roles.map(({ group, role }) => ({ group, role })) ?? []);
  protected readonly model = linkedSignal(() => {
    const p = this.provider();
    return {
      label: p?.label ?? '', realm: (p?.realm ?? 'STAFF') as Realm, issuer: p?.issuer ?? '', clientId: p?.clientId ?? '', clientSecret: '', scopes: p?.scopes ?? 'openid profile email',
      groupsClaim: p?.groupsClaim ?? 'groups', trustsEmail: p?.trustsEmail ?? false, enabled: p?.enabled ?? true,
    };
  });
  protected readonly form = form(this.model, (path) => {
    required(path.label);
    maxLength(path.label, 60);
    required(path.issuer);
    pattern(path.issuer, /^https?:\/\/\S+$/);
    required(path.clientId);
    required(path.scopes);
    required(path.groupsClaim);
  });

  protected set(at: number, change: Partial<GroupRole>): void {
    this.table.update((all) => all.map((row, i) => (i === at ? { ...row, ...change } : row)));
  }

  protected add(): void {
    this.table.update((all) => [...all, { group: '', role: this.choices()[0]?.name ?? 'viewer' }]);
  }

  protected drop(at: number): void {
    this.table.update((all) => all.filter((_, i) => i !== at));
  }

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    this.problem.set('');
    this.refused.set({});
    await submit(this.form, async () => {
      await this.store();
      return undefined;
    });
  }

  private async store(): Promise<void> {
    const { clientSecret, ...rest } = this.model();
    const roles = this.table().filter(({ group }) => group.trim()).map(({ group, role }) => ({ group: group.trim(), role }));
    try {
      const id = this.provider()?.id;
      const { saveIdentityProvider } = await this.save({ ...(id ? { id } : {}), input: { ...rest, roles, ...(clientSecret ? { clientSecret } : {}) } });
      this.problem.set(problemOf(saveIdentityProvider));
      if (!this.problem()) this.saved.emit();
    } catch (error) {
      const fields = Object.keys(fieldErrors(error)).map((path) => path.replace(/^input\./, ''));
      if (!fields.length) return this.problem.set(this.transloco.translate(explain(error)));
      this.refused.set(Object.fromEntries(fields.map((name) => [name, this.transloco.translate<string>('ui.fieldErrors.other')])));
    }
  }
}
