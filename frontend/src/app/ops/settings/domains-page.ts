import { Component, computed, inject, signal } from '@angular/core';
import { form, FormField, required, submit } from '@angular/forms/signals';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { fieldErrors } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { query } from '../../core/graphql/query';
import type { DomainKind } from '../../core/graphql/schema.generated';
import { Confirms } from '../../ui/confirm';
import { WhenPipe } from '../../ui/dates';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { Toasts } from '../../ui/toast';
import { AddDomainDocument, CheckDomainDocument, DomainsDocument, RemoveDomainDocument, type SettingsDomainFragment } from './settings.generated';
import { SettingsFrame } from './settings-frame';

/** Settings: the host names of the provider, what to write at the registrar, and whether it has been seen. */
@Component({
  selector: 'app-domains-page',
  imports: [Field, FormField, Icon, SettingsFrame, TranslocoPipe, WhenPipe],
  templateUrl: './domains-page.html',
  styleUrls: ['./settings-form.css', './domains-page.css'],
})
export class DomainsPage {
  private readonly confirms = inject(Confirms);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly addDomain = mutation(AddDomainDocument);
  private readonly checkDomain = mutation(CheckDomainDocument);
  protected readonly removeDomain = mutation(RemoveDomainDocument);

  protected readonly data = query(DomainsDocument);
  protected readonly tenant = computed(() => this.data.data()?.tenant);
  protected readonly domains = computed(() => (this.tenant()?.domains ?? []) as readonly SettingsDomainFragment[]);
  protected readonly adding = this.addDomain.busy;
  protected readonly refused = signal('');
  /** What the last look at a domain said, by its id. */
  protected readonly verdicts = signal<Readonly<Record<string, string>>>({});
  protected readonly looking = signal<string | undefined>(undefined);

  protected readonly model = signal<{ host: string; kind: DomainKind }>({ host: '', kind: 'VANITY' });
  protected readonly form = form(this.model, (path) => required(path.host));

  protected async add(event: Event): Promise<void> {
    event.preventDefault();
    this.refused.set('');
    await submit(this.form, async () => {
      await this.send();
      return undefined;
    });
  }

  protected async check({ id, host }: SettingsDomainFragment): Promise<void> {
    this.looking.set(id);
    try {
      const { checkDomain } = await this.checkDomain({ id });
      const problem = problemOf(checkDomain);
      this.verdicts.update((all) => ({ ...all, [id]: problem }));
      if (!problem) this.toasts.show({ text: this.transloco.translate('ops.settings.domain.works', { host }), tone: 'good' });
      this.data.reload();
    } finally {
      this.looking.set(undefined);
    }
  }

  protected async remove({ id, host }: SettingsDomainFragment): Promise<void> {
    const say = (key: string) => this.transloco.translate<string>(`ops.settings.domain.${key}`, { host });
    if (!(await this.confirms.ask({ title: say('removeTitle'), text: say('removeText'), action: say('remove'), danger: true }))) return;
    await this.removeDomain({ id });
    this.data.reload();
  }

  private async send(): Promise<void> {
    try {
      const { addDomain } = await this.addDomain(this.model());
      const problem = problemOf(addDomain);
      if (problem) return this.refused.set(problem);
      this.model.update(({ kind }) => ({ host: '', kind }));
      this.form().reset();
      this.data.reload();
    } catch (error) {
      if (!Object.keys(fieldErrors(error)).length) throw error;
      this.refused.set(this.transloco.translate('ops.settings.domain.notAHost'));
    }
  }
}
