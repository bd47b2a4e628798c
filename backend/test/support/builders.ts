import { randomUUID } from 'node:crypto';
import { systemActor } from '../../src/auth/actor.js';
import { Customer, ServiceLocation } from '../../src/customers/customer.entity.js';
import { uuidv7 } from '../../src/platform/ids.js';
import { Tenant, TenantDomain } from '../../src/tenancy/tenant.entity.js';
import type { TestApp } from './app.js';

/** A provider of its own, so that tests never meet. */
export async function aTenant({ db }: TestApp, more: Partial<Tenant> = {}): Promise<Tenant> {
  const slug = `t-${randomUUID().slice(0, 8)}`;
  return db.unscoped('a test makes its tenant', () => db.repo(Tenant).save(Object.assign(new Tenant(), { slug, name: `Provider ${slug}`, legalName: `Provider ${slug} inc.`, ...more })));
}

/** The address at which a provider's browsers find it; a provider without one is given `<slug>.example`. */
export async function hostOf({ db }: TestApp, tenantId: string): Promise<string> {
  const known = hosts.get(tenantId) ?? db.unscoped('a test finds the address of a tenant', async () => {
    const domain = await db.repo(TenantDomain).findOneBy({ tenantId });
    if (domain) return domain.host;
    const { slug } = await db.repo(Tenant).findOneByOrFail({ id: tenantId });
    const host = `${slug.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.example`;
    await db.repo(TenantDomain).save({ host, tenantId } as TenantDomain);
    return host;
  });
  hosts.set(tenantId, known);
  return known;
}

const hosts = new Map<string, Promise<string>>();

/** A customer with one location, naming only what matters. */
export async function aCustomer({ db }: TestApp, tenantId: string, more: Partial<Customer> = {}): Promise<Customer> {
  return db.tx(systemActor(tenantId), async () => {
    const customer = await db.repo(Customer).save(Object.assign(new Customer(), { number: `C-${uuidv7().slice(-8)}`, name: 'Nathalie Tremblay', ...more }));
    await db.repo(ServiceLocation).save(Object.assign(new ServiceLocation(), { customerId: customer.id, line1: '12 rue Principale', city: 'Saint-Jérôme', postalCode: 'J7Z 1A1', lat: 45.78, lon: -74.0 }));
    return customer;
  });
}
