import type { Config } from '../platform/config/config.js';
import type { Tenant } from '../tenancy/tenant.entity.js';
import type { CustomerAccount } from './accounts.service.js';
import type { Actor } from './actor.js';

/** What a screen knows about who is signed in. Nothing in it is secret. */
export function sessionFacts(actor: Actor, tenant: Tenant, account: CustomerAccount | undefined, tiles: Config['tiles']) {
  return {
    ...(actor.sessionId ? { id: actor.sessionId } : {}),
    kind: actor.kind,
    name: actor.name,
    locale: actor.locale,
    permissions: [...actor.permissions],
    tenant: { name: tenant.name, slug: tenant.slug, locale: tenant.language.toLowerCase(), locales: tenant.languages.map((spoken) => spoken.toLowerCase()), timeZone: tenant.timeZone, currency: tenant.currency, colour: tenant.colour, logoUrl: tenant.logoUrl, tiles },
    ...(account ? { customer: { id: account.customerId, number: account.number, name: account.customerName } } : {}),
    ...(actor.viewedBy ? { viewing: { by: actor.viewedBy.name, until: actor.viewedBy.until.toISOString() } } : {}),
    ...(actor.technicianId ? { technicianId: actor.technicianId } : {}),
  };
}
