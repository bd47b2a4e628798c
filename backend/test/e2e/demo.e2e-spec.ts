import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instantOf } from '@demarc/time';
import { systemActor } from '../../src/auth/actor.js';
import { DemoLinesService } from '../../src/demo/demo-lines.service.js';
import { DemoService } from '../../src/demo/demo.service.js';
import { AutopayChargesService } from '../../src/payments/autopay-charges.service.js';
import { StripeSandbox } from '../../src/payments/stripe-sandbox.js';
import { TenancyService } from '../../src/tenancy/tenancy.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { differences } from '../support/builders/ledger.js';

let app: TestApp;
let tenantId: string;
let signInAs: readonly { identifier: string; password?: string }[];
beforeAll(async () => {
  const base = process.env['TEST_DATA_DIR'] ?? tmpdir();
  mkdirSync(base, { recursive: true });
  app = await startApp({ env: { DEMO: 'on', DATA_DIR: mkdtempSync(join(base, 'demo-')) } });
  app.clock.set(instantOf('2026-11-18', 13 * 60 + 10, 'America/Toronto'));
  signInAs = await app.app.get(DemoService).ensure();
  tenantId = (await app.app.get(TenancyService).bySlug('demo'))!.id;
}, 180_000);
afterAll(() => app.close());

const ask = async <T = Record<string, string>>(text: string): Promise<T[]> => app.db.tx(systemActor(tenantId), () => app.db.query<T>(text));
const count = async (from: string): Promise<number> => Number((await ask(`select count(*) from ${from}`))[0]!['count']);

describe('the demo provider', () => {
  it('is made once, and is found by any host in development', async () => {
    expect(await app.app.get(DemoService).ensure()).toEqual(signInAs);
    expect(await app.app.get(TenancyService).all()).toHaveLength(1);
    expect((await app.app.get(TenancyService).ofHost('anything.test:3000'))?.slug).toBe('demo');
  });

  it('has the size of a small provider', async () => {
    expect(await count('customer')).toBe(300);
    expect(await count('technician')).toBe(8);
    expect(await count('ticket')).toBe(120);
    expect(await count(`ticket where status not in ('RESOLVED', 'CLOSED')`)).toBe(14);
    expect(await count('invoice')).toBe(900);
    expect(await count(`job where day = '2026-11-18'`)).toBe(60);
    expect(await count(`job where day = '2026-11-18' and technician_id is null`)).toBe(9);
  });

  it('has a day under way: work done this morning, somebody on site, and more to come', async () => {
    const rows = await ask<{ status: string }>(`select distinct status from job where day = '2026-11-18'`);
    expect(rows.map(({ status }) => status)).toEqual(expect.arrayContaining(['COMPLETED', 'ON_SITE', 'SCHEDULED', 'OPEN']));
    expect(await count(`job where completed_at > '2026-11-18T18:10:00Z' or arrived_at > '2026-11-18T18:10:00Z'`)).toBe(0);
  });

  it('sends no technician to two places at once, or home after the shift', async () => {
    expect(await count(`job a join job b on a.technician_id = b.technician_id and a.id < b.id and a.starts_at < b.ends_at and b.starts_at < a.ends_at`)).toBe(0);
    expect(await count(`job j join technician t on t.id = j.technician_id where (ends_at at time zone 'America/Toronto')::time > make_time(t.shift_end / 60, t.shift_end % 60, 0)`)).toBe(0);
  });

  it('keeps its books: lines, taxes, payments and balances agree to the cent', async () => {
    expect(await count(`invoice i where subtotal <> (select sum(amount) from invoice_line where invoice_id = i.id) or total <> subtotal + tax_total`)).toBe(0);
    expect(await count(`invoice i where balance <> total - coalesce((select sum(amount) from payment_allocation where invoice_id = i.id), 0)`)).toBe(0);
    expect(await count(`invoice where (state = 'PAID') <> (balance = 0)`)).toBe(0);
    expect(await count(`payment where received_on > '2026-11-18'`)).toBe(0);
    expect(await count(`invoice where state in ('ISSUED', 'PARTLY_PAID') and due_on < '2026-11-18'`)).toBeGreaterThan(5);
  });

  it('has customers who pay by itself: tomorrow’s list is there with two held back, and the months before went through', async () => {
    expect(await count('autopay where active')).toBe(28);
    expect(await count(`autopay_charge where day = '2026-11-19' and status = 'PLANNED'`)).toBeGreaterThan(2);
    expect(await ask(`select hold_reason from autopay_charge where day = '2026-11-19' and status = 'HELD' order by hold_reason`)).toEqual([{ hold_reason: 'BY_HAND' }, { hold_reason: 'METHOD_EXPIRED' }]);
    expect(await count(`autopay_charge c where status = 'SUCCEEDED' and not exists (select from payment p join payment_allocation a on a.payment_id = p.id where a.invoice_id = c.invoice_ids[1] and p.received_on = c.day and p.amount = c.amount)`)).toBe(0);
    expect(await count(`autopay_charge c where status = 'PLANNED' and c.amount <> (select sum(balance) from invoice i where i.customer_id = c.customer_id and i.due_on <= c.day)`)).toBe(0);
  });

  it('has next month’s bills before it, with plans changed within the month and one amount held, and a comparison with the system before', async () => {
    expect(await ask(`select shadow, status, (select count(*)::int from billing_run_item where run_id = r.id and total is distinct from theirs and r.shadow) differing from billing_run r order by shadow`)).toEqual([{ shadow: false, status: 'READY', differing: 0 }, { shadow: true, status: 'DONE', differing: 3 }]);
    expect(await count(`billing_run_item i join billing_run r on r.id = i.run_id where not r.shadow and i.reason = 'UNUSUAL_AMOUNT'`)).toBeGreaterThan(0);
    expect(await count(`billing_charge where invoice_id is null`)).toBeGreaterThan(5);
    expect(await count(`subscription where billed_through is distinct from '2026-11-30'`)).toBe(0);
  });

  it('charges what was saved at the processor that comes with it', async () => {
    const stripe = await app.app.get(StripeSandbox).control();
    const [row] = await ask<{ id: string }>(`select id from autopay_charge where status = 'PLANNED' order by id limit 1`);
    await app.app.get(AutopayChargesService).charge({ tenantId, chargeId: row!.id });
    expect(await ask(`select status, failure from autopay_charge where id = '${row!.id}'`)).toEqual([{ status: expect.stringMatching(/^(SUCCEEDED|PROCESSING)$/), failure: null }]);
    expect(stripe.events().map(({ type }) => type)).toContain('payment_intent.created');
  }, 30_000);

  it('has a disputed payment that stands in the books', async () => {
    expect(await ask(`select sum(e.amount)::int amount from ledger_entry e where account = 'DISPUTED'`)).toEqual(await ask('select sum(amount)::int amount from dispute'));
    expect(await differences(app, tenantId)).toEqual([]);
  });

  it('goes on numbering after its own numbers', async () => {
    expect(await ask('select series, last from number_series order by series')).toEqual([
      { series: 'C', last: '300' }, { series: 'INV-2026', last: '900' }, { series: 'job', last: String(await count('job')) }, { series: 'order', last: String(await count('sales_order')) }, { series: 'ticket', last: '120' },
    ]);
  });

  it('has one gateway of the photographs in stock, and the other nowhere', async () => {
    expect(await ask(`select status, mac from device where serial_key = '22334455667788990'`)).toEqual([{ status: 'IN_STOCK', mac: '30:DE:4B:00:11:22' }]);
    expect(await count(`device where serial_key in ('48575443ABCD1234', 'HWTCABCD1234')`)).toBe(0);
  });

  it('knows what its devices belong to: the plan that comes through a terminal, the Wi-Fi point behind it, and eight terminals at one splitter', async () => {
    expect(await count(`device d join device p on p.id = d.parent_id where d.kind = 'WIFI_POINT' and p.kind = 'ONT' and p.location_id = d.location_id and d.subscription_id is not null`)).toBe(await count(`device where kind = 'WIFI_POINT'`));
    expect(await count(`device where owner = 'CUSTOMER'`)).toBeGreaterThan(3);
    expect(await count(`device d join subscription s on s.id = d.subscription_id where s.customer_id <> d.customer_id or s.location_id <> d.location_id`)).toBe(0);
    expect(await count(`device d join device p on p.id = d.parent_id where p.serial = 'RPT-STJ-014'`)).toBe(8);
    expect(await count(`service_location where contacts <> '[]'`)).toBeGreaterThan(30);
  });

  it('has lines that speak: every terminal at a visit of the day, weak where somebody is on the way to repair it, and left to another collector that feeds one', async () => {
    const lines = app.app.get(DemoLinesService);
    const installed = `device d join job j on j.location_id = d.location_id and j.day = '2026-11-18' where d.status = 'INSTALLED'`;
    expect(await count(installed)).toBeGreaterThan(40);
    expect(await count(`${installed} and not exists (select from sample s where s.device_id = d.id and s.metric = case when d.kind = 'ONT' then 'olt_power' else 'latency' end and s.at = '2026-11-18T18:10:00Z')`)).toBe(0);
    expect(await count(`${installed} and j.kind = 'REPAIR' and j.completed_at is null and exists (select from sample s where s.device_id = d.id and s.metric = 'optical_power' and s.at = '2026-11-18T18:10:00Z' and s.value not between -27 and -25)`)).toBe(0);
    const [line] = await ask<{ id: string }>(`select d.id from ${installed} limit 1`);
    await ask(`insert into sample (device_id, metric, at, value) values ('${line!.id}', 'optical_power', '2026-11-18T18:14:07Z', -28)`);
    app.clock.set(instantOf('2026-11-18', 13 * 60 + 15, 'America/Toronto'));
    await lines.speak(tenantId, true);
    expect(await count(`sample where at = '2026-11-18T18:15:00Z' and metric = 'latency'`)).toBeGreaterThan(40);
    expect(await count(`sample where at = '2026-11-18T18:15:00Z' and device_id = '${line!.id}'`)).toBe(0);
    expect(await count('alert_event')).toBe(0);
  });

  it('offers the three sides of the story to sign in as', () => {
    expect(signInAs.map(({ identifier }) => identifier)).toEqual(expect.arrayContaining(['dispatch@demo.example', 'nathalie.tremblay@example.com', 'technicien1@demo.example']));
    expect(signInAs.find(({ identifier }) => identifier === 'dispatch@demo.example')?.password?.length).toBeGreaterThanOrEqual(12);
  });
});
