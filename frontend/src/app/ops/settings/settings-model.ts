import type { Language, LinkUse, TenantInput } from '../../core/graphql/schema.generated';
import type { TenantSettingsFragment } from './settings.generated';

/** The form's own copy of the settings. */
export interface SettingsModel {
  readonly name: string;
  readonly legalName: string;
  readonly colour: string;
  readonly language: Language;
  readonly timeZone: string;
  readonly email: string;
  readonly phone: string;
  readonly invoiceFooter: string;
  readonly termsDays: number;
  readonly linkHours: number;
  readonly linkUse: LinkUse;
  readonly disclosingSignIn: boolean;
  readonly live: boolean;
}

/** Zones of Canada, by which days are counted. */
export const ZONES = [
  'America/St_Johns', 'America/Halifax', 'America/Toronto', 'America/Winnipeg', 'America/Regina', 'America/Edmonton', 'America/Vancouver', 'America/Whitehorse',
] as const;

/** The settings in force, as the form shows them. */
export function modelOf(tenant: TenantSettingsFragment | undefined): SettingsModel {
  return {
    name: tenant?.name ?? '',
    legalName: tenant?.legalName ?? '',
    colour: tenant?.colour ?? '#0b6e4f',
    language: tenant?.language ?? 'FR',
    timeZone: tenant?.timeZone ?? 'America/Toronto',
    email: tenant?.email ?? '',
    phone: tenant?.phone ?? '',
    invoiceFooter: tenant?.invoiceFooter ?? '',
    termsDays: tenant?.termsDays ?? 21,
    linkHours: tenant?.linkHours ?? 24,
    linkUse: tenant?.linkUse ?? 'BROWSER',
    disclosingSignIn: tenant?.disclosingSignIn ?? false,
    live: tenant?.live ?? false,
  };
}

/** What is sent when it is saved. */
export function inputOf(model: SettingsModel): TenantInput {
  return { ...model, name: model.name.trim(), legalName: model.legalName.trim(), email: model.email.trim(), phone: model.phone.trim(), colour: model.colour.toLowerCase() };
}
