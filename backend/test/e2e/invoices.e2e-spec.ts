import fc from 'fast-check';
import { systemActor, type Actor } from '../../src/auth/actor.js';
import { Invoice, InvoiceStatus } from '../../src/invoices/invoice.entity.js';
import { Language } from '../../src/tenancy/tenant.entity.js';
import { contactOf, staffOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { aCustomer, aTenant } from '../support/builders.js';
import { aDraft, anInvoice, anInvoiceOf, quebecTaxes } from '../support/builders/invoices.js';
import { as } from '../support/graph.js';
import { fetchAs } from '../support/http.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
}, 60_000);
afterAll(() => app.close());
afterEach(() => app.clock.reset());

const ISSUE = `mutation ($id: ID!) { issueInvoice(id: $id) { __typename ... on Invoice { number status issuedOn dueOn balance { amount } } ... on Problem { message } ... on InvoiceAlreadyIssued { was: number } } }`;
const VOID = `mutation ($id: ID!, $reason: String!) { voidInvoice(id: $id, reason: $reason) { __typename ... on Invoice { status voidReason balance { amount } } ... on Problem { message } } }`;
const RECORD = `mutation ($input: PaymentInput!) { recordPayment(input: $input) { __typename ... on Payment { amount { amount } allocations { amount { amount } } } ... on Problem { message } } }`;

async function aWorld(more: object = {}): Promise<{ clerk: Actor; nathalie: Actor; tenantId: string; customerId: string }> {
  const tenant = await aTenant(app);
  await quebecTaxes(app, tenant.id);
  const customer = await aCustomer(app, tenant.id, more);
  return { clerk: staffOf(tenant.id), nathalie: contactOf(tenant.id, customer.id), tenantId: tenant.id, customerId: customer.id };
}

describe('an invoice', () => {
  it('is a draft with Québec’s taxes, then numbered, then owed', async () => {
    const { clerk, customerId } = await aWorld();
    const id = await aDraft(app, clerk, customerId, [{ unitPrice: 7995, periodStart: '2026-11-01', periodEnd: '2026-11-30' }, { unitPrice: 1000, quantity: 2, taxable: false }]);
    const draft = await as(app, clerk).run(`query ($id: ID!) { invoice(id: $id) { number status subtotal { amount } total { amount currency } taxes { code rateMillionths amount } lines { description quantity amount { amount } periodEnd } } }`, { id });
    expect(draft.invoice).toEqual({
      number: null, status: 'DRAFT', subtotal: { amount: 9995 }, total: { amount: 11_193, currency: 'CAD' },
      taxes: [{ code: 'GST', rateMillionths: 50_000, amount: 400 }, { code: 'QST', rateMillionths: 99_750, amount: 798 }],
      lines: [{ description: 'Internet fibre 500', quantity: 1, amount: { amount: 7995 }, periodEnd: '2026-11-30' }, { description: 'Internet fibre 500', quantity: 2, amount: { amount: 2000 }, periodEnd: null }],
    });
    const { issueInvoice } = await as(app, clerk).run(ISSUE, { id });
    expect(issueInvoice).toMatchObject({ __typename: 'Invoice', status: 'ISSUED', balance: { amount: 11_193 } });
    expect(issueInvoice.number).toMatch(/^INV-\d{4}-000001$/);
  });

  it('is not issued twice', async () => {
    const { clerk, customerId } = await aWorld();
    const { id, number } = await anInvoice(app, clerk, customerId);
    expect((await as(app, clerk).run(ISSUE, { id })).issueInvoice).toEqual({ __typename: 'InvoiceAlreadyIssued', message: 'This invoice has already been issued.', was: number });
  });

  it('is overdue from the day after it was due, by the provider’s local day', async () => {
    const { clerk, tenantId, customerId } = await aWorld();
    const day = (shift: number) => new Date(Date.parse(app.clock.today('America/Toronto')) + shift * 86_400_000).toISOString().slice(0, 10);
    const late = await anInvoiceOf(app, tenantId, customerId, { total: 100, dueOn: day(-1), number: 'LATE' });
    await anInvoiceOf(app, tenantId, customerId, { total: 100, dueOn: day(0), number: 'TODAY' });
    const { invoices } = await as(app, clerk).run('{ invoices(filter: { status: [OVERDUE] }) { nodes { id status } totalCount } }');
    expect(invoices).toEqual({ nodes: [{ id: late.id, status: 'OVERDUE' }], totalCount: 1 });
  });

  it('is found by its number and by its customer’s name', async () => {
    const { clerk, customerId } = await aWorld({ name: 'Érablière du Lac' });
    const { id, number } = await anInvoice(app, clerk, customerId);
    for (const text of [number.slice(-4), 'érablière']) expect((await as(app, clerk).run('query ($text: String) { invoices(filter: { text: $text }) { nodes { id } } }', { text })).invoices.nodes).toEqual([{ id }]);
  });

  it('can be made void while nothing was paid, and keeps its number', async () => {
    const { clerk, customerId } = await aWorld();
    const { id } = await anInvoice(app, clerk, customerId);
    expect((await as(app, clerk).run(VOID, { id, reason: 'Made twice' })).voidInvoice).toEqual({ __typename: 'Invoice', status: 'VOID', voidReason: 'Made twice', balance: { amount: 0 } });
    expect((await as(app, clerk).run(VOID, { id, reason: 'Again' })).voidInvoice.__typename).toBe('InvoiceNotOpen');
  });

  it('cannot be made void once money came in', async () => {
    const { clerk, customerId } = await aWorld();
    const { id } = await anInvoice(app, clerk, customerId);
    await as(app, clerk).run(RECORD, { input: { customerId, invoiceId: id, amount: 100 } });
    expect((await as(app, clerk).run(VOID, { id, reason: 'No more' })).voidInvoice.__typename).toBe('InvoiceHasPayments');
  });
});

describe('numbers', () => {
  it('have no gap and no double when 50 are issued at once, some of them refused', async () => {
    const { clerk, customerId, tenantId } = await aWorld();
    const drafts = await Promise.all(Array.from({ length: 50 }, () => aDraft(app, clerk, customerId)));
    const below = await aDraft(app, clerk, customerId, [{ unitPrice: -100 }]);
    await Promise.all([...drafts, below, below].map((id) => as(app, clerk).run(ISSUE, { id })));
    const numbers = (await app.db.tx(systemActor(tenantId), () => app.db.repo(Invoice).find())).flatMap(({ number }) => number ?? []).sort();
    expect(numbers.map((number) => Number(number.slice(-6)))).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
  }, 60_000);
});

describe('a customer in the portal', () => {
  it('sees their own issued invoices, and nothing of drafts or of others', async () => {
    const { clerk, nathalie, customerId, tenantId } = await aWorld();
    const mine = await anInvoice(app, clerk, customerId);
    const draft = await aDraft(app, clerk, customerId);
    const theirs = await anInvoice(app, clerk, (await aCustomer(app, tenantId)).id);
    const { invoices } = await as(app, nathalie).run('{ invoices { nodes { number } totalCount } }');
    expect(invoices).toEqual({ nodes: [{ number: mine.number }], totalCount: 1 });
    for (const id of [draft, theirs.id]) expect((await as(app, nathalie).run('query ($id: ID!) { invoice(id: $id) { id } }', { id })).invoice).toBeNull();
    expect((await as(app, nathalie).run('query ($number: String!) { invoiceByNumber(number: $number) { id } }', { number: theirs.number })).invoiceByNumber).toBeNull();
    expect((await as(app, nathalie).errors(ISSUE, { id: draft }))[0]!.extensions.code).toBe('FORBIDDEN');
  });

  it('has one page that tells balance, unpaid ones and the latest five, in one answer', async () => {
    const { clerk, nathalie, customerId } = await aWorld();
    for (let i = 0; i < 6; i++) await anInvoice(app, clerk, customerId, [{ unitPrice: 1000, taxable: false }]);
    await as(app, clerk).run(RECORD, { input: { customerId, amount: 1500 } });
    const { myAccount } = await as(app, nathalie).run('{ myAccount { balance { amount } credit { amount } unpaidCount openTicketCount nextVisit { title } invoices(first: 5) { status } } }');
    expect(myAccount).toMatchObject({ balance: { amount: 4500 }, credit: { amount: 0 }, unpaidCount: 5, openTicketCount: 0, nextVisit: null });
    expect(myAccount.invoices).toHaveLength(5);
  });
});

describe('the books', () => {
  it('balance after any sequence of payments, partial, too large or for nothing in particular', async () => {
    const { clerk, customerId, tenantId } = await aWorld();
    const step = fc.oneof(
      fc.record({ kind: fc.constant('issue' as const), amount: fc.integer({ min: 0, max: 20_000 }) }),
      fc.record({ kind: fc.constant('pay' as const), amount: fc.integer({ min: 1, max: 30_000 }), which: fc.option(fc.nat(20)) }),
      fc.record({ kind: fc.constant('void' as const), which: fc.nat(20) }),
    );
    const ids: string[] = [];
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        for (const now of steps) {
          const id = 'which' in now && now.which !== null && ids.length ? ids[now.which % ids.length] : undefined;
          if (now.kind === 'issue') ids.push((await anInvoice(app, clerk, customerId, [{ unitPrice: now.amount, taxable: false }])).id);
          else if (now.kind === 'pay') await as(app, clerk).run(RECORD, { input: { customerId, invoiceId: id ?? null, amount: now.amount } });
          else if (id) await as(app, clerk).run(VOID, { id, reason: 'By chance' });
        }
        const wrong = await app.db.tx(systemActor(tenantId), () =>
          app.db.query(
            `select i.id from invoice i left join lateral (select coalesce(sum(amount), 0) paid from payment_allocation a where a.invoice_id = i.id) a on true
             where (i.state <> 'VOID' and i.balance <> i.total - a.paid) or (i.state = 'VOID' and (i.balance <> 0 or a.paid <> 0)) or (i.state = 'PAID') <> (i.state <> 'VOID' and i.balance = 0)
             union all select p.id from payment p where p.amount < (select coalesce(sum(amount), 0) from payment_allocation a where a.payment_id = p.id)`,
          ));
        expect(wrong).toEqual([]);
      }),
      { numRuns: 12 },
    );
  }, 60_000);
});

describe('the paper', () => {
  const fetchPdf = (actor: Actor, id: string) => fetchAs(app, actor, `/files/invoices/${id}.pdf`);

  it('is a PDF for its customer, for staff, and for nobody else', async () => {
    const { clerk, nathalie, customerId, tenantId } = await aWorld({ name: 'Hélène Côté', language: Language.FR });
    const { id, number } = await anInvoice(app, clerk, customerId);
    for (const actor of [clerk, nathalie]) {
      const response = await fetchPdf(actor, id);
      expect(response.headers.get('content-disposition')).toBe(`inline; filename="${number}.pdf"`);
      expect(Buffer.from(await response.arrayBuffer()).subarray(0, 5).toString()).toBe('%PDF-');
    }
    const other = contactOf(tenantId, (await aCustomer(app, tenantId)).id);
    expect((await fetchPdf(other, id)).status).toBe(404);
    expect((await fetchPdf(staffOf((await aTenant(app)).id), id)).status).toBe(404);
    expect((await fetch(`${app.url}/files/invoices/${id}.pdf`, { redirect: 'manual' })).status).toBe(303);
    expect((await fetchPdf(clerk, 'nothing')).status).toBe(404);
  });

  it('has as many pages as it needs', async () => {
    const { clerk, customerId } = await aWorld();
    const { id } = await anInvoice(app, clerk, customerId, Array.from({ length: 60 }, (_, i) => ({ unitPrice: 100 + i, periodStart: '2026-11-01', periodEnd: '2026-11-30' })));
    const bytes = Buffer.from(await (await fetchPdf(clerk, id)).arrayBuffer()).toString('latin1');
    expect(bytes.match(/\/Type \/Page\b/g)!.length).toBeGreaterThanOrEqual(3);
  });

  it('is not made for a draft', async () => {
    const { clerk, customerId } = await aWorld();
    expect((await fetchPdf(clerk, await aDraft(app, clerk, customerId))).status).toBe(404);
  });
});

it('an invoice of nothing is settled from the start', async () => {
  const { clerk, customerId } = await aWorld();
  const { issueInvoice } = await as(app, clerk).run(ISSUE, { id: await aDraft(app, clerk, customerId, [{ unitPrice: 0 }]) });
  expect(issueInvoice.status).toBe(InvoiceStatus.PAID);
});
