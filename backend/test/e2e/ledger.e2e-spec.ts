import fc from 'fast-check';
import { systemActor, type Actor } from '../../src/auth/actor.js';
import { Invoice, InvoiceStatus } from '../../src/invoices/invoice.entity.js';
import { LedgerService } from '../../src/ledger/ledger.service.js';
import { Payment, PaymentAllocation, PaymentMethod } from '../../src/payments/payment.entity.js';
import { contactOf, staffOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { aCustomer, aTenant } from '../support/builders.js';
import { anInvoice, anInvoiceOf, quebecTaxes } from '../support/builders/invoices.js';
import { differences, unbooked } from '../support/builders/ledger.js';
import { as } from '../support/graph.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
}, 60_000);
afterAll(() => app.close());

const BOOKS = `query ($id: ID) { ledgerOperations(invoiceId: $id) { nodes { kind entries { account taxCode amount { amount } } } } trialBalance(to: "2100-01-01") { account balance { amount } } }`;
const RECORD = `mutation ($input: PaymentInput!) { recordPayment(input: $input) { __typename } }`;
const VOID = `mutation ($id: ID!) { voidInvoice(id: $id, reason: "By chance") { __typename } }`;

const CREDIT = `mutation ($id: ID!, $amount: Float) { creditInvoice(id: $id, amount: $amount, reason: "By chance") { __typename } }`;
const WRITE_OFF = `mutation ($id: ID!) { writeOffInvoice(id: $id, reason: "By chance") { __typename } }`;
const REFUND = `mutation ($id: ID!, $amount: Float) { refundPayment(id: $id, amount: $amount, reason: "By chance") { __typename } }`;
const MOVE = `mutation ($id: ID!, $customerId: ID!) { movePayment(id: $id, customerId: $customerId) { __typename } }`;
const ALLOCATE = `mutation ($paymentId: ID!, $invoiceId: ID!, $amount: Float) { allocatePayment(paymentId: $paymentId, invoiceId: $invoiceId, amount: $amount) { __typename } }`;
const UNALLOCATE = ALLOCATE.replaceAll('allocatePayment', 'unallocatePayment');

async function aWorld(): Promise<{ clerk: Actor; nathalie: Actor; tenantId: string; customerId: string }> {
  const tenant = await aTenant(app);
  await quebecTaxes(app, tenant.id);
  const customer = await aCustomer(app, tenant.id);
  return { clerk: staffOf(tenant.id, 'billing'), nathalie: contactOf(tenant.id, customer.id), tenantId: tenant.id, customerId: customer.id };
}

describe('the ledger', () => {
  it('has an invoice, its payment and what it settled as operations that come to zero', async () => {
    const { clerk, customerId } = await aWorld();
    const { id } = await anInvoice(app, clerk, customerId);
    await as(app, clerk).run(RECORD, { input: { customerId, amount: 10_000 } });
    const { ledgerOperations, trialBalance } = await as(app, clerk).run(BOOKS, { id });
    const shown = ledgerOperations.nodes.map((node: { kind: string; entries: { account: string; taxCode: string | null; amount: { amount: number } }[] }) => [node.kind, Object.fromEntries(node.entries.map((e) => [e.taxCode ?? e.account, e.amount.amount]))]);
    expect(shown).toEqual(expect.arrayContaining([
      ['INVOICE_ISSUED', { RECEIVABLE: 9193, REVENUE: -7995, GST: -400, QST: -798 }],
      ['ALLOCATED', { CUSTOMER_CREDIT: 9193, RECEIVABLE: -9193 }],
    ]));
    const balances = Object.fromEntries(trialBalance.map((line: { account: string; balance: { amount: number } }) => [line.account, line.balance.amount]));
    expect(balances).toMatchObject({ RECEIVABLE: 0, CUSTOMER_CREDIT: -807, BANK: 10_000, REVENUE: -7995 });
    expect(trialBalance.reduce((sum: number, line: { balance: { amount: number } }) => sum + line.balance.amount, 0)).toBe(0);
  });

  it('is for the office alone; a statement finds what is the customer’s own in it, and nothing of another’s', async () => {
    const { clerk, nathalie, tenantId, customerId } = await aWorld();
    const other = await aCustomer(app, tenantId);
    await anInvoice(app, clerk, customerId);
    await anInvoice(app, clerk, other.id);
    expect((await as(app, nathalie).errors(BOOKS))[0]!.extensions.code).toBe('FORBIDDEN');
    for (const table of ['ledger_entry', 'ledger_operation']) {
      const owners = (actor: Actor) => app.db.tx({ ...actor }, () => app.db.query<{ customer_id: string }>(`select distinct customer_id from ${table} order by customer_id`)).then((rows) => rows.map((row) => row.customer_id));
      expect(await owners(nathalie)).toEqual([customerId]);
      expect(await owners(clerk)).toEqual([customerId, other.id].sort());
    }
  });
});

describe('PostgreSQL refuses', () => {
  const one = `insert into ledger_operation (id, kind, customer_id, occurred_on) values ($1, 'OPENING', $2, '2026-01-01')`;
  const sides = (amounts: readonly number[]) => `insert into ledger_entry (operation_id, account, amount, customer_id) values ${amounts.map((amount) => `($1, 'BANK', ${amount}, $2)`).join(', ')}`;

  it.each<[string, (run: (text: string) => Promise<unknown>) => Promise<unknown>]>([
    ['an operation that is a cent off', async (run) => { await run(one); await run(sides([100, -99])); }],
    ['an operation without entries', (run) => run(one)],
    ['entries added later that do not come to zero', async (run) => { await run(one); await run(sides([100, -100])); await run(sides([1])); }],
    ['to change an entry', async (run) => { await run(one); await run(sides([100, -100])); await app.db.query('update ledger_entry set amount = amount * 2'); }],
    ['to delete one', async (run) => { await run(one); await run(sides([100, -100])); await app.db.query('delete from ledger_entry'); }],
  ])('%s', async (_what, act) => {
    const { tenantId, customerId } = await aWorld();
    const id = crypto.randomUUID();
    const attempt = app.db.tx(systemActor(tenantId), () => act((text) => app.db.query(text, [id, customerId])));
    await expect(attempt).rejects.toThrow(/zero|permission denied|only grows/);
    expect(await app.db.tx(systemActor(tenantId), () => app.db.query('select id from ledger_operation'))).toEqual([]);
  });
});

describe('paper and ledger', () => {
  it('agree to the cent after any life of a customer', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('issue' as const), amount: fc.integer({ min: 0, max: 20_000 }), taxable: fc.boolean() }),
      fc.record({ kind: fc.constant('pay' as const), amount: fc.integer({ min: 1, max: 30_000 }), which: fc.option(fc.nat(20)) }),
      fc.record({ kind: fc.constant('void' as const), which: fc.nat(20) }),
      fc.record({ kind: fc.constantFrom('credit' as const, 'refund' as const, 'allocate' as const, 'unallocate' as const), which: fc.nat(20), amount: fc.option(fc.integer({ min: 1, max: 15_000 })), payment: fc.nat(20) }),
      fc.record({ kind: fc.constantFrom('writeOff' as const, 'move' as const), which: fc.nat(20), payment: fc.nat(20) }),
    );
    const { clerk, customerId, tenantId } = await aWorld();
    const others = [customerId, (await aCustomer(app, tenantId)).id];
    const payments = () => app.db.tx(systemActor(tenantId), () => app.db.repo(Payment).find({ order: { id: 'ASC' } }));
    const ids: string[] = [];
    let turn = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        for (const now of steps) {
          const id = 'which' in now && now.which !== null && ids.length ? ids[now.which % ids.length] : undefined;
          if (now.kind === 'issue') ids.push((await anInvoice(app, clerk, customerId, [{ unitPrice: now.amount, taxable: now.taxable }, { unitPrice: 333 }])).id);
          else if (now.kind === 'pay') await as(app, clerk).run(RECORD, { input: { customerId, invoiceId: id ?? null, amount: now.amount } });
          else if (now.kind === 'void' && id) await as(app, clerk).run(VOID, { id });
          else if (now.kind === 'credit' && id) await as(app, clerk).run(CREDIT, { id, amount: now.amount });
          else if (now.kind === 'writeOff' && id) await as(app, clerk).run(WRITE_OFF, { id });
          else if ('payment' in now && id) {
            const all = await payments();
            const payment = all[now.payment % Math.max(all.length, 1)]?.id;
            if (!payment) continue;
            if (now.kind === 'refund') await as(app, clerk).run(REFUND, { id: payment, amount: now.amount });
            else if (now.kind === 'move') await as(app, clerk).run(MOVE, { id: payment, customerId: others[turn++ % 2] });
            else if ('amount' in now) await as(app, clerk).run(now.kind === 'allocate' ? ALLOCATE : UNALLOCATE, { paymentId: payment, invoiceId: id, amount: now.amount });
          }
        }
        expect(await differences(app, tenantId)).toEqual([]);
        expect(await unbooked(app, tenantId)).toBe(0);
      }),
      { numRuns: 25 },
    );
  }, 90_000);

  it('agree on papers written past the services, with what was settled before as an opening', async () => {
    const { tenantId, customerId } = await aWorld();
    const [open, settledBefore, cancelled, credit] = [
      await anInvoiceOf(app, tenantId, customerId, { total: 11_500, subtotal: 10_000, taxTotal: 1499, taxes: [{ code: 'GST', rateMillionths: 50_000, amount: 500 }, { code: 'QST', rateMillionths: 99_750, amount: 999 }], number: 'A' }),
      await anInvoiceOf(app, tenantId, customerId, { total: 5000, balance: 0, state: InvoiceStatus.PAID, number: 'B' }),
      await anInvoiceOf(app, tenantId, customerId, { total: 700, balance: 0, state: InvoiceStatus.VOID, number: 'C' }),
      await anInvoiceOf(app, tenantId, customerId, { total: -300, balance: 0, state: InvoiceStatus.CREDITED, number: 'D' }),
    ];
    const payment = await app.db.tx(systemActor(tenantId), async () => {
      const made = await app.db.repo(Payment).save(Object.assign(new Payment(), { customerId, amount: 2000, currency: 'CAD', method: PaymentMethod.CARD, receivedOn: '2026-11-03', reference: '', stripePaymentIntentId: null, sourceId: 'P', creditNoteId: null }));
      await app.db.repo(PaymentAllocation).insert({ paymentId: made.id, invoiceId: open.id, customerId, amount: 2000, currency: 'CAD' });
      await app.db.repo(Invoice).update(open.id, { balance: 9500, state: InvoiceStatus.PARTLY_PAID });
      return made;
    });
    const papers = [open, settledBefore, cancelled, credit].map(({ id }) => id);
    const book = () => app.db.tx(systemActor(tenantId), () => app.app.get(LedgerService).catchUp(papers, [payment.id]));
    expect(await book()).toBeGreaterThan(0);
    expect([await differences(app, tenantId), await book()]).toEqual([[], 0]);
    await app.db.tx(systemActor(tenantId), () => app.db.repo(Invoice).update(open.id, { subtotal: 10_001 }));
    expect(await book()).toBeGreaterThan(0);
    expect([await differences(app, tenantId), await book()]).toEqual([[], 0]);
  });
});
