import fc from 'fast-check';
import { addDays } from '@demarc/time';
import { systemActor } from '../../src/auth/actor.js';
import { DunningService } from '../../src/dunning/dunning.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { accountOf, aDunningWorld, noonOf, runOn, serviceOf, type DunningWorld } from '../support/builders/dunning.js';
import { anInvoice } from '../support/builders/invoices.js';
import { differences, unbooked } from '../support/builders/ledger.js';
import { until } from '../support/builders/payments.js';
import { as } from '../support/graph.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
}, 60_000);
afterAll(() => app.close());
afterEach(() => app.clock.reset());

const SMALLEST = 2000;

type Move =
  | { readonly kind: 'days'; readonly n: number }
  | { readonly kind: 'invoice'; readonly price: number }
  | { readonly kind: 'pay'; readonly share: number }
  | { readonly kind: 'dispute'; readonly open: boolean }
  | { readonly kind: 'protect'; readonly on: boolean }
  | { readonly kind: 'hold'; readonly days: number }
  | { readonly kind: 'arrange'; readonly parts: number }
  | { readonly kind: 'crash' };

const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 9, arbitrary: fc.record({ kind: fc.constant('days' as const), n: fc.integer({ min: 1, max: 14 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('invoice' as const), price: fc.integer({ min: 1_000, max: 9_000 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('pay' as const), share: fc.constantFrom(0.3, 0.6, 1, 1.2) }) },
  fc.record({ kind: fc.constant('dispute' as const), open: fc.boolean() }),
  fc.record({ kind: fc.constant('protect' as const), on: fc.boolean() }),
  fc.record({ kind: fc.constant('hold' as const), days: fc.integer({ min: 1, max: 10 }) }),
  fc.record({ kind: fc.constant('arrange' as const), parts: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant('crash' as const) }),
);

interface Unpaid { readonly dueOn: string; readonly balance: number }

/** One customer's life, with an account of its own of what may happen to them. */
class Life {
  day = '2026-01-05';
  private protectedNow = false;
  private disputed = false;
  private heldUntil = '';

  constructor(readonly world: DunningWorld) {}

  async make(step: Move): Promise<void> {
    const { clerk, customerId, tenantId } = this.world;
    const run = as(app, clerk).run;
    if (step.kind === 'days') return this.days(step.n);
    if (step.kind === 'invoice') return void (await anInvoice(app, clerk, customerId, [{ unitPrice: step.price }]));
    if (step.kind === 'pay') {
      const amount = Math.round((await this.owed()).reduce((sum, { balance }) => sum + balance, 0) * step.share);
      if (amount > 0) await run('mutation ($input: PaymentInput!) { recordPayment(input: $input) { __typename } }', { input: { customerId, amount } });
      return this.isServedWhoPaid();
    }
    if (step.kind === 'protect') {
      this.protectedNow = step.on;
      await run('mutation ($id: ID!, $reason: String!) { protectService(customerId: $id, reason: $reason) { stage } }', { id: customerId, reason: step.on ? 'Medical alarm' : '' });
      if (step.on) await until(() => serviceOf(app, this.world), (state) => state === 'ON');
      return;
    }
    if (step.kind === 'hold') {
      this.heldUntil = addDays(this.day, step.days);
      return void (await run('mutation ($id: ID!, $until: DateOnly) { holdDunning(customerId: $id, until: $until, reason: "Promised") { stage } }', { id: customerId, until: this.heldUntil }));
    }
    if (step.kind === 'dispute') {
      this.disputed = step.open;
      return void (await app.db.tx(systemActor(tenantId), () => (step.open ? app.db.query(
        `with paid as (insert into payment (customer_id, amount, refunded, method, status, received_on) values ($1, 0, 0, 'CARD', 'SUCCEEDED', $2) returning id) insert into dispute (payment_id, customer_id, amount, status, stripe_dispute_id, opened_at) select id, $1, 1, 'NEEDS_RESPONSE', gen_random_uuid()::text, now() from paid`, [customerId, this.day])
        : app.db.query(`update dispute set status = 'WON' where customer_id = $1`, [customerId]))));
    }
    if (step.kind === 'arrange') return this.arrange(step.parts);
    const before = await accountOf(app, this.world);
    await expect(app.db.tx(systemActor(tenantId), async () => {
      await app.app.get(DunningService).review(tenantId, customerId, { day: this.day, steps: true });
      throw new Error('dies');
    })).rejects.toThrow('dies');
    expect(await accountOf(app, this.world)).toEqual(before);
  }

  /** A day after the other, each with its run; then the same day once more, which changes nothing. */
  private async days(n: number): Promise<void> {
    for (let i = 0; i < n; i++) {
      this.day = addDays(this.day, 1);
      const { suspended } = await runOn(app, this.world, this.day);
      if (suspended) await this.mayBeCutOff();
    }
    const before = await accountOf(app, this.world);
    expect(await app.app.get(DunningService).review(this.world.tenantId, this.world.customerId, { day: this.day, steps: true })).toEqual([]);
    expect((await accountOf(app, this.world))?.entries ?? []).toEqual(before?.entries ?? []);
  }

  private async mayBeCutOff(): Promise<void> {
    const overdue = (await this.owed()).filter(({ dueOn }) => dueOn < this.day);
    expect(overdue.reduce((sum, { balance }) => sum + balance, 0)).toBeGreaterThanOrEqual(SMALLEST);
    expect([this.protectedNow, this.disputed, this.heldUntil >= this.day]).toEqual([false, false, false]);
    const { entries } = await accountOf(app, this.world);
    // Since it was last all settled there was a reminder, on an earlier day.
    const earlier = (entries as { deed: string; day: string }[]).slice(1);
    const since = earlier.findIndex(({ deed }) => deed === 'CLOSED');
    expect((since < 0 ? earlier : earlier.slice(0, since)).some(({ deed, day }) => deed === 'REMINDED' && day < this.day)).toBe(true);
  }

  /** Whoever owes nothing that is overdue has their service, without waiting for a day's run. */
  private async isServedWhoPaid(): Promise<void> {
    const overdue = (await this.owed()).filter(({ dueOn }) => dueOn < this.day);
    if (overdue.length === 0) await until(() => serviceOf(app, this.world), (state) => state === 'ON');
  }

  private async arrange(parts: number): Promise<void> {
    const owed = await this.owed();
    const overdue = owed.filter(({ dueOn }) => dueOn < this.day);
    const total = (overdue.length ? overdue : owed).reduce((sum, { balance }) => sum + balance, 0);
    if (total < parts) return;
    const instalments = Array.from({ length: parts }, (_, i) => ({ dueOn: addDays(this.day, 10 * (i + 1)), amount: i ? Math.floor(total / parts) : total - Math.floor(total / parts) * (parts - 1) }));
    const { arrangePayments } = await as(app, this.world.clerk).run('mutation ($input: ArrangementInput!) { arrangePayments(input: $input) { __typename } }', { input: { customerId: this.world.customerId, instalments } });
    expect(['PaymentArrangement', 'ArrangementUnderWay']).toContain(arrangePayments.__typename);
  }

  private async owed(): Promise<Unpaid[]> {
    const { invoices } = await as(app, this.world.clerk).run('query ($id: ID!) { invoices(first: 100, filter: { customerId: $id }) { nodes { dueOn balance { amount } } } }', { id: this.world.customerId });
    return (invoices.nodes as { dueOn: string; balance: { amount: number } }[]).map(({ dueOn, balance }) => ({ dueOn, balance: balance.amount })).filter(({ balance }) => balance > 0);
  }
}

it('whatever happens to a customer: nobody who paid is cut off, whoever pays is given back, nothing is done twice', async () => {
  await fc.assert(fc.asyncProperty(fc.array(move, { minLength: 12, maxLength: 22 }), async (moves) => {
    const life = new Life(await aDunningWorld(app));
    await anInvoice(app, life.world.clerk, life.world.customerId);
    for (const step of [...moves, { kind: 'days', n: 3 } as const, { kind: 'pay', share: 1.2 } as const]) {
      await life.make(step);
      noonOf(app, life.day);
    }
    expect([await differences(app, life.world.tenantId), await unbooked(app, life.world.tenantId)]).toEqual([[], 0]);
  }), { numRuns: 8, seed: 20_261_121, endOnFailure: true });
}, 240_000);
