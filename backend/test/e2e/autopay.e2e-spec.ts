import { systemActor } from '../../src/auth/actor.js';
import { Invoice } from '../../src/invoices/invoice.entity.js';
import { AutopayChargesService } from '../../src/payments/autopay-charges.service.js';
import { AutopayService } from '../../src/payments/autopay.service.js';
import { SavedMethod } from '../../src/payments/saved-method.entity.js';
import type { SandboxControl } from '../../src/payments/stripe-sandbox.js';
import { contactOf, staffOf } from '../support/actors.js';
import type { TestApp } from '../support/app.js';
import { anAutopayWorld, anInvoiceDue, chargesOf, itIs, lettersOf, paymentsOf, takenAtStripe, untilCharge, type AutopayWorld } from '../support/builders/autopay.js';
import { differences, unbooked } from '../support/builders/ledger.js';
import { aCheckout, CHECKOUT, REMOVE, startWithStripe, until } from '../support/builders/payments.js';
import { as } from '../support/graph.js';

let app: TestApp;
let stripe: SandboxControl;
beforeAll(async () => {
  ({ app, stripe } = await startWithStripe());
}, 60_000);
afterAll(() => app.close());
afterEach(() => {
  app.clock.reset();
  stripe.webhooks.reset();
  stripe.api.reset();
});

const [EVENING, MORNING] = [18 * 60, 6 * 60];
const DAY = '2027-03-14';
const BEFORE = '2027-03-13';
const HOLD = 'mutation ($id: ID!, $held: Boolean!) { holdAutopayCharge(id: $id, held: $held) { __typename ... on AutopayCharge { status holdReason handledBy } ... on Problem { message } } }';
const RUNS = '{ autopayRuns(first: 5) { nodes { id day startedAt customers held succeeded failed underWay total { amount } } } }';
const LIST = 'query ($id: ID!) { autopayCharges(runId: $id, first: 10) { nodes { amount { amount } usual { amount } status holdReason attempt customer { name } savedMethod { kind last4 } } } }';

const invoiceOf = ({ tenantId }: AutopayWorld, id: string): Promise<Invoice> => app.db.tx(systemActor(tenantId), () => app.db.repo(Invoice).findOneByOrFail({ id }));
const booksOf = async ({ tenantId }: AutopayWorld) => [await differences(app, tenantId), await unbooked(app, tenantId)];

describe('the evening before', () => {
  it('shows who pays, how much and with what; at six it is taken, once, however often the hour strikes', async () => {
    const world = await anAutopayWorld(app, stripe);
    const invoice = await anInvoiceDue(app, world, DAY);
    await anInvoiceDue(app, world, '2027-04-01', 5_000);
    await itIs(app, world, BEFORE, EVENING - 1);
    expect(await chargesOf(app, world)).toEqual([]);
    for (const again of [0, 1]) await itIs(app, world, BEFORE, EVENING + again);
    const { autopayRuns } = await as(app, world.clerk).run(RUNS);
    expect(autopayRuns.nodes[0]).toMatchObject({ day: DAY, startedAt: null, customers: 1, held: 0, total: { amount: 9193 } });
    expect((await as(app, world.clerk).run(LIST, { id: autopayRuns.nodes[0].id })).autopayCharges.nodes).toEqual([
      { amount: { amount: 9193 }, usual: null, status: 'PLANNED', holdReason: null, attempt: 1, customer: { name: 'Nathalie Tremblay' }, savedMethod: { kind: 'CARD', last4: '4242' } },
    ]);
    await itIs(app, world, DAY, MORNING - 1);
    expect((await chargesOf(app, world)).map(({ status }) => status)).toEqual(['PLANNED']);
    await Promise.all([itIs(app, world, DAY, MORNING), itIs(app, world, DAY, MORNING), itIs(app, world, DAY, MORNING + 5)]);
    await untilCharge(app, world, 'SUCCEEDED');
    await stripe.webhooks.settled();
    expect([(await paymentsOf(app, world)).map(({ amount, method }) => [amount, method]), takenAtStripe(stripe, world)]).toEqual([[[9193, 'CARD']], [9193]]);
    expect((await invoiceOf(world, invoice.id)).balance).toBe(0);
    await until(() => lettersOf(app, world, 'payment-received'), (letters) => letters.length === 1);
    expect(await booksOf(world)).toEqual([[], 0]);
  });

  it('holds what is unusual, with its reason, until somebody lets it go; by hand too', async () => {
    const [dear, usual] = [await anAutopayWorld(app, stripe), await anAutopayWorld(app, stripe)];
    await anInvoiceDue(app, dear, DAY, 60_000);
    await anInvoiceDue(app, usual, DAY);
    for (const world of [dear, usual]) await itIs(app, world, BEFORE, EVENING);
    const [[held], [planned]] = [await chargesOf(app, dear), await chargesOf(app, usual)];
    expect([held!.status, held!.holdReason, planned!.status]).toEqual(['HELD', 'LARGE_FIRST_TIME', 'PLANNED']);
    expect((await as(app, usual.clerk).run(HOLD, { id: planned!.id, held: true })).holdAutopayCharge).toEqual({ __typename: 'AutopayCharge', status: 'HELD', holdReason: 'BY_HAND', handledBy: 'The billing' });
    expect((await as(app, usual.clerk).run(HOLD, { id: planned!.id, held: true })).holdAutopayCharge.__typename).toBe('AutopayNotHeld');
    for (const world of [dear, usual]) await itIs(app, world, DAY, MORNING);
    expect([takenAtStripe(stripe, dear), takenAtStripe(stripe, usual)]).toEqual([[], []]);
    await as(app, dear.clerk).run(HOLD, { id: held!.id, held: false });
    await untilCharge(app, dear, 'SUCCEEDED');
    await itIs(app, usual, DAY, EVENING);
    expect((await chargesOf(app, usual)).map(({ status, holdReason }) => [status, holdReason])).toEqual([['HELD', 'BY_HAND'], ['HELD', 'BY_HAND']]);
    expect((await as(app, staffOf(dear.tenantId, 'viewer')).errors(HOLD, { id: held!.id, held: true }))[0]!.extensions.code).toBe('FORBIDDEN');
    expect((await as(app, usual.clerk).errors(HOLD, { id: held!.id, held: true }))[0]!.extensions.code).toBe('NOT_FOUND');
  });

  it('is made up in the morning when nothing ran that evening, and a whole lost day is made up the next', async () => {
    const world = await anAutopayWorld(app, stripe);
    await anInvoiceDue(app, world, DAY);
    await itIs(app, world, '2027-03-16', MORNING + 240);
    await untilCharge(app, world, 'SUCCEEDED');
    expect(takenAtStripe(stripe, world)).toEqual([9193]);
  });
});

describe('between the list and six o’clock', () => {
  it('what was paid, turned off or taken over by the customer is not asked for', async () => {
    const [paid, off, paused] = [await anAutopayWorld(app, stripe), await anAutopayWorld(app, stripe), await anAutopayWorld(app, stripe)];
    for (const world of [paid, off, paused]) {
      await anInvoiceDue(app, world, DAY);
      await itIs(app, world, BEFORE, EVENING);
    }
    await as(app, paid.clerk).run('mutation ($input: PaymentInput!) { recordPayment(input: $input) { __typename } }', { input: { customerId: paid.customerId, amount: 9193 } });
    await as(app, off.nathalie).run('mutation { turnAutopayOff { active } }');
    await as(app, staffOf(paused.tenantId)).run('mutation { pauseBilling(paused: true) { paused } }');
    for (const world of [paid, off, paused]) await itIs(app, world, DAY, MORNING);
    expect([(await untilCharge(app, paid, 'SKIPPED'))[0]!.failure, (await untilCharge(app, off, 'SKIPPED'))[0]!.failure]).toEqual(['paid_meanwhile', 'turned_off']);
    expect((await chargesOf(app, paused)).map(({ status }) => status)).toEqual(['PLANNED']);
    expect([paid, off, paused].flatMap((world) => takenAtStripe(stripe, world))).toEqual([]);
  });

  it('an open payment page is closed first; one that is being paid is left alone', async () => {
    const [open, paying] = [await anAutopayWorld(app, stripe), await anAutopayWorld(app, stripe)];
    const pages = [];
    for (const world of [open, paying]) {
      await anInvoiceDue(app, world, DAY);
      await itIs(app, world, BEFORE, EVENING);
      pages.push(await aCheckout(app, world.nathalie));
    }
    stripe.webhooks.drop({ next: 50 });
    stripe.completeSession(pages[1]!.session, { account: '000123456789' });
    for (const world of [open, paying]) await itIs(app, world, DAY, MORNING);
    await untilCharge(app, open, 'SUCCEEDED');
    expect((await untilCharge(app, paying, 'SKIPPED'))[0]!.failure).toMatch(/customer_is_paying|payment_under_way/);
    expect(stripe.completeSession(pages[0]!.session).result).toBe('complete');
    expect([takenAtStripe(stripe, open), takenAtStripe(stripe, paying)]).toEqual([[9193], []]);
  });
});

describe('while billing is paused', () => {
  const PAUSE = 'mutation ($paused: Boolean!) { pauseBilling(paused: $paused) { paused } }';

  it('nobody is listed or charged, also of a morning that had begun; afterwards everybody is, once', async () => {
    const world = await anAutopayWorld(app, stripe);
    await anInvoiceDue(app, world, DAY);
    await itIs(app, world, BEFORE, EVENING);
    await as(app, world.clerk).run(PAUSE, { paused: true });
    await itIs(app, world, DAY, MORNING);
    const [row] = await chargesOf(app, world);
    await app.app.get(AutopayChargesService).charge({ tenantId: world.tenantId, chargeId: row!.id });
    await itIs(app, world, DAY, 12 * 60);
    expect([(await chargesOf(app, world)).map(({ day, status }) => [day, status]), takenAtStripe(stripe, world)]).toEqual([[[DAY, 'PLANNED']], []]);
    expect((await as(app, world.clerk).run(RUNS)).autopayRuns.nodes[0]).toMatchObject({ day: DAY, startedAt: null });
    await as(app, world.clerk).run(PAUSE, { paused: false });
    await itIs(app, world, DAY, 12 * 60);
    await untilCharge(app, world, 'SUCCEEDED');
    expect(takenAtStripe(stripe, world)).toEqual([9193]);
  }, 30_000);
});

describe('when the bank says no', () => {
  const turns = async (world: AutopayWorld, outcome: string): Promise<void> => {
    const { stripeMethodId } = await app.db.tx(systemActor(world.tenantId), () => app.db.repo(SavedMethod).findOneByOrFail({ id: world.methodId }));
    stripe.cardBehaves(stripeMethodId, outcome);
  };

  it('it is tried again by the policy, and the customer is told each time', async () => {
    const world = await anAutopayWorld(app, stripe);
    await anInvoiceDue(app, world, DAY);
    await turns(world, 'insufficient_funds');
    await itIs(app, world, DAY, MORNING);
    expect((await untilCharge(app, world, 'FAILED'))[0]).toMatchObject({ failure: 'insufficient_funds', nextTryOn: '2027-03-17', attempt: 1 });
    const [letter] = await until(() => lettersOf(app, world, 'autopay-failed'), (letters) => letters.length === 1);
    expect(letter!.text).toContain('17 mars 2027');
    await itIs(app, world, '2027-03-15', MORNING);
    await itIs(app, world, '2027-03-16', EVENING);
    expect((await chargesOf(app, world)).map(({ day, attempt }) => [day, attempt])).toEqual([[DAY, 1], ['2027-03-17', 2]]);
    await turns(world, 'success');
    await itIs(app, world, '2027-03-17', MORNING);
    await untilCharge(app, world, 'SUCCEEDED');
    expect(takenAtStripe(stripe, world)).toEqual([9193]);
  });

  it('a card that is lost is not asked again: automatic payment stops and says why', async () => {
    const world = await anAutopayWorld(app, stripe);
    await anInvoiceDue(app, world, DAY);
    await turns(world, 'lost_card');
    await itIs(app, world, DAY, MORNING);
    expect((await untilCharge(app, world, 'FAILED'))[0]).toMatchObject({ failure: 'lost_card', nextTryOn: null });
    expect((await as(app, world.nathalie).run('{ myAccount { autopay { active stopReason } } }')).myAccount.autopay).toEqual({ active: false, stopReason: 'lost_card' });
    await itIs(app, world, '2027-03-20', MORNING);
    expect(await chargesOf(app, world)).toHaveLength(1);
  });

  it('a card that wants to see its holder sends a link, which leads to what is owed', async () => {
    const world = await anAutopayWorld(app, stripe, { number: '4242424242424242' });
    await anInvoiceDue(app, world, DAY);
    await turns(world, 'authenticate_always');
    await itIs(app, world, DAY, MORNING);
    await untilCharge(app, world, 'FAILED');
    const [letter] = await until(() => lettersOf(app, world, 'autopay-failed'), (letters) => letters.length === 1);
    const [path] = /\/pay\/[\w-]+/.exec(letter!.text)!;
    const led = await fetch(`${app.url}${path}`, { redirect: 'manual', headers: { host: 'localhost' } });
    expect(led.status).toBe(303);
  });
});

describe('a pre-authorised debit', () => {
  it('is with the bank for days, meanwhile nothing else is asked; then it is paid', async () => {
    const world = await anAutopayWorld(app, stripe, { account: '000123456789' });
    await anInvoiceDue(app, world, DAY);
    await itIs(app, world, DAY, MORNING);
    const [charge] = await untilCharge(app, world, 'PROCESSING');
    expect((await as(app, world.nathalie).run('{ myAccount { pending { amount } } }')).myAccount.pending).toEqual({ amount: 9193 });
    expect((await as(app, world.nathalie).run(CHECKOUT)).createCheckout.__typename).toBe('PaymentUnderWay');
    for (const day of ['2027-03-15', '2027-03-16']) await itIs(app, world, day, MORNING);
    expect(await chargesOf(app, world)).toHaveLength(1);
    stripe.settleDebit(charge!.stripeIntentId!, 'succeeded');
    await untilCharge(app, world, 'SUCCEEDED');
    expect((await paymentsOf(app, world)).map(({ amount, method }) => [amount, method])).toEqual([[9193, 'PRE_AUTHORISED_DEBIT']]);
  });

  it('that fails after five days leaves the invoice to be paid again, and tells the customer', async () => {
    const world = await anAutopayWorld(app, stripe, { account: '000222222227' });
    const invoice = await anInvoiceDue(app, world, DAY);
    await itIs(app, world, DAY, MORNING);
    const [charge] = await untilCharge(app, world, 'PROCESSING');
    stripe.settleDebit(charge!.stripeIntentId!, 'failed');
    await untilCharge(app, world, 'FAILED');
    await until(() => lettersOf(app, world, 'autopay-failed'), (letters) => letters.length === 1);
    expect([(await invoiceOf(world, invoice.id)).balance, await paymentsOf(app, world)]).toEqual([9193, []]);
    expect((await as(app, world.nathalie).run(CHECKOUT)).createCheckout.__typename).toBe('CheckoutSession');
  });

  it('whose news is lost is asked about within minutes', async () => {
    const world = await anAutopayWorld(app, stripe, { account: '000123456789' });
    await anInvoiceDue(app, world, DAY);
    await itIs(app, world, DAY, MORNING);
    const [charge] = await untilCharge(app, world, 'PROCESSING');
    stripe.webhooks.drop({ next: 20 });
    stripe.settleDebit(charge!.stripeIntentId!, 'succeeded');
    await itIs(app, world, DAY, MORNING + 6);
    await app.app.get(AutopayService).catchUp();
    expect((await chargesOf(app, world))[0]!.status).toBe('SUCCEEDED');
  });
});

describe('who may', () => {
  it('turn it on: its customer with their own card; a card in use cannot be removed', async () => {
    const [world, other] = [await anAutopayWorld(app, stripe), await anAutopayWorld(app, stripe)];
    const ON = 'mutation ($id: ID!) { turnAutopayOn(savedMethodId: $id) { active } }';
    expect((await as(app, other.nathalie).errors(ON, { id: world.methodId }))[0]!.extensions.code).toBe('NOT_FOUND');
    expect((await as(app, contactOf(world.tenantId, world.customerId, 'technical')).errors(ON, { id: world.methodId }))[0]!.extensions.code).toBe('FORBIDDEN');
    expect((await as(app, world.nathalie).run(REMOVE, { id: world.methodId })).removeMethod.__typename).toBe('MethodInUse');
    await as(app, world.clerk).run('mutation ($id: ID) { turnAutopayOff(customerId: $id) { active } }', { id: world.customerId });
    expect((await as(app, world.nathalie).run(REMOVE, { id: world.methodId })).removeMethod.__typename).toBe('SavedMethod');
    await until(() => lettersOf(app, world, 'autopay-changed'), (letters) => letters.length === 2);
  });
});
