import { Component, computed, inject, signal } from '@angular/core';
import { email, form, FormField, max, maxLength, min, pattern, required } from '@angular/forms/signals';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { mutation } from '../../core/graphql/mutation';
import { contrast, parse } from '../../core/theme/accent';
import { Branding } from '../../core/theme/branding';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { Toasts } from '../../ui/toast';
import { BrandPreview } from './brand-preview';
import { sendLogo } from './logo-upload';
import { RemoveLogoDocument } from './settings.generated';
import { SettingsFrame } from './settings-frame';
import { tenantSettings } from './tenant-settings';

/** WCAG 2.2: what a button's shape needs against a white page. */
const ENOUGH = 3;

/** Settings: name, logo, colour, sender of mails and foot of papers, seen as they change. */
@Component({
  selector: 'app-brand-page',
  imports: [BrandPreview, Field, FormField, Icon, SettingsFrame, TranslocoPipe],
  templateUrl: './brand-page.html',
  styleUrls: ['./settings-form.css', './brand-page.css'],
})
export class BrandPage {
  private readonly branding = inject(Branding);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly removing = mutation(RemoveLogoDocument);

  protected readonly settings = tenantSettings(
    ['name', 'legalName', 'colour', 'logoUrl', 'email', 'phone', 'invoiceFooter', 'termsDays'],
    (tenant) => ({
      name: tenant?.name ?? '', legalName: tenant?.legalName ?? '', colour: tenant?.colour ?? '#0b6e4f', email: tenant?.email ?? '', phone: tenant?.phone ?? '',
      invoiceFooter: tenant?.invoiceFooter ?? '', termsDays: tenant?.termsDays ?? 21,
    }),
    (model) => ({ ...model, colour: model.colour.toLowerCase() }),
    ({ name, colour }) => this.branding.wear({ name, colour, logoUrl: this.logoUrl() }),
  );
  protected readonly model = this.settings.model;
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
  });

  private readonly sentLogo = signal<string | null | undefined>(undefined);
  protected readonly logoUrl = computed(() => {
    const sent = this.sentLogo();
    return sent === undefined ? (this.settings.tenant()?.logoUrl ?? null) : sent;
  });
  protected readonly logoProblem = signal('');
  protected readonly sending = signal(false);
  /** How the colour stands out from a white page, as WCAG counts, cut to one digit; null for what is no colour. */
  protected readonly ratio = computed(() => {
    const colour = parse(this.model().colour);
    return colour && Math.floor(contrast(colour, [255, 255, 255]) * 10) / 10;
  });
  protected readonly isLegible = computed(() => (this.ratio() ?? 0) >= ENOUGH);

  protected pickColour(colour: string): void {
    this.model.update((model) => ({ ...model, colour }));
  }

  protected async chooseLogo(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    input.value = ''; // so that the same file can be chosen again
    if (!file) return;
    this.sending.set(true);
    this.logoProblem.set('');
    try {
      const answer = await sendLogo(file);
      if ('logoUrl' in answer) this.wear(answer.logoUrl);
      else this.logoProblem.set(answer.message);
    } catch {
      this.logoProblem.set(this.transloco.translate('ops.settings.logoNotSent')); // the network failed: the file can be chosen again
    } finally {
      this.sending.set(false);
    }
  }

  protected async removeLogo(): Promise<void> {
    await this.removing({});
    this.wear(null);
  }

  private wear(logoUrl: string | null): void {
    this.sentLogo.set(logoUrl);
    this.settings.touched();
    this.branding.wear({ name: this.branding.name(), colour: this.settings.tenant()?.colour ?? this.model().colour, logoUrl });
    this.toasts.show({ text: this.transloco.translate('ops.settings.saved'), tone: 'good' });
  }
}
