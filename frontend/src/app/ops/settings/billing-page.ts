import { Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { form, FormField, max, min, submit, validate } from '@angular/forms/signals';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { parseAmount } from '@demarc/money';
import { fieldErrors } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { query } from '../../core/graphql/query';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { Toasts } from '../../ui/toast';
import { OpsBillingSettingsDocument, OpsUpdateBillingPolicyDocument, type BillingRulesFragment } from './billing-settings.generated';
import { SettingsFrame } from './settings-frame';

type Act = 'REMIND' | 'LATE_FEE' | 'SUSPEND';
interface Step { readonly afterDays: number; readonly act: Act }

const modelOf = (policy: BillingRulesFragment | undefined) => ({
  gstNumber: policy?.gstNumber ?? '', qstNumber: policy?.qstNumber ?? '', billingDay: policy?.billingDay ?? 1, dunningActive: policy?.dunningActive ?? false, dunningHour: policy?.dunningHour ?? 9,
  smallestDebt: ((policy?.smallestDebt.amount ?? 0) / 100).toFixed(2), lateFee: ((policy?.lateFee.amount ?? 0) / 100).toFixed(2),
});

/** Settings: tax numbers, the billing day, and what happens to debts, step by step. */
@Component({
  selector: 'app-billing-settings-page',
  imports: [Field, FormField, Icon, SettingsFrame, TranslocoPipe],
  templateUrl: './billing-page.html',
  styleUrls: ['./settings-form.css', './billing-page.css'],
})
export class BillingSettingsPage {
  private readonly transloco = inject(TranslocoService);
  private readonly toasts = inject(Toasts);
  protected readonly data = query(OpsBillingSettingsDocument);
  protected readonly updating = mutation(OpsUpdateBillingPolicyDocument);
  protected readonly policy = computed(() => this.data.data()?.billingPolicy);
  protected readonly model = linkedSignal(() => modelOf(this.policy()));
  protected readonly steps = linkedSignal<readonly Step[]>(() => (this.policy()?.dunning ?? []).map(({ afterDays, act }) => ({ afterDays, act: act as Act })));
  protected readonly refused = signal<Readonly<Record<string, string>>>({});
  protected readonly acts: readonly Act[] = ['REMIND', 'LATE_FEE', 'SUSPEND'];
  protected readonly form = form(this.model, (path) => {
    min(path.billingDay, 1);
    max(path.billingDay, 28);
    min(path.dunningHour, 0);
    max(path.dunningHour, 23);
    validate(path.smallestDebt, ({ value }) => ((parseAmount(value()) ?? -1) < 0 ? { kind: 'pattern' } : undefined));
    validate(path.lateFee, ({ value }) => ((parseAmount(value()) ?? -1) < 0 ? { kind: 'pattern' } : undefined));
  });
  protected readonly changed = computed(() => JSON.stringify([this.model(), this.steps()]) !== JSON.stringify([modelOf(this.policy()), (this.policy()?.dunning ?? []).map(({ afterDays, act }) => ({ afterDays, act }))]));

  protected undo(): void {
    this.refused.set({});
    this.model.set(modelOf(this.policy()));
    this.steps.set((this.policy()?.dunning ?? []).map(({ afterDays, act }) => ({ afterDays, act: act as Act })));
  }

  protected change(at: number, patch: Partial<Step>): void {
    this.steps.update((steps) => steps.map((step, i) => (i === at ? { ...step, ...patch } : step)));
  }

  protected add(): void {
    this.steps.update((steps) => [...steps, { afterDays: (steps.at(-1)?.afterDays ?? 0) + 7, act: 'REMIND' }]);
  }

  protected remove(at: number): void {
    this.steps.update((steps) => steps.filter((_, i) => i !== at));
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.refused.set({});
    await submit(this.form, async () => {
      const { smallestDebt, lateFee, ...rest } = this.model();
      try {
        await this.updating({ input: { ...rest, smallestDebt: parseAmount(smallestDebt)!, lateFee: parseAmount(lateFee)!, dunning: this.steps().map(({ afterDays, act }) => ({ afterDays, act })) } });
        this.toasts.show({ text: this.transloco.translate('ops.settings.saved'), tone: 'good' });
        this.data.reload();
      } catch (error) {
        const fields = Object.keys(fieldErrors(error)).map((path) => path.replace(/^input\./, '').replace(/\..*$/, ''));
        if (!fields.length) throw error;
        this.refused.set(Object.fromEntries(fields.map((name) => [name, this.transloco.translate(['gstNumber', 'qstNumber', 'dunning'].includes(name) ? `ops.billingSettings.wrong.${name}` : 'ui.fieldErrors.other')])));
      }
      return undefined;
    });
  }
}
