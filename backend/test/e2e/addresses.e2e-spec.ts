import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AddressImportService } from '../../src/addresses/address-import.service.js';
import { AddressSource } from '../../src/addresses/address.entity.js';
import { contactOf, staffOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { aCustomer, aTenant } from '../support/builders.js';
import { as } from '../support/graph.js';

const FIND = 'query ($text: String!) { addresses(text: $text) { id line1 city province postalCode lat lon served } }';
const HEAD = 'identifiant_unique_adresse,numero_municipal,numero_municipal_suffixe,numero_unite,generique_odonyme,odonyme_recompose_normal,odonyme_recompose_court,odonyme_recompose_long,nom_municipalite,code_postal,latitude,longitude,date_fin';
const RQA = [
  HEAD,
  'q1,12,,,Rue,Rue Principale,,,Saint-Jérôme,J7Z1A1,45.78,-74.00,',
  'q2,14,A,,Rue,Rue Principale,,,Saint-Jérôme,J7Z1A1,45.7801,-74.0001,',
  'q3,1200,,4,Boulevard,Boulevard Labelle,,,Sainte-Adèle,J8B 2N1,45.95,-74.13,',
  'q4,1200,,5,Boulevard,Boulevard Labelle,,,Sainte-Adèle,J8B 2N1,45.95,-74.13,',
  'q5,88,,,Rue,Rue Principale,,,Rimouski,G5L1A1,48.45,-68.52,',
  'q6,9,,,Rue,Rue Démolie,,,Saint-Jérôme,J7Z1A1,45.78,-74.00,2019-05-01',
  'q7,douze,,,Rue,Rue Principale,,,Saint-Jérôme,J7Z1A1,45.78,-74.00,',
].join('\r\n');

let app: TestApp;
let folder: string;
beforeAll(async () => {
  app = await startApp();
  folder = mkdtempSync(join(tmpdir(), 'register-'));
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const read = (tenantId: string, source: AddressSource, path: string) => app.app.get(AddressImportService).file(tenantId, source, path);

describe('the address register', () => {
  it('reads the register of Québec, again without a change, and forgets what has ended', async () => {
    const { id } = await aTenant(app);
    const path = file('rqa.csv', `\uFEFF${RQA}`);
    expect(await read(id, AddressSource.RQA, path)).toEqual({ read: 7, written: 5, ended: 0, refused: 1, refusals: [{ line: 7, column: 'number' }] });
    expect(await read(id, AddressSource.RQA, path)).toMatchObject({ read: 7, written: 0 });
    const later = file('later.csv', RQA.replace('45.78,-74.00,\r\nq2', '45.79,-74.00,\r\nq2').replace('48.45,-68.52,', '48.45,-68.52,2026-01-01'));
    expect(await read(id, AddressSource.RQA, later)).toMatchObject({ written: 1, ended: 1 });
    const me = staffOf(id);
    expect((await as(app, me).run('{ addressRegister { addresses streets } }'))['addressRegister']).toEqual({ addresses: 4, streets: 3 });
  });

  it('reads OpenAddresses as GeoJSON and as its older CSV', async () => {
    const { id } = await aTenant(app);
    const feature = { type: 'Feature', properties: { hash: 'a1', number: '7', street: 'Main St', unit: '', city: 'Cornwall', district: '', region: 'ON', postcode: 'K6H 1A1', id: '' }, geometry: { type: 'Point', coordinates: [-74.73, 45.02] } };
    expect(await read(id, AddressSource.OPENADDRESSES, file('on.geojson', `${JSON.stringify(feature)}\n{"type":"Feature", broken\n`))).toMatchObject({ read: 2, written: 1, refusals: [{ line: 2, column: 'json' }] });
    expect(await read(id, AddressSource.OPENADDRESSES, file('old.csv', 'LON,LAT,NUMBER,STREET,UNIT,CITY,DISTRICT,REGION,POSTCODE,ID,HASH\n-74.73,45.02,9,Main St,,Cornwall,,ON,K6H 1A1,,a2\n'))).toMatchObject({ written: 1 });
    const { addresses } = await as(app, staffOf(id)).run(FIND, { text: '9 main cornwal' });
    expect(addresses[0]).toMatchObject({ line1: '9 Main St', city: 'Cornwall', province: 'ON', lat: 45.02 });
  });

  describe('finds', () => {
    let tenantId: string;
    beforeAll(async () => {
      tenantId = (await aTenant(app)).id;
      await read(tenantId, AddressSource.RQA, file('find.csv', RQA));
      await as(app, staffOf(tenantId)).run('mutation { addServiceArea(input: { city: "St-Jérome" }) { id } }');
      await as(app, staffOf(tenantId)).run('mutation { addServiceArea(input: { postalPrefix: "j8b 2" }) { id } }');
    });

    it.each([
      ['12 rue Principale, Saint-Jérôme', '12 Rue Principale', 'Saint-Jérôme', true],
      ['12 princpale st jerome', '12 Rue Principale', 'Saint-Jérôme', true],
      ['12 ruе princiaple saint-jerôm', '12 Rue Principale', 'Saint-Jérôme', true],
      ['14a rue principale st-jérôme', '14A Rue Principale', 'Saint-Jérôme', true],
      ['5-1200 boul labele ste-adele', '1200 Boulevard Labelle, app. 5', 'Sainte-Adèle', true],
      ['1200 labelle app. 4 sainte adele', '1200 Boulevard Labelle, app. 4', 'Sainte-Adèle', true],
      ['88 rue principale rimouski', '88 Rue Principale', 'Rimouski', false],
      ['88 rue principale G5L 1A1', '88 Rue Principale', 'Rimouski', false],
    ])('%s', async (text, line1, city, served) => {
      const { addresses } = await as(app, staffOf(tenantId)).run(FIND, { text });
      expect(addresses[0]).toMatchObject({ line1, city, served });
    });

    it.each(['', '12', '%%%%', '\u0000\u0001', "'; drop table address; --", '💥'.repeat(60), 'x'.repeat(100_000)])('nothing for nonsense', async (text) => {
      const { addresses } = await as(app, staffOf(tenantId)).run(FIND, { text });
      expect(addresses).toEqual([]);
    });

    it('nothing of another provider’s register, nor for whoever may not ask', async () => {
      const { id } = await aTenant(app);
      expect(await as(app, staffOf(id)).run(FIND, { text: '12 rue Principale Saint-Jérôme' })).toEqual({ addresses: [] });
      const customer = await aCustomer(app, tenantId);
      const [error] = await as(app, contactOf(tenantId, customer.id)).errors('{ addressRegister { addresses } }');
      expect(error!.extensions.code).toBe('FORBIDDEN');
    });

    it('an area that is taken away is not served any more', async () => {
      const me = as(app, staffOf(tenantId));
      const { addServiceArea: again } = await me.run('mutation { addServiceArea(input: { city: "Rimouski" }) { id } }');
      expect((await me.run(FIND, { text: '88 rue principale rimouski' }))['addresses'][0].served).toBe(true);
      await me.run('mutation ($id: ID!) { removeServiceArea(id: $id) }', { id: again.id });
      expect((await me.run(FIND, { text: '88 rue principale rimouski' }))['addresses'][0].served).toBe(false);
      const [error] = await me.errors('mutation { addServiceArea(input: { city: "  " }) { id } }');
      expect(error!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: { city: 'isNotEmpty' } });
    });
  });
});
