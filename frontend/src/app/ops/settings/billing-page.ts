import { Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { form, FormField, max, min, submit, validate } from '@angular/forms/signals';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { parseAmount } from '@demarc/money';
import { fieldErrors } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { query } from '../../core/graphql/query';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { Locale } from '../../ui/locale';
import { typedAmount } from '../../ui/money';
import { Toasts } from '../../ui/toast';
import { OpsBillingSettingsDocument, OpsUpdateBillingPolicyDocument, type BillingRulesFragment } from './billing-settings.generated';
import { SettingsFrame } from './settings-frame';

type Act = 'REMIND' | 'LATE_FEE' | 'SUSPEND';
/** Fields whose refusal has a sentence of its own. */
const NAMED = new Set(['gstNumber', 'qstNumber', 'dunning', 'smallestPayment', 'retryDays', 'quietDays']);
interface Step { readonly afterDays: number; readonly act: Act }

const modelOf = (policy: BillingRulesFragment | undefined, tag: string) => ({
  gstNumber: policy?.gstNumber ?? '', qstNumber: policy?.qstNumber ?? '', billingDay: policy?.billingDay ?? 1, dunningActive: policy?.dunningActive ?? false, dunningHour: policy?.dunningHour ?? 9,
  smallestDebt: typedAmount(policy?.smallestDebt?.amount ?? 0, tag), lateFee: typedAmount(policy?.lateFee?.amount ?? 0, tag), partialPayments: policy?.partialPayments ?? true, smallestPayment: typedAmount(policy?.smallestPayment?.amount ?? 0, tag),
  retryDays: (policy?.retryDays ?? []).join(', '), quietDays: (policy?.quietDays ?? []).join(', '),
});

/** What stands between commas or blanks. */
const listed = (text: string): string[] => text.split(/[\s,;]+/).filter(Boolean);
const isDays = (text: string): boolean => listed(text).every((one) => /^\d{1,2}$/.test(one) && +one >= 1 && +one <= 60);
const isDates = (text: string): boolean => listed(text).every((one) => {
  const at = new Date(`${one}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(one) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(one);
});

/** Settings: tax numbers, the billing day, how customers may pay, and what happens to debts, step by step. */
@Component({
  selector: 'app-billing-settings-page',
  imports: [Field, FormField, Icon, SettingsFrame, TranslocoPipe],
  templateUrl: './billing-page.html',
  styleUrls: ['./settings-form.css', './billing-page.css'],
})
export class BillingSettingsPage {
  private readonly transloco = inject(TranslocoService);
  private readonly tag = inject(Locale).tag();
  private readonly toasts = inject(Toasts);
  protected readonly data = query(OpsBillingSettingsDocument);
  protected readonly updating = mutation(OpsUpdateBillingPolicyDocument);
  protected readonly policy = computed(() => this.data.data()?.billingPolicy);
  protected readonly model = linkedSignal(() => modelOf(this.policy(), this.tag));
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
    validate(path.smallestPayment, ({ value }) => ((parseAmount(value()) ?? 0) >= 100 && parseAmount(value())! <= 100_000 ? undefined : { kind: 'amount', message: this.wrong('smallestPayment') }));
    validate(path.retryDays, ({ value }) => (isDays(value()) ? undefined : { kind: 'days', message: this.wrong('retryDays') }));
    validate(path.quietDays, ({ value }) => (isDates(value()) ? undefined : { kind: 'dates', message: this.wrong('quietDays') }));
  });
  protected readonly changed = computed(() => JSON.stringify([this.model(), this.steps()]) !== JSON.stringify([modelOf(this.policy(), this.tag), (this.policy()?.dunning ?? []).map(({ afterDays, act }) => ({ afterDays, act }))]));

  private wrong(name: string): string {
    return this.transloco.translate(`ops.billingSettings.wrong.${name}`);
  }

  protected undo(): void {
    this.refused.set({});
    this.model.set(modelOf(this.policy(), this.tag));
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
      const { smallestDebt, lateFee, smallestPayment, retryDays, quietDays, ...rest } = this.model();
      const lists = { retryDays: listed(retryDays).map(Number).toSorted((a, b) => a - b), quietDays: listed(quietDays).toSorted() };
      try {
        await this.updating({ input: { ...rest, ...lists, smallestDebt: parseAmount(smallestDebt)!, lateFee: parseAmount(lateFee)!, smallestPayment: parseAmount(smallestPayment)!, dunning: this.steps().map(({ afterDays, act }) => ({ afterDays, act })) } });
        this.toasts.show({ text: this.transloco.translate('ops.settings.saved'), tone: 'good' });
        this.data.reload();
      } catch (error) {
        const fields = Object.keys(fieldErrors(error)).map((path) => path.replace(/^input\./, '').replace(/\..*$/, ''));
        if (!fields.length) throw error;
        this.refused.set(Object.fromEntries(fields.map((name) => [name, NAMED.has(name) ? this.wrong(name) : this.transloco.translate('ui.fieldErrors.other')])));
      }
      return undefined;
    });
  }
}
