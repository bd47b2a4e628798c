import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemActor, type Actor } from '../../src/auth/actor.js';
import { Device } from '../../src/equipment/device.entity.js';
import { VisionReader, VisionUnavailable } from '../../src/vision/reader.js';
import { contactOf, staffOf, technicianOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { aCustomer, aTenant } from '../support/builders.js';
import { as } from '../support/graph.js';
import { fetchAs } from '../support/http.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const photo = (name: string) => readFileSync(join(import.meta.dirname, '../cases/vision', `${name}.jpg`));
const ScanById = 'query Scan($id: ID!) { scan(id: $id) { id status mode source codes { format text } fields { name value } device { serial } } }';

async function send(actor: Actor | null, bytes: Buffer, form: Readonly<Record<string, string>> = {}, headers: Readonly<Record<string, string>> = {}) {
  const body = new FormData();
  for (const [name, value] of Object.entries(form)) body.set(name, value);
  body.set('photo', new Blob([new Uint8Array(bytes)]), 'photo.jpg');
  const response = await fetchAs(app, actor, '/files/scan', { method: 'POST', body, headers });
  return { status: response.status, body: (await response.json()) as { scanId: string; codes: { format: string }[] } };
}

async function world() {
  const tenant = await aTenant(app);
  const customer = await aCustomer(app, tenant.id);
  const add = (more: Partial<Device>) => app.db.tx(systemActor(tenant.id), () => app.db.repo(Device).save(Object.assign(new Device(), { brand: 'Huawei', ...more })));
  return { tenant, customer, add, tech: technicianOf(tenant.id, randomUUID()) };
}

describe('a photo of a label', () => {
  it('is read, and the device is found by its serial before its MAC', async () => {
    const { tech, add } = await world();
    await add({ serial: 'OTHER-1', serialKey: 'OTHER1', mac: '00:25:9E:0A:0B:0C' });
    const ours = await add({ serial: 'HWTCABCD1234', serialKey: 'HWTCABCD1234' });
    const { status, body } = await send(tech, photo('HUAWEI-combo'), { mode: 'BARCODE' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ mode: 'BARCODE', status: 'DONE', source: 'SERVER', fields: { serial: '48575443ABCD1234', mac: '00:25:9E:0A:0B:0C', gpon: 'HWTCABCD1234', brand: 'Huawei' }, match: { id: ours.id, tier: 'SERIAL' } });
    expect(body.codes.map((c) => c.format).sort()).toEqual(['CODE_128', 'CODE_128', 'DATA_MATRIX']);
    const { scan } = await as(app, tech).run(ScanById, { id: body.scanId });
    expect(scan).toMatchObject({ status: 'DONE', source: 'SERVER', device: { serial: 'HWTCABCD1234' } });
  }, 30_000);

  it('is found by its MAC when nothing else is known, and by nothing when it is not ours', async () => {
    const { tech, add } = await world();
    expect((await send(tech, photo('TP-Link-rot90'))).body).toMatchObject({ match: null });
    await add({ serial: 'X-1', serialKey: 'X1', mac: '30:DE:4B:00:11:22' });
    expect((await send(tech, photo('TP-Link-rot90'))).body).toMatchObject({ match: { serial: 'X-1', tier: 'MAC' } });
  });

  it('as a label tells brand and model too', async () => {
    const { tenant } = await world();
    const { body } = await send(staffOf(tenant.id, 'dispatcher'), photo('HUAWEI-jpeg60'), { mode: 'LABEL' });
    expect(body).toMatchObject({ mode: 'LABEL', fields: { brand: expect.stringMatching(/huawei/i), model: 'EG8145V5', serial: '48575443ABCD1234', mac: '00:25:9E:0A:0B:0C', gpon: 'HWTCABCD1234' } });
  }, 30_000);

  it('is kept, and shown to its technician and the office only', async () => {
    const { tech, tenant } = await world();
    const { body } = await send(tech, photo('TP-Link-small'));
    const see = (actor: Actor, path = body.scanId) => fetchAs(app, actor, `/files/scan/${path}`);
    const seen = await see(tech);
    expect([seen.status, seen.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect((await (await see(tech, `${body.scanId}?size=small`)).arrayBuffer()).byteLength).toBeLessThan((await seen.arrayBuffer()).byteLength);
    const another = technicianOf(tenant.id, randomUUID());
    expect((await see(another)).status).toBe(404);
    expect((await as(app, another).run(ScanById, { id: body.scanId })).scan).toBeNull();
    expect((await see(staffOf(tenant.id))).status).toBe(200);
    const elsewhere = await world();
    expect((await see(staffOf(elsewhere.tenant.id))).status).toBe(404);
    expect((await see(tech, 'not-an-id')).status).toBe(404);
  });

  it('is read later when too many come at once, and its arrival is told', async () => {
    const { tech } = await world();
    const reader = app.app.get(VisionReader);
    let isOver = false;
    const others = Array.from({ length: 20 }, async () => {
      while (!isOver) {
        await reader.readBarcodes(photo('TP-Link-rot33')).catch((error: unknown) => expect(error).toBeInstanceOf(VisionUnavailable));
        await new Promise((resolve) => setImmediate(resolve));
      }
    });
    const all = await Promise.all(Array.from({ length: 6 }, () => send(tech, photo('HUAWEI-tiny'))));
    isOver = true;
    await Promise.all(others);
    const later = all.filter((answer) => answer.status === 202);
    expect(all.filter((answer) => answer.status !== 200 && answer.status !== 202)).toEqual([]);
    expect(later.length).toBeGreaterThan(0);
    for (const { body } of later) {
      const feed = await as(app, tech).subscribe('subscription Done($id: ID!) { scanFinished(id: $id) { status fields { name value } } }', { id: body.scanId });
      const { scan } = await as(app, tech).run(ScanById, { id: body.scanId });
      const done = scan.status === 'DONE' ? scan : (await feed.next()).scanFinished;
      expect(done).toMatchObject({ status: 'DONE', fields: expect.arrayContaining([{ name: 'serial', value: '48575443ABCD1234' }]) });
      await feed.close();
    }
  }, 60_000);
});

describe('a supplier’s invoice', () => {
  const Invoice = '{ status invoice { supplier number issuedOn subtotal tax total doubts lines { code description quantity unitPrice amount } } }';

  it('is read with its header and lines, and a photo of nothing is told as such', async () => {
    const { tech, tenant } = await world();
    const office = staffOf(tenant.id);
    const read = async (name: string) => {
      const { body } = await send(office, readFileSync(join(import.meta.dirname, '../cases', name)), { mode: 'INVOICE' });
      return (await as(app, office).run(`query ($id: ID!) { scan(id: $id) ${Invoice} }`, { id: body.scanId })).scan;
    };
    expect(await read('supplier-invoices/fibrex.jpg')).toEqual({ status: 'DONE', invoice: {
      supplier: 'Distribution Fibrex inc.', number: 'FX-20418', issuedOn: '2026-11-18', subtotal: 183_900, tax: 27_539, total: 211_439, doubts: [],
      lines: [
        { code: 'SC-APC', description: 'Connecteur SC/APC', quantity: 400, unitPrice: 235, amount: 94_000 },
        { code: 'PTO-1', description: 'Prise optique murale', quantity: 60, unitPrice: 890, amount: 53_400 },
        { code: 'PATCH-2', description: 'Cordon optique, 2 m', quantity: 80, unitPrice: 425, amount: 34_000 },
        { code: '', description: 'Frais de livraison', quantity: 1, unitPrice: 2500, amount: 2500 },
      ],
    } });
    expect((await read('vision/HUAWEI-tiny.jpg')).invoice).toMatchObject({ lines: [], total: null, doubts: ['NO_LINES', 'NUMBER_MISSING', 'TOTAL_MISSING'] });
    expect((await send(tech, photo('HUAWEI-tiny'), { mode: 'BARCODE' })).body).toMatchObject({ status: 'DONE' });
  }, 60_000);
});

describe('what is not taken', () => {
  it('says why, in the language of the person', async () => {
    const { tech, tenant } = await world();
    expect(await send(tech, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toEqual({ status: 415, body: { error: 'TYPE_NOT_TAKEN', message: 'Envoyez une photo JPEG, HEIC, PNG ou WebP.' } });
    expect(await send(staffOf(tenant.id), Buffer.alloc(0))).toMatchObject({ status: 415, body: { error: 'EMPTY', message: 'The photo is empty. Take it again.' } });
    expect(await send(tech, Buffer.alloc(25 * 1024 * 1024 + 10))).toMatchObject({ status: 413, body: { error: 'TOO_MANY_BYTES' } });
    expect(await send(tech, photo('HUAWEI-tiny'), { mode: 'GUESS' })).toMatchObject({ status: 400, body: { error: 'mode_unknown' } });
    const noForm = await fetchAs(app, tech, '/files/scan', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
    expect(noForm.status).toBe(415);
  });

  it('is for those who may scan, from our own pages', async () => {
    const { tech, tenant, customer } = await world();
    expect((await send(null, photo('HUAWEI-tiny'))).status).toBe(401);
    expect((await send(contactOf(tenant.id, customer.id), photo('HUAWEI-tiny'))).status).toBe(403);
    expect((await send(tech, photo('HUAWEI-tiny'), {}, { origin: 'https://evil.example' })).body).toEqual({ error: 'origin' });
    expect((await send(tech, photo('HUAWEI-tiny'), {}, { origin: `http://${tenant.slug}.example` })).status).toBe(200);
  });
});
