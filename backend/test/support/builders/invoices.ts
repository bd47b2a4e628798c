import { systemActor, type Actor } from '../../../src/auth/actor.js';
import { TaxRateRow } from '../../../src/catalog/catalog.entity.js';
import { Invoice, InvoiceStatus } from '../../../src/invoices/invoice.entity.js';
import type { TestApp } from '../app.js';
import { as } from '../graph.js';

/** Québec's two taxes, for a tenant without a catalogue. */
export async function quebecTaxes({ db }: TestApp, tenantId: string): Promise<void> {
  const row = (code: string, rateMillionths: number) => Object.assign(new TaxRateRow(), { province: 'QC', code, rateMillionths, validFrom: '2013-01-01', taxClasses: ['STANDARD', 'TELECOM'] });
  await db.tx(systemActor(tenantId), () => db.repo(TaxRateRow).save([row('GST', 50_000), row('QST', 99_750)]));
}

const CREATE = `mutation ($input: InvoiceInput!) { createInvoice(input: $input) { id } }`;
const ISSUE = `mutation ($id: ID!) { issueInvoice(id: $id) { __typename ... on Invoice { id number } } }`;

export interface DraftLine {
  readonly description?: string;
  readonly unitPrice: number;
  readonly quantity?: number;
  readonly taxable?: boolean;
  readonly periodStart?: string;
  readonly periodEnd?: string;
}

/** A draft, written as the office would. */
export async function aDraft(app: TestApp, clerk: Actor, customerId: string, lines: readonly DraftLine[] = [{ unitPrice: 7995 }]): Promise<string> {
  const input = { customerId, lines: lines.map((line) => ({ description: 'Internet fibre 500', ...line })) };
  return (await as(app, clerk).run(CREATE, { input })).createInvoice.id as string;
}

/** An issued invoice; naming only what matters. */
export async function anInvoice(app: TestApp, clerk: Actor, customerId: string, lines?: readonly DraftLine[]): Promise<{ id: string; number: string }> {
  const { issueInvoice } = await as(app, clerk).run(ISSUE, { id: await aDraft(app, clerk, customerId, lines) });
  return issueInvoice as { id: string; number: string };
}

/** An invoice of this total written straight into the books, as an import would. */
export async function anInvoiceOf({ db }: TestApp, tenantId: string, customerId: string, more: Partial<Invoice> & { total: number }): Promise<Invoice> {
  const { total } = more;
  const values = { customerId, currency: 'CAD', subtotal: total, taxTotal: 0, balance: total, state: InvoiceStatus.ISSUED, issuedOn: '2026-11-01', dueOn: '2099-01-01', ...more };
  return db.tx(systemActor(tenantId), () => db.repo(Invoice).save(Object.assign(new Invoice(), values)));
}
