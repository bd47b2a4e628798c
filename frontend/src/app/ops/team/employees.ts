import { Component, computed, inject, input, output, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { Can } from '../../core/session/can';
import { Avatar } from '../../ui/avatar';
import { Confirms } from '../../ui/confirm';
import { DataTable } from '../../ui/data-table';
import { Icon } from '../../ui/icon';
import { Locale } from '../../ui/locale';
import { Menu } from '../../ui/menu';
import { RelativeTime } from '../../ui/relative-time';
import { Toasts } from '../../ui/toast';
import { EmployeeForm } from './employee-form';
import { RoleNamePipe } from './role-name';
import { DeactivateEmployeeDocument, EndEmployeeSessionsDocument, InviteEmployeeAgainDocument, ReactivateEmployeeDocument, type EmployeeFragment, type RoleRowFragment } from './team.generated';

/** The people of the office: invited, given a role, signed out, closed and opened again. */
@Component({
  selector: 'app-employees',
  imports: [Avatar, Can, DataTable, EmployeeForm, Icon, Menu, RelativeTime, RoleNamePipe, TranslocoPipe],
  templateUrl: './employees.html',
  styles: `
    :host { display: grid; gap: var(--s4); }
    .who { display: flex; align-items: center; gap: var(--s3); min-width: 0; }
    .who span { display: grid; min-width: 0; }
  `,
})
export class Employees {
  readonly employees = input<readonly EmployeeFragment[]>();
  readonly roles = input.required<readonly RoleRowFragment[]>();
  readonly changed = output();

  private readonly confirms = inject(Confirms);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly locale = inject(Locale);
  protected readonly again = mutation(InviteEmployeeAgainDocument);
  protected readonly close = mutation(DeactivateEmployeeDocument);
  protected readonly open = mutation(ReactivateEmployeeDocument);
  protected readonly end = mutation(EndEmployeeSessionsDocument);
  /** Whom the form is about: somebody, or somebody new. */
  protected readonly edited = signal<EmployeeFragment | 'new' | undefined>(undefined);
  protected readonly columns = computed(() => {
    this.locale.tag();
    return [...['name', 'role', 'lastSeen'].map((key) => ({ text: this.t(key) })), { text: this.t('actions'), unseen: true }];
  });

  protected done(): void {
    this.edited.set(undefined);
    this.changed.emit();
  }

  protected async inviteAgain({ id, name }: EmployeeFragment): Promise<void> {
    await this.tell(async () => void (await this.again({ id })), this.t('invitedAgain', { name }));
  }

  protected async signOut({ id, name }: EmployeeFragment): Promise<void> {
    if (!(await this.confirms.ask({ title: this.t('signOutOf', { name }), text: this.t('signOutText'), action: this.t('signOut') }))) return;
    await this.tell(async () => problemOf((await this.end({ id })).endEmployeeSessions), this.t('signedOut', { name }));
  }

  protected async deactivate({ id, name }: EmployeeFragment): Promise<void> {
    if (!(await this.confirms.ask({ title: this.t('closeOf', { name }), text: this.t('closeText'), action: this.t('close'), danger: true }))) return;
    await this.tell(async () => problemOf((await this.close({ id })).deactivateEmployee), this.t('closed', { name }));
  }

  protected async reactivate({ id, name }: EmployeeFragment): Promise<void> {
    await this.tell(async () => problemOf((await this.open({ id })).reactivateEmployee), this.t('opened', { name }));
  }

  /** Does it and says how it went. */
  private async tell(deed: () => Promise<string | void>, done: string): Promise<void> {
    try {
      const problem = await deed();
      this.toasts.show({ text: problem || done, tone: problem ? 'bad' : 'good' });
      if (!problem) this.changed.emit();
    } catch (error) {
      this.toasts.show({ text: this.transloco.translate(explain(error)), tone: 'bad' });
    }
  }

  private t(key: string, values: object = {}): string {
    return this.transloco.translate<string>(`ops.team.${key}`, values as Record<string, unknown>);
  }
}
