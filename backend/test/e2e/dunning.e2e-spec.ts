import { addDays } from '@demarc/time';
import { systemActor } from '../../src/auth/actor.js';
import { DunningRunsService } from '../../src/dunning/dunning-runs.service.js';
import { DunningService } from '../../src/dunning/dunning.service.js';
import { contactOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { accountOf, aDunningWorld, noonOf, runOn, serviceOf, type DunningWorld } from '../support/builders/dunning.js';
import { anInvoice, anInvoiceOf } from '../support/builders/invoices.js';
import { differences, unbooked } from '../support/builders/ledger.js';
import { until } from '../support/builders/payments.js';
import { as } from '../support/graph.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
}, 60_000);
afterAll(() => app.close());
afterEach(() => app.clock.reset());

const PROBLEM = '... on Problem { message }';
const ARRANGE = `mutation ($input: ArrangementInput!) { arrangePayments(input: $input) { __typename ... on PaymentArrangement { id status } ... on InstalmentsDoNotAddUp { total { amount } message } } }`;
const HOLD = 'mutation ($customerId: ID!, $until: DateOnly, $reason: String!) { holdDunning(customerId: $customerId, until: $until, reason: $reason) { heldUntil } }';
const PLAN = '{ dunningPlan { day customers owed { amount } lines { customerId act next nextOn blockers daysLate owed { amount } arranged { amount } } } }';

const pay = async ({ clerk, customerId }: DunningWorld, amount: number) =>
  (await as(app, clerk).run(`mutation ($input: PaymentInput!) { recordPayment(input: $input) { __typename ... on Payment { id } ${PROBLEM} } }`, { input: { customerId, amount } })).recordPayment.id as string;
const deeds = async (world: DunningWorld) => ((await accountOf(app, world))?.entries ?? []).map((entry: { deed: string }) => entry.deed).reverse();
const planOf = async ({ clerk, customerId }: DunningWorld) => (await as(app, clerk).run(PLAN)).dunningPlan.lines.find((line: { customerId: string }) => line.customerId === customerId);

/** An invoice of 91.93 $ of 5 January, due on the 26th, and its course until the service is cut off on 25 February. */
async function cutOff(): Promise<DunningWorld> {
  const world = await aDunningWorld(app);
  await anInvoice(app, world.clerk, world.customerId);
  for (const day of ['2026-01-29', '2026-02-05', '2026-02-10', '2026-02-25']) await runOn(app, world, day);
  await until(() => serviceOf(app, world), (state) => state === 'OFF');
  return world;
}

describe('a debt', () => {
  it('is reminded, charged and cut off by the policy, and given back within seconds of the payment', async () => {
    const world = await aDunningWorld(app);
    await anInvoice(app, world.clerk, world.customerId);
    expect(await runOn(app, world, '2026-01-28')).toMatchObject({ looked: 1, reminded: 0 });
    expect(await runOn(app, world, '2026-01-29')).toMatchObject({ looked: 1, reminded: 1 });
    expect(await runOn(app, world, '2026-02-05')).toMatchObject({ reminded: 1 });
    expect(await runOn(app, world, '2026-02-10')).toMatchObject({ charged: 1 });
    expect(await runOn(app, world, '2026-02-25')).toMatchObject({ suspended: 1 });
    expect(await accountOf(app, world)).toMatchObject({ stage: 'SUSPENDED', stepsDone: 4, customer: { status: 'SUSPENDED' } });
    await until(() => serviceOf(app, world), (state) => state === 'OFF');
    expect(await deeds(world)).toEqual(['REMINDED', 'REMINDED', 'FEE_CHARGED', 'SUSPENDED']);
    const paidAt = performance.now();
    await pay(world, 9193);
    await until(() => serviceOf(app, world), (state) => state === 'ON');
    expect(performance.now() - paidAt).toBeLessThan(5_000);
    expect(await until(() => accountOf(app, world), (account) => account.orders[0].status === 'CONFIRMED')).toMatchObject({ stage: 'CURRENT', stepsDone: 0, suspendedAt: null, customer: { status: 'ACTIVE' }, orders: [{ wanted: 'ON' }, { wanted: 'OFF', status: 'CONFIRMED' }] });
    expect([await differences(app, world.tenantId), await unbooked(app, world.tenantId)]).toEqual([[], 0]);
  }, 60_000);

  it('of long ago begins with its first reminder', async () => {
    const world = await aDunningWorld(app, '2026-06-02');
    await anInvoiceOf(app, world.tenantId, world.customerId, { total: 9000, issuedOn: '2024-01-01', dueOn: '2024-01-22', number: 'OLD-1' });
    expect(await runOn(app, world, '2026-06-02')).toMatchObject({ reminded: 1, charged: 0, suspended: 0 });
    expect(await runOn(app, world, '2026-06-03')).toMatchObject({ reminded: 0, suspended: 0 });
    expect(await planOf(world)).toMatchObject({ next: 'REMIND', nextOn: '2026-06-09', act: null, blockers: [] });
  });

  it('is told in the customer’s language, each thing once', async () => {
    const world = await cutOff();
    const told = await until(async () => (await as(app, world.clerk).run('{ outgoingMessages(first: 50) { nodes { template subject channel status } } }')).outgoingMessages.nodes as { template: string; subject: string; channel: string }[], (list) => list.filter(({ template }) => template === 'service-suspended').length === 1);
    expect(told.filter(({ template }) => template === 'payment-reminder').map(({ subject }) => subject.replaceAll(/\s/g, ' '))).toEqual(['Rappel : 91,93 $ à payer', 'Un petit rappel : 91,93 $ à payer']);
    expect(told.filter(({ template }) => template === 'late-fee')).toHaveLength(1);
  }, 60_000);

  it('leaves a late fee without taxes, apart from sales in the books, and not at all when it is made void', async () => {
    const world = await cutOff();
    const fees = async () => (await as(app, world.clerk).run('{ trialBalance(to: "2026-12-31") { account balance { amount } } }')).trialBalance.find((line: { account: string }) => line.account === 'LATE_FEES')?.balance.amount ?? 0;
    expect(await fees()).toBe(-1000);
    const { invoices } = await as(app, world.clerk).run('query ($id: ID!) { invoices(first: 10, filter: { customerId: $id }) { nodes { id total { amount } taxTotal { amount } lines { description } } } }', { id: world.customerId });
    const fee = invoices.nodes.find((invoice: { total: { amount: number } }) => invoice.total.amount === 1000);
    expect(fee).toMatchObject({ taxTotal: { amount: 0 }, lines: [{ description: 'Frais de retard' }] });
    await as(app, world.clerk).run('mutation ($id: ID!) { voidInvoice(id: $id, reason: "As a courtesy") { __typename } }', { id: fee.id });
    await until(fees, (amount) => amount === 0);
    expect([await differences(app, world.tenantId), await unbooked(app, world.tenantId)]).toEqual([[], 0]);
  }, 60_000);

  it('is never acted upon twice, however often a day is run, and by how many at once', async () => {
    const world = await aDunningWorld(app);
    await anInvoice(app, world.clerk, world.customerId);
    noonOf(app, '2026-01-29');
    const runs = app.app.get(DunningRunsService);
    const ids = await Promise.all(Array.from({ length: 8 }, () => runs.begin(world.tenantId, '2026-01-29', 'system')));
    expect(new Set(ids).size).toBe(1);
    await Promise.all(ids.map((runId) => runs.run({ tenantId: world.tenantId, runId })));
    await Promise.all(Array.from({ length: 5 }, () => app.app.get(DunningService).review(world.tenantId, world.customerId, { day: '2026-01-29', steps: true })));
    expect(await deeds(world)).toEqual(['REMINDED']);
  });

  it('goes on where a crash has left it: what was not committed is done, what was is not done again', async () => {
    const world = await aDunningWorld(app);
    await anInvoice(app, world.clerk, world.customerId);
    noonOf(app, '2026-01-29');
    await expect(app.db.tx(systemActor(world.tenantId), async () => {
      expect(await app.app.get(DunningService).review(world.tenantId, world.customerId, { day: '2026-01-29', steps: true })).toEqual(['REMIND']);
      throw new Error('The process dies here');
    })).rejects.toThrow('dies');
    expect(await deeds(world)).toEqual([]);
    expect(await runOn(app, world, '2026-01-29')).toMatchObject({ reminded: 1 });
    expect(await deeds(world)).toEqual(['REMINDED']);
  });
});

describe('the office', () => {
  it('sees who would be touched, and why not, without touching anybody', async () => {
    const world = await aDunningWorld(app);
    await anInvoice(app, world.clerk, world.customerId);
    noonOf(app, '2026-01-29');
    expect(await planOf(world)).toMatchObject({ act: 'REMIND', next: 'REMIND', blockers: [], owed: { amount: 9193 } });
    await as(app, world.clerk).run(HOLD, { customerId: world.customerId, until: '2026-02-02', reason: 'Cheque is in the mail' });
    expect(await planOf(world)).toMatchObject({ act: null, blockers: ['ON_HOLD'] });
    expect(await runOn(app, world, '2026-01-29')).toMatchObject({ reminded: 0 });
    expect(await runOn(app, world, '2026-02-03')).toMatchObject({ reminded: 1 });
    expect((await as(app, world.clerk).errors(HOLD, { customerId: world.customerId, until: '2026-01-02', reason: 'Too late' }))[0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: { until: 'min' } });
  });

  it('protects a service that somebody’s health depends on: it comes back at once and stays', async () => {
    const world = await cutOff();
    await as(app, world.clerk).run('mutation ($id: ID!) { protectService(customerId: $id, reason: "Medical alarm") { protectedBecause } }', { id: world.customerId });
    await until(() => serviceOf(app, world), (state) => state === 'ON');
    expect(await runOn(app, world, '2026-03-03')).toMatchObject({ suspended: 0 });
    expect(await planOf(world)).toMatchObject({ next: 'SUSPEND', act: null, blockers: ['PROTECTED'] });
  }, 60_000);

  it('agrees on instalments: kept they end it, broken they let it go on after two days', async () => {
    const world = await cutOff();
    const arrange = (...amounts: number[]) => as(app, world.clerk).run(ARRANGE, { input: { customerId: world.customerId, instalments: amounts.map((amount, i) => ({ amount, dueOn: addDays('2026-03-02', 14 * i) })) } });
    expect((await arrange(4000, 4000)).arrangePayments).toMatchObject({ __typename: 'InstalmentsDoNotAddUp', total: { amount: 9193 } });
    expect((await arrange(4193, 5000)).arrangePayments).toMatchObject({ __typename: 'PaymentArrangement', status: 'ACTIVE' });
    await until(() => serviceOf(app, world), (state) => state === 'ON');
    expect((await arrange(9193)).arrangePayments.__typename).toBe('ArrangementUnderWay');
    noonOf(app, '2026-03-02');
    await pay(world, 4193);
    expect(await runOn(app, world, '2026-03-03')).toMatchObject({ reminded: 0, suspended: 0 });
    await runOn(app, world, '2026-03-17');
    expect((await accountOf(app, world)).arrangements).toMatchObject([{ status: 'BROKEN' }]);
    expect(await runOn(app, world, '2026-03-18')).toMatchObject({ suspended: 0 });
    expect(await runOn(app, world, '2026-03-19')).toMatchObject({ suspended: 1 });
    await pay(world, 6000);
    await until(() => serviceOf(app, world), (state) => state === 'ON');
  }, 60_000);

  it('gives a service back on a promise, which ends', async () => {
    const world = await cutOff();
    const restore = (until: string) => as(app, world.clerk).run(`mutation ($id: ID!, $until: DateOnly) { restoreService(customerId: $id, until: $until, reason: "Pays on Friday") { __typename ${PROBLEM} } }`, { id: world.customerId, until });
    expect((await restore('2026-02-28')).restoreService.__typename).toBe('DunningAccount');
    await until(() => serviceOf(app, world), (state) => state === 'ON');
    expect((await restore('2026-02-28')).restoreService.__typename).toBe('NotSuspended');
    expect(await runOn(app, world, '2026-02-26')).toMatchObject({ suspended: 0 });
    expect(await runOn(app, world, '2026-03-03')).toMatchObject({ suspended: 1 });
  }, 60_000);

  it('stops everything with one switch', async () => {
    const world = await aDunningWorld(app);
    await anInvoice(app, world.clerk, world.customerId);
    await as(app, world.clerk).run('mutation { pauseBilling(paused: true) { paused } }');
    noonOf(app, '2026-01-29');
    await app.app.get(DunningRunsService).beginDue();
    expect((await as(app, world.clerk).run('{ dunningRuns(first: 5) { nodes { day } } }')).dunningRuns.nodes).toEqual([]);
    expect(await planOf(world)).toMatchObject({ act: null, blockers: ['PAUSED'] });
  });

  it('cannot cut off whom nobody has reminded', async () => {
    const { clerk } = await aDunningWorld(app);
    const [error] = await as(app, clerk).errors('mutation ($input: BillingPolicyInput!) { updateBillingPolicy(input: $input) { dunningActive } }', { input: { dunning: [{ afterDays: 5, act: 'SUSPEND' }, { afterDays: 3, act: 'REMIND' }] } });
    expect(error!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: { 'input.dunning': 'reminder' } });
  });

  it('alone sees it: neither a customer nor another provider', async () => {
    const world = await aDunningWorld(app);
    await anInvoice(app, world.clerk, world.customerId);
    await runOn(app, world, '2026-01-29');
    const other = await aDunningWorld(app, '2026-01-29');
    expect((await as(app, other.clerk).run('query ($id: ID!) { dunningAccount(customerId: $id) { stage } }', { id: world.customerId })).dunningAccount).toBeNull();
    expect((await as(app, other.clerk).errors(HOLD, { customerId: world.customerId, until: '2026-02-02', reason: 'Not mine' }))[0]!.extensions.code).toBe('NOT_FOUND');
    expect((await as(app, contactOf(world.tenantId, world.customerId)).errors(PLAN))[0]!.extensions.code).toBe('FORBIDDEN');
  });
});
