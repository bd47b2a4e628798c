import { Component } from '@angular/core';
import { form, FormField, max, min } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import type { LinkUse, SignInMethod, StepUpArea } from '../../core/graphql/schema.generated';
import { Field } from '../../ui/field';
import { MethodOrder } from './method-order';
import type { TenantSettingsFragment } from './settings.generated';
import { SettingsFrame } from './settings-frame';
import { tenantSettings } from './tenant-settings';

interface Model {
  readonly householdSignIn: readonly SignInMethod[];
  readonly companySignIn: readonly SignInMethod[];
  readonly staffSignIn: readonly SignInMethod[];
  readonly companyTotp: boolean;
  readonly staffTotp: boolean;
  readonly linkHours: number;
  readonly linkUse: LinkUse;
  readonly disclosingSignIn: boolean;
  readonly viewAsCustomer: boolean;
  readonly shareLinks: boolean;
  readonly stepUp: readonly StepUpArea[];
  readonly staffStepUp: readonly StepUpArea[];
  readonly stepUpMinutes: number;
  readonly customerSessionDays: number;
  readonly staffSessionDays: number;
  readonly technicianSessionDays: number;
}

const NAMES = [
  'householdSignIn', 'companySignIn', 'staffSignIn', 'companyTotp', 'staffTotp', 'linkHours', 'linkUse', 'disclosingSignIn', 'viewAsCustomer', 'shareLinks', 'stepUp', 'staffStepUp', 'stepUpMinutes', 'customerSessionDays', 'staffSessionDays', 'technicianSessionDays',
] as const satisfies readonly (keyof Model)[];
const BLANK: Model = {
  householdSignIn: ['LINK'], companySignIn: ['PASSWORD'], staffSignIn: ['PASSWORD'], companyTotp: false, staffTotp: false, linkHours: 24, linkUse: 'BROWSER', disclosingSignIn: false, viewAsCustomer: true, shareLinks: false,
  stepUp: [], staffStepUp: [], stepUpMinutes: 15, customerSessionDays: 30, staffSessionDays: 7, technicianSessionDays: 30,
};

const modelOf = (tenant: TenantSettingsFragment | undefined): Model => (tenant ? (Object.fromEntries(NAMES.map((name) => [name, tenant[name]])) as unknown as Model) : BLANK);

/** Settings: how people sign in, in which order, for how long, and what they must prove once more for. */
@Component({
  selector: 'app-sign-in-policy-page',
  imports: [Field, FormField, MethodOrder, SettingsFrame, TranslocoPipe],
  templateUrl: './sign-in-page.html',
  styleUrl: './settings-form.css',
})
export class SignInPage {
  protected readonly settings = tenantSettings<Model>(NAMES, modelOf, (model) => ({
    ...model, householdSignIn: [...model.householdSignIn], companySignIn: [...model.companySignIn], staffSignIn: [...model.staffSignIn], stepUp: [...model.stepUp], staffStepUp: [...model.staffStepUp],
  }));
  protected readonly model = this.settings.model;
  protected readonly form = form(this.model, (path) => {
    for (const [field, least, most] of [[path.linkHours, 1, 24], [path.stepUpMinutes, 1, 240], [path.customerSessionDays, 1, 90], [path.staffSessionDays, 1, 90], [path.technicianSessionDays, 1, 90]] as const) {
      min(field, least);
      max(field, most);
    }
  });
  protected readonly kinds = ['householdSignIn', 'companySignIn', 'staffSignIn'] as const;
  /** What each kind of people may be asked to prove themselves once more for; the office shows no Wi-Fi password. */
  protected readonly stepUps: readonly { readonly who: 'stepUp' | 'staffStepUp'; readonly areas: readonly StepUpArea[] }[] = [
    { who: 'stepUp', areas: ['MONEY', 'CONTRACTS', 'CONTACTS', 'WIFI'] },
    { who: 'staffStepUp', areas: ['MONEY', 'CONTRACTS', 'CONTACTS'] },
  ];
  protected readonly days = ['customerSessionDays', 'staffSessionDays', 'technicianSessionDays'] as const;

  protected order(kind: 'householdSignIn' | 'companySignIn' | 'staffSignIn', methods: readonly SignInMethod[]): void {
    this.model.update((model) => ({ ...model, [kind]: methods }));
  }

  /** Keeps the order of the areas, so that ticking one off and on again is no change. */
  protected toggle(who: 'stepUp' | 'staffStepUp', area: StepUpArea, wanted: boolean): void {
    const all = this.stepUps[0]!.areas;
    this.model.update((model) => ({ ...model, [who]: all.filter((other) => (other === area ? wanted : model[who].includes(other))) }));
  }
}
