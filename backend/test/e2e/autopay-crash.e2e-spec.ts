import { AsyncLocalStorage } from 'node:async_hooks';
import { Db } from '../../src/platform/db/db.js';
import { AutopayChargesService } from '../../src/payments/autopay-charges.service.js';
import { AutopayService } from '../../src/payments/autopay.service.js';
import { StripeClient } from '../../src/payments/stripe.client.js';
import type { SandboxControl } from '../../src/payments/stripe-sandbox.js';
import type { TestApp } from '../support/app.js';
import { anAutopayWorld, anInvoiceDue, chargesOf, itIs, paymentsOf, takenAtStripe } from '../support/builders/autopay.js';
import { differences } from '../support/builders/ledger.js';
import { startWithStripe } from '../support/builders/payments.js';

class Crash extends Error {}

let app: TestApp;
let stripe: SandboxControl;
beforeAll(async () => {
  ({ app, stripe } = await startWithStripe());
}, 60_000);
afterAll(() => app.close());
afterEach(() => app.clock.reset());

/**
 * Lets the process die at the n-th time it commits or asks Stripe, before or after that has taken effect. Counted at the
 * border: transactions of the database and requests to the processor.
 */
async function dyingAt(step: number, after: boolean, work: () => Promise<unknown>): Promise<boolean> {
  const [db, client] = [app.app.get(Db), app.app.get(StripeClient)];
  const mine = new AsyncLocalStorage<true>();
  let count = 0;
  const fatal = async <T>(effect: () => Promise<T>): Promise<T> => {
    const isLast = count++ === step;
    if (isLast && !after) throw new Crash();
    const result = await effect();
    if (isLast) throw new Crash();
    return result;
  };
  const [tx, ask] = [db.tx.bind(db), client.ask.bind(client)];
  // Only the outermost transactions of this work count: those are its commits.
  db.tx = ((caller, job) => (mine.getStore() && !db.inTx ? fatal(() => tx(caller, job)) : tx(caller, job))) as Db['tx'];
  client.ask = ((call) => (mine.getStore() ? fatal(() => ask(call)) : ask(call))) as StripeClient['ask'];
  try {
    await mine.run(true, work);
    return false;
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
    return true;
  } finally {
    Object.assign(db, { tx });
    Object.assign(client, { ask });
  }
}

const DAY = '2027-03-14';
const BEFORE = '2027-03-13';
const EVENING = 18 * 60;

describe('a worker that dies during automatic payment', () => {
  it.each([
    ['a card', undefined, 'SUCCEEDED'],
    ['a debit that clears', { account: '000123456789' }, 'SUCCEEDED'],
    ['a debit that comes back', { account: '000222222227' }, 'FAILED'],
  ] as const)('with %s: at every commit and every request, before and after its effect, it charges once and forgets nobody', async (_what, how, end) => {
    const charges = app.app.get(AutopayChargesService);
    let schedules = 0;
    for (const after of [false, true]) for (let step = 0; ; step++) {
      const world = await anAutopayWorld(app, stripe, how);
      await anInvoiceDue(app, world, DAY);
      // The list is there but its morning has not begun, so that nobody but this test takes it up; and all news is lost.
      await itIs(app, world, BEFORE, EVENING);
      stripe.webhooks.drop({ next: 1_000 });
      const [row] = await chargesOf(app, world);
      const job = { tenantId: world.tenantId, chargeId: row!.id };
      const died = await dyingAt(step, after, () => charges.charge(job));
      // What the product does by itself: the same job again, and every five minutes whatever was left lying.
      await charges.charge(job);
      app.clock.set(new Date(app.clock.now().getTime() + 6 * 60_000));
      const settled = (await chargesOf(app, world))[0]!;
      if (settled.stripeIntentId) stripe.settleDebit(settled.stripeIntentId, end === 'FAILED' ? 'failed' : 'succeeded');
      await app.app.get(AutopayService).catchUp();
      const [charge] = await chargesOf(app, world);
      const taken = takenAtStripe(stripe, world);
      expect({ step, after, status: charge!.status, taken, booked: (await paymentsOf(app, world)).map(({ amount }) => amount), books: await differences(app, world.tenantId) })
        .toEqual({ step, after, status: end, taken: end === 'FAILED' ? [] : [9193], booked: taken, books: [] });
      stripe.webhooks.reset();
      app.clock.reset();
      schedules++;
      if (!died) break;
    }
    expect(schedules).toBeGreaterThanOrEqual(10);
  }, 58_000);
});

