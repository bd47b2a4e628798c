import { randomUUID } from 'node:crypto';
import { systemActor } from '../../src/auth/actor.js';
import { Customer, ServiceLocation } from '../../src/customers/customer.entity.js';
import { uuidv7 } from '../../src/platform/ids.js';
import { Tenant } from '../../src/tenancy/tenant.entity.js';
import type { TestApp } from './app.js';

/** A provider of its own, so that tests never meet. */
export async function aTenant({ db }: TestApp, more: Partial<Tenant> = {}): Promise<Tenant> {
  const slug = `t-${randomUUID().slice(0, 8)}`;
  return db.unscoped('a test makes its tenant', () => db.repo(Tenant).save(Object.assign(new Tenant(), { slug, name: `Provider ${slug}`, legalName: `Provider ${slug} inc.`, ...more })));
}

/** A customer with one location, naming only what matters. */
export async function aCustomer({ db }: TestApp, tenantId: string, more: Partial<Customer> = {}): Promise<Customer> {
  return db.tx(systemActor(tenantId), async () => {
    const customer = await db.repo(Customer).save(Object.assign(new Customer(), { number: `C-${uuidv7().slice(-8)}`, name: 'Nathalie Tremblay', ...more }));
    await db.repo(ServiceLocation).save(Object.assign(new ServiceLocation(), { customerId: customer.id, line1: '12 rue Principale', city: 'Saint-Jérôme', postalCode: 'J7Z 1A1', lat: 45.78, lon: -74.0 }));
    return customer;
  });
}
