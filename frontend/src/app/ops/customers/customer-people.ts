import { Component, inject, input, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { ContactRoleNameValues, type ContactChange, type ContactRoleName, type PhoneKind, PhoneKindValues } from '../../core/graphql/schema.generated';
import { Can } from '../../core/session/can';
import { Confirms } from '../../ui/confirm';
import { Icon } from '../../ui/icon';
import { Toasts } from '../../ui/toast';
import { AddContactDocument, AddPhoneDocument, InviteContactDocument, RemoveContactDocument, RemovePhoneDocument, UpdateContactDocument, type CustomerPageFragment } from './customer.generated';
import { type Choice, InlineEdit } from './inline-edit';

/** The people of a customer and their telephones: add, edit, remove. */
@Component({
  selector: 'app-customer-people',
  imports: [Can, Icon, InlineEdit, TranslocoPipe],
  templateUrl: './customer-people.html',
  styleUrl: './customer-card.css',
})
export class CustomerPeople {
  readonly customer = input.required<CustomerPageFragment>();
  readonly mayWrite = input(false);

  private readonly confirms = inject(Confirms);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly addPhone = mutation(AddPhoneDocument);
  protected readonly dropPhone = mutation(RemovePhoneDocument);
  protected readonly addContact = mutation(AddContactDocument);
  private readonly editContact = mutation(UpdateContactDocument);
  protected readonly dropContact = mutation(RemoveContactDocument);
  protected readonly inviting = mutation(InviteContactDocument);
  protected readonly adding = signal<'phone' | 'contact' | undefined>(undefined);
  protected readonly wrong = signal('');
  protected readonly phoneKinds = PhoneKindValues;

  protected roles(): Choice[] {
    return ContactRoleNameValues.map((value) => ({ value, text: this.transloco.translate<string>(`domain.customer.role.${value}`) }));
  }

  protected saver(id: string, field: 'name' | 'email' | 'role') {
    return async (value: string): Promise<string> => problemOf((await this.editContact({ id, input: { [field]: value } as ContactChange })).updateContact);
  }

  protected open(what: 'phone' | 'contact' | undefined): void {
    this.wrong.set('');
    this.adding.set(what);
  }

  protected async savePhone(event: Event, number: string, kind: string): Promise<void> {
    event.preventDefault();
    await this.attempt(async () => (await this.addPhone({ input: { customerId: this.customer().id, number, kind: kind as PhoneKind } })).addPhone);
  }

  protected async saveContact(event: Event, name: string, email: string, role: string): Promise<void> {
    event.preventDefault();
    await this.attempt(async () => (await this.addContact({ input: { customerId: this.customer().id, name, email, role: role as ContactRoleName } })).addContact);
  }

  protected async removePhone(id: string, number: string): Promise<void> {
    if (await this.sure('removePhone', number)) await this.attempt(async () => (await this.dropPhone({ id })).removePhone);
  }

  protected async removeContact(id: string, name: string): Promise<void> {
    if (await this.sure('removeContact', name)) await this.attempt(async () => (await this.dropContact({ id })).removeContact);
  }

  /** Sends the letter with which a contact chooses a password, or sends it again. */
  protected async invite(id: string): Promise<void> {
    await this.attempt(async () => (await this.inviting({ id })).inviteContact, 'invited');
  }

  private sure(key: 'removePhone' | 'removeContact', text: string): Promise<boolean> {
    const title = this.transloco.translate<string>(`ops.customers.${key}`);
    return this.confirms.ask({ title, text, action: this.transloco.translate('ops.customers.remove'), danger: true });
  }

  private async attempt(work: () => Promise<{ readonly __typename?: string }>, done = 'saved'): Promise<void> {
    try {
      const problem = problemOf(await work());
      this.wrong.set(problem);
      if (problem) return;
      this.adding.set(undefined);
      this.toasts.show({ text: this.transloco.translate(`ops.customers.${done}`), tone: 'good' });
    } catch (error) {
      this.wrong.set(this.transloco.translate(explain(error)));
    }
  }
}
