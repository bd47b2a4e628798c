import { Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { email, form, FormField, max, maxLength, min, pattern, required, submit } from '@angular/forms/signals';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { fieldErrors } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { query } from '../../core/graphql/query';
import { Branding } from '../../core/theme/branding';
import { EmptyState } from '../../ui/empty-state';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { RelativeTime } from '../../ui/relative-time';
import { Skeleton } from '../../ui/skeleton';
import { Toasts } from '../../ui/toast';
import { SettingsDocument, UpdateTenantDocument, type TenantSettingsFragment } from './settings.generated';
import { modelOf, inputOf, ZONES, type SettingsModel } from './settings-model';

/** Which field a refusal is about. */
const FIELD_OF: Readonly<Record<string, keyof SettingsModel>> = { ColourTooPale: 'colour', SendingNotSetUp: 'live', DemoStaysCaptured: 'live' };

/** The provider's settings: the values in force, and who changed them last. */
@Component({
  selector: 'app-settings-page',
  imports: [EmptyState, Field, FormField, Icon, RelativeTime, Skeleton, TranslocoPipe],
  templateUrl: './settings-page.html',
  styleUrl: './settings-page.css',
})
export class SettingsPage {
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly branding = inject(Branding);

  protected readonly zones = ZONES;
  protected readonly data = query(SettingsDocument);
  protected readonly tenant = computed(() => this.data.data()?.tenant as TenantSettingsFragment | undefined);
  protected readonly update = mutation(UpdateTenantDocument);
  /** What the server refused, by field. */
  protected readonly refused = signal<Partial<Record<keyof SettingsModel, string>>>({});

  protected readonly model = linkedSignal<TenantSettingsFragment | undefined, SettingsModel>({ source: this.tenant, computation: (tenant) => modelOf(tenant) });
  protected readonly form = form(this.model, (path) => {
    required(path.name);
    maxLength(path.name, 80);
    required(path.legalName);
    maxLength(path.legalName, 120);
    pattern(path.colour, /^#[0-9a-f]{6}$/i);
    email(path.email);
    maxLength(path.phone, 40);
    maxLength(path.invoiceFooter, 600);
    min(path.termsDays, 0);
    max(path.termsDays, 120);
    min(path.linkHours, 1);
    max(path.linkHours, 24);
  });
  protected readonly hasChanges = computed(() => JSON.stringify(this.model()) !== JSON.stringify(modelOf(this.tenant())));

  protected pickColour(colour: string): void {
    this.model.update((model) => ({ ...model, colour }));
  }

  protected undo(): void {
    this.refused.set({});
    this.model.set(modelOf(this.tenant()));
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.refused.set({});
    await submit(this.form, async () => {
      await this.send();
      return undefined;
    });
  }

  private async send(): Promise<void> {
    try {
      const { updateTenant } = await this.update({ input: inputOf(this.model()) });
      const problem = problemOf(updateTenant);
      if (problem) return this.refused.set({ [FIELD_OF[updateTenant.__typename] ?? 'name']: problem });
      this.branding.wear({ name: this.model().name, colour: this.model().colour, logoUrl: this.branding.logoUrl() });
      this.toasts.show({ text: this.transloco.translate('ops.settings.saved'), tone: 'good' });
      this.data.reload();
    } catch (error) {
      const fields = Object.keys(fieldErrors(error)).map((path) => path.replace(/^input\./, ''));
      if (!fields.length) throw error;
      this.refused.set(Object.fromEntries(fields.map((name) => [name, this.transloco.translate('ui.fieldErrors.other')])));
    }
  }
}
