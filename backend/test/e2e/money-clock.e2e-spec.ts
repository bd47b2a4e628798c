import { addDays, dayOf, instantOf, minuteOfDay } from '@demarc/time';
import { systemActor } from '../../src/auth/actor.js';
import { SubscriptionChangesService } from '../../src/billing/subscription-changes.service.js';
import { DunningRunsService } from '../../src/dunning/dunning-runs.service.js';
import { InvoiceLine } from '../../src/invoices/invoice.entity.js';
import { AutopayRun } from '../../src/payments/autopay.entity.js';
import { AutopayService } from '../../src/payments/autopay.service.js';
import { staffOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { aCustomer, aTenant } from '../support/builders.js';
import { aRun, anItem, aSubscription, confirmed } from '../support/builders/billing.js';
import { quebecTaxes } from '../support/builders/invoices.js';
import { as } from '../support/graph.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
}, 60_000);
afterAll(() => app.close());
afterEach(() => app.clock.reset());

const HALF_HOUR = 30 * 60_000;

describe('what runs by itself', () => {
  it.each([
    ['America/Toronto', '2027-03-13', 2], ['America/Toronto', '2027-11-06', 1], ['America/St_Johns', '2027-03-13', 2], ['America/St_Johns', '2027-11-06', 1],
    ['America/Vancouver', '2027-03-13', 2], ['America/Vancouver', '2027-11-06', 1], ['America/Regina', '2028-02-28', 6], ['America/Toronto', '2026-12-30', 9],
  ])('in %s around the night after %s: every morning of payments and every day of dunning once, none missed', async (timeZone, first, dunningHour) => {
    app.clock.set(instantOf(first, 12 * 60, timeZone));
    const tenant = await aTenant(app, { timeZone });
    await as(app, staffOf(tenant.id)).run('mutation ($input: BillingPolicyInput!) { updateBillingPolicy(input: $input) { dunningActive } }', { input: { dunningActive: true, dunningHour, dunning: [{ afterDays: 3, act: 'REMIND' }] } });
    const [autopay, dunning] = [app.app.get(AutopayService), app.app.get(DunningRunsService)];
    const begun = new Map<string, Date>();
    const days = async () => (await app.db.tx(systemActor(tenant.id), () => app.db.query<{ day: string }>('select day::text from dunning_run order by day'))).map(({ day }) => day);
    for (let at = instantOf(first, 12 * 60, timeZone).getTime(), end = instantOf(addDays(first, 2), 12 * 60, timeZone).getTime(); at <= end; at += HALF_HOUR) {
      app.clock.set(new Date(at));
      await autopay.tickFor({ id: tenant.id, timeZone });
      await dunning.beginDue();
      for (const day of await days()) if (!begun.has(day)) begun.set(day, new Date(at));
    }
    const mornings = await app.db.tx(systemActor(tenant.id), () => app.db.repo(AutopayRun).find({ order: { day: 'ASC' } }));
    // The first day had begun before anybody looked; the last list is for the day after the two nights.
    expect(mornings.map(({ day }) => day)).toEqual([0, 1, 2].map((n) => addDays(first, n)));
    for (const { day, startedAt } of mornings.slice(1)) expect([dayOf(startedAt!, timeZone), minuteOfDay(startedAt!, timeZone)]).toEqual([day, 360]);
    expect([...begun.keys()]).toEqual([0, 1, 2].map((n) => addDays(first, n)));
    // An hour that the clocks skip has come at the next one.
    for (const [day, at] of [...begun].slice(1)) expect([dayOf(at, timeZone), minuteOfDay(at, timeZone) >= dunningHour * 60 && minuteOfDay(at, timeZone) <= dunningHour * 60 + 60]).toEqual([day, true]);
  }, 60_000);
});

describe('subscriptions', () => {
  it('that began on a 31st, and change around a leap day, are billed every day once', async () => {
    app.clock.set(instantOf('2028-01-31', 12 * 60, 'America/Toronto'));
    const tenant = await aTenant(app);
    await quebecTaxes(app, tenant.id);
    const customer = await aCustomer(app, tenant.id);
    const clerk = staffOf(tenant.id, 'billing');
    const [slow, fast] = [await anItem(app, tenant.id), await anItem(app, tenant.id, { name: 'Fibre 1000', price: 9995 })];
    const id = await aSubscription(app, clerk, { customerId: customer.id, itemId: slow.id, startsOn: '2028-01-31' });
    await as(app, clerk).run('mutation ($id: ID!, $change: SubscriptionChangeInput!) { changeSubscription(id: $id, change: $change) { __typename } }', { id, change: { kind: 'CHANGE', itemId: fast.id, effectiveOn: '2028-02-29' } });
    for (const day of ['2028-01-31', '2028-02-29', '2028-03-01', '2028-03-31']) {
      app.clock.set(instantOf(day, 12 * 60, 'America/Toronto'));
      await app.app.get(SubscriptionChangesService).applyDue();
      if (day !== '2028-02-29') await confirmed(app, clerk, await aRun(app, clerk, day === '2028-03-01' ? '2028-02' : day.slice(0, 7)));
    }
    const lines = await app.db.tx(systemActor(tenant.id), () => app.db.repo(InvoiceLine).find({ order: { periodStart: 'ASC' } }));
    const billed = new Map<string, number>();
    for (const { periodStart, periodEnd, amount } of lines) for (let day = periodStart!; day <= periodEnd!; day = addDays(day, 1)) billed.set(day, (billed.get(day) ?? 0) + Math.sign(amount));
    expect([...billed.values()].every((times) => times === 1)).toBe(true);
    expect([...billed.keys()].toSorted()).toEqual(Array.from({ length: 61 }, (_, n) => addDays('2028-01-31', n)));
    expect(lines.map(({ periodStart, periodEnd, amount }) => [periodStart, periodEnd, amount])).toEqual([['2028-01-31', '2028-01-31', 258], ['2028-02-01', '2028-02-28', 7719], ['2028-02-29', '2028-02-29', 345], ['2028-03-01', '2028-03-31', 9995]]);
  }, 60_000);
});
