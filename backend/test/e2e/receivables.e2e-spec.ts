import { systemActor } from '../../src/auth/actor.js';
import { Invoice } from '../../src/invoices/invoice.entity.js';
import { contactOf, staffOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { aCustomer, aTenant } from '../support/builders.js';
import { anInvoice, quebecTaxes } from '../support/builders/invoices.js';
import { as } from '../support/graph.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const Overdue = '{ overdueReceivables { count customers total { amount currency } oldestDueOn } }';

describe('overdue receivables', () => {
  it('are what is still owed past its due date, of this provider alone', async () => {
    const [tenant, other] = [await aTenant(app), await aTenant(app)];
    const clerk = staffOf(tenant.id);
    await quebecTaxes(app, tenant.id);
    const customer = await aCustomer(app, tenant.id);
    const [late] = [await anInvoice(app, clerk, customer.id), await anInvoice(app, clerk, customer.id)];
    expect((await as(app, clerk).run(Overdue)).overdueReceivables).toEqual({ count: 0, customers: 0, total: { amount: 0, currency: 'CAD' }, oldestDueOn: null });
    await app.db.tx(systemActor(tenant.id), () => app.db.repo(Invoice).update({ id: late!.id }, { dueOn: '2026-01-31' }));
    expect((await as(app, clerk).run(Overdue)).overdueReceivables).toEqual({ count: 1, customers: 1, total: { amount: 9193, currency: 'CAD' }, oldestDueOn: '2026-01-31' });
    expect((await as(app, staffOf(other.id)).run(Overdue)).overdueReceivables.count).toBe(0);
    expect((await as(app, contactOf(tenant.id, customer.id)).errors(Overdue))[0]!.extensions.code).toBe('FORBIDDEN');
  });
});
