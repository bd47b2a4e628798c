import papaparse from 'papaparse';
import { systemActor, type Actor } from '../../src/auth/actor.js';
import { Customer } from '../../src/customers/customer.entity.js';
import { Invoice } from '../../src/invoices/invoice.entity.js';
import { OutgoingMessage } from '../../src/messaging/outgoing-message.entity.js';
import { Language } from '../../src/tenancy/tenant.entity.js';
import { contactOf, staffOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { aCustomer, aTenant } from '../support/builders.js';
import { anInvoice, quebecTaxes } from '../support/builders/invoices.js';
import { aReachableCustomer } from '../support/builders/auth.js';
import { until } from '../support/builders/payments.js';
import { as } from '../support/graph.js';
import { fetchAs } from '../support/http.js';
import { drawing, words } from '../support/pdf.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
}, 60_000);
afterAll(() => app.close());

const WIDE = 'from: "2000-01-01", to: "2100-01-01"';

async function aWorld(name = 'Nathalie Tremblay'): Promise<{ clerk: Actor; nathalie: Actor; tenantId: string; customerId: string }> {
  const tenant = await aTenant(app);
  await quebecTaxes(app, tenant.id);
  const customer = await aCustomer(app, tenant.id, { name });
  return { clerk: staffOf(tenant.id, 'billing'), nathalie: contactOf(tenant.id, customer.id), tenantId: tenant.id, customerId: customer.id };
}

const credit = (clerk: Actor, id: string, amount: number) => as(app, clerk).run('mutation ($id: ID!, $amount: Float) { creditInvoice(id: $id, amount: $amount, reason: "Down") { __typename } }', { id, amount });
const pay = (clerk: Actor, customerId: string, amount: number) => as(app, clerk).run('mutation ($input: PaymentInput!) { recordPayment(input: $input) { __typename } }', { input: { customerId, amount, reference: 'Cheque 12' } });

async function file(actor: Actor, path: string): Promise<{ status: number; rows: string[][] }> {
  const response = await fetchAs(app, actor, `/files/accounting/${path}`);
  return { status: response.status, rows: papaparse.parse<string[]>((await response.text()).replace(/^\ufeff/, ''), { skipEmptyLines: true }).data };
}

describe('aged receivables', () => {
  it('put each debt where its age belongs', async () => {
    const { clerk, tenantId, customerId } = await aWorld();
    const today = app.clock.today('America/Toronto');
    const day = (back: number) => new Date(Date.parse(today) - back * 86_400_000).toISOString().slice(0, 10);
    for (const late of [0, 1, 30, 31, 60, 61, 90, 91]) {
      const { id } = await anInvoice(app, clerk, customerId, [{ unitPrice: 1000, taxable: false }]);
      await app.db.tx(systemActor(tenantId), () => app.db.repo(Invoice).update(id, { dueOn: day(late) }));
    }
    const { agedReceivables } = await as(app, clerk).run('{ agedReceivables { customers all { current { amount } days30 { amount } days60 { amount } days90 { amount } older { amount } total { amount currency } } lines { customerId amounts { total { amount } } } } }');
    expect(agedReceivables).toEqual({
      customers: 1, all: { current: { amount: 1000 }, days30: { amount: 2000 }, days60: { amount: 2000 }, days90: { amount: 2000 }, older: { amount: 1000 }, total: { amount: 8000, currency: 'CAD' } },
      lines: [{ customerId, amounts: { total: { amount: 8000 } } }],
    });
  });
});

describe('the tax report', () => {
  it('is what was charged less what was credited, by the books', async () => {
    const { clerk, customerId, nathalie } = await aWorld();
    const { id } = await anInvoice(app, clerk, customerId);
    expect((await as(app, clerk).run(`{ taxReport(${WIDE}) { sales { amount } taxes { code collected { amount } } } }`)).taxReport).toEqual({ sales: { amount: 7995 }, taxes: [{ code: 'GST', collected: { amount: 400 } }, { code: 'QST', collected: { amount: 798 } }] });
    await credit(clerk, id, 9193);
    expect((await as(app, clerk).run(`{ taxReport(${WIDE}) { sales { amount } taxes { collected { amount } } } }`)).taxReport).toEqual({ sales: { amount: 0 }, taxes: [{ collected: { amount: 0 } }, { collected: { amount: 0 } }] });
    expect((await as(app, nathalie).errors(`{ taxReport(${WIDE}) { sales { amount } } }`))[0]!.extensions.code).toBe('FORBIDDEN');
  });
});

describe('a statement', () => {
  it('runs from one balance to the other, and allocations do not show', async () => {
    const { clerk, customerId } = await aWorld();
    const { number } = await anInvoice(app, clerk, customerId);
    await pay(clerk, customerId, 5000);
    const { statement } = await as(app, clerk).run(`query ($id: ID!) { statement(customerId: $id, ${WIDE}) { opening { amount } closing { amount } lines { kind reference amount { amount } balance { amount } } } }`, { id: customerId });
    expect(statement).toEqual({ opening: { amount: 0 }, closing: { amount: 4193 }, lines: [
      { kind: 'INVOICE_ISSUED', reference: number, amount: { amount: 9193 }, balance: { amount: 9193 } },
      { kind: 'PAYMENT_RECEIVED', reference: 'Cheque 12', amount: { amount: -5000 }, balance: { amount: 4193 } },
    ] });
  });
});

describe('a customer’s own statement', () => {
  const OWN = `query ($id: ID, $from: DateOnly!, $to: DateOnly!) { statement(customerId: $id, from: $from, to: $to) { closing { amount } lines { kind method reference } } }`;
  const days = { from: '2000-01-01', to: '2100-01-01' };

  it('is theirs whoever they ask about, and says how each payment was made', async () => {
    const { clerk, nathalie, tenantId, customerId } = await aWorld();
    const other = await aCustomer(app, tenantId);
    await anInvoice(app, clerk, other.id);
    const { number } = await anInvoice(app, clerk, customerId);
    await pay(clerk, customerId, 5000);
    const { statement } = await as(app, nathalie).run(OWN, { ...days, id: other.id });
    expect(statement).toEqual({ closing: { amount: 4193 }, lines: [{ kind: 'INVOICE_ISSUED', method: null, reference: number }, { kind: 'PAYMENT_RECEIVED', method: 'CHEQUE', reference: 'Cheque 12' }] });
    expect((await as(app, staffOf(tenantId, 'billing')).run(OWN, { ...days, id: other.id })).statement.closing).toEqual({ amount: 9193 });
  });

  it('refuses days in the wrong order, at the field', async () => {
    const { nathalie } = await aWorld();
    const [error] = await as(app, nathalie).errors(OWN, { from: '2026-02-01', to: '2026-01-01' });
    expect(error!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: { from: 'after' } });
    expect((await fetchAs(app, nathalie, '/files/statements/mine.pdf?from=2026-02-01&to=2026-01-01')).status).toBe(400);
  });
});

describe('a statement on paper', () => {
  const paper = async (actor: Actor | null, who: string, from = '2000-01-01'): Promise<{ status: number; text: string; name: string }> => {
    const response = await fetchAs(app, actor, `/files/statements/${who}.pdf?from=${from}&to=2100-01-01`);
    const bytes = Buffer.from(await response.arrayBuffer());
    return { status: response.status, text: words(drawing(bytes)).replaceAll('\u00a0', ' '), name: response.headers.get('content-disposition') ?? '' };
  };

  it.each([
    [Language.FR, ['Relevé de compte', 'Solde au début', 'Facture', 'Paiement · chèque', '91,93 $', 'Solde à la fin', '41,93 $', 'Payez en ligne'], 'releve-'],
    [Language.EN, ['Account statement', 'Opening balance', 'Invoice', 'Payment · cheque', '$91.93', 'Closing balance', '$41.93', 'Pay online'], 'statement-'],
  ] as const)('speaks the customer’s language (%s): what was owed, what moved, what is owed', async (language, texts, name) => {
    const { clerk, nathalie, tenantId, customerId } = await aWorld();
    await app.db.tx(systemActor(tenantId), () => app.db.repo(Customer).update(customerId, { language }));
    const { number } = await anInvoice(app, clerk, customerId);
    await pay(clerk, customerId, 5000);
    for (const found of [await paper(clerk, customerId), await paper(nathalie, 'mine'), await paper(nathalie, customerId)]) {
      expect([found.status, found.name]).toEqual([200, expect.stringContaining(`filename="${name}`)]);
      for (const text of [...texts, number, 'Cheque 12', 'Nathalie Tremblay']) expect(found.text).toContain(text);
    }
  });

  it('goes over as many pages as it needs and says what is in the customer’s favour', async () => {
    const { clerk, customerId } = await aWorld();
    for (let n = 0; n < 36; n++) await pay(clerk, customerId, 1000 + n);
    const { text } = await paper(clerk, customerId);
    expect(text).toContain('Page 2 de 2');
    expect(text).toContain('À votre crédit');
    expect(text).toContain('366,30 $');
    expect(text.match(/^Cheque 12$/gm)).toHaveLength(36);
    expect(text).not.toContain('Payez en ligne');
  }, 30_000);

  it('is nobody else’s', async () => {
    const { nathalie, tenantId, clerk } = await aWorld();
    const other = await aCustomer(app, tenantId);
    expect((await paper(nathalie, other.id)).status).toBe(404);
    expect((await paper((await aWorld()).clerk, other.id)).status).toBe(404);
    expect((await paper(clerk, 'mine')).status).toBe(404);
    expect((await paper(null, other.id)).status).not.toBe(200);
  });
});

describe('a statement by mail', () => {
  const SEND = 'mutation ($id: ID, $from: DateOnly!) { sendStatement(customerId: $id, from: $from, to: "2100-01-01") { __typename ... on StatementSent { to } ... on Problem { message } } }';
  const kept = (tenantId: string, count: number) => until(() => app.db.tx(systemActor(tenantId), () => app.db.repo(OutgoingMessage).find({ where: { template: 'statement' }, order: { createdAt: 'ASC' } })), (found) => found.length >= count);

  it('goes to the customer, with the paper, for office and portal; the office can open what went out', async () => {
    const { clerk, tenantId } = await aWorld();
    const customer = await aReachableCustomer(app, tenantId, { email: 'nathalie@client.example', billingEmail: 'nathalie@client.example' });
    await anInvoice(app, clerk, customer.id);
    expect((await as(app, clerk).run(SEND, { id: customer.id, from: '2000-01-01' })).sendStatement).toEqual({ __typename: 'StatementSent', to: 'nathalie@client.example' });
    const [message] = await kept(tenantId, 1);
    expect(message).toMatchObject({ channel: 'EMAIL', recipient: 'nathalie@client.example', customerId: customer.id, attachmentName: expect.stringMatching(/^releve-.+\.pdf$/) });
    expect(message!.text.replaceAll('\u00a0', ' ')).toContain('91,93 $');
    const file = await fetchAs(app, clerk, `/files/messages/${message!.id}`);
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(words(drawing(Buffer.from(await file.arrayBuffer())))).toContain('Relevé de compte');
    const owner = contactOf(tenantId, customer.id);
    expect((await fetchAs(app, owner, `/files/messages/${message!.id}`)).status).toBe(404);
    expect((await as(app, owner).run(SEND, { from: '2000-01-01' })).sendStatement.__typename).toBe('StatementSent');
    expect(await kept(tenantId, 2)).toHaveLength(2);
  }, 30_000);

  it('says so where nobody can be written to, and goes to no other customer', async () => {
    const { clerk, tenantId } = await aWorld();
    const silent = await aReachableCustomer(app, tenantId, { cell: '514 555-0143' });
    expect((await as(app, clerk).run(SEND, { id: silent.id, from: '2000-01-01' })).sendStatement.__typename).toBe('NoMailForStatement');
    const [error] = await as(app, (await aWorld()).clerk).errors(SEND, { id: silent.id, from: '2000-01-01' });
    expect(error!.extensions.code).toBe('NOT_FOUND');
  });
});

describe('an export', () => {
  it.each([['quickbooks', 'InvoiceNo', 15], ['xero', '*ContactName', 27]] as const)('for %s has a row for each line and disarms formulas', async (format, first, columns) => {
    const { clerk, customerId } = await aWorld('=HYPERLINK("x")');
    const { number } = await anInvoice(app, clerk, customerId, [{ unitPrice: 8995 }, { unitPrice: -500 }]);
    const { status, rows } = await file(clerk, `${format}.csv?from=2000-01-01&to=2100-01-01`);
    expect([status, rows.length, rows[0]!.length, rows[0]![0]]).toEqual([200, 3, columns, first]);
    expect(rows[1]).toEqual(expect.arrayContaining([number, '\'=HYPERLINK("x")', '89.95']));
    expect(rows[2]).toEqual(expect.arrayContaining(['-5.00']));
  });

  it('for Sage is a journal whose debits and credits are equal', async () => {
    const { clerk, customerId } = await aWorld();
    const { id } = await anInvoice(app, clerk, customerId);
    await pay(clerk, customerId, 9193);
    await credit(clerk, id, 1000);
    const { rows } = await file(clerk, 'sage.csv?from=2000-01-01&to=2100-01-01');
    const sum = (column: number) => rows.slice(1).reduce((total, row) => total + Math.round(Number(row[column] || 0) * 100), 0);
    expect(sum(2)).toBe(sum(3));
    expect(sum(2)).toBeGreaterThan(18_000);
  });

  it('is for the office alone, and says what is wrong with the days', async () => {
    const { clerk, nathalie } = await aWorld();
    expect((await file(nathalie, 'sage.csv?from=2026-01-01&to=2026-02-01')).status).toBe(404);
    expect((await file(clerk, 'other.csv?from=2026-01-01&to=2026-02-01')).status).toBe(404);
    expect((await file(clerk, 'sage.csv?from=2026-02-01&to=2026-01-01')).status).toBe(400);
  });
});
