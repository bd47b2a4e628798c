import sharp from 'sharp';
import type { Actor } from '../../src/auth/actor.js';
import { Language } from '../../src/tenancy/tenant.entity.js';
import { staffOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { Browser } from '../support/browser.js';
import { aPlace, aReachableCustomer, messagesTo, signedInStaff, type Place } from '../support/builders/auth.js';
import { anInvoice, quebecTaxes } from '../support/builders/invoices.js';
import { as } from '../support/graph.js';
import { fetchAs } from '../support/http.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { PUBLIC_URL: 'https://demarc.example' } });
});
afterAll(() => app.close());

const update = 'mutation ($key: ID!, $input: TenantInput!) { updateTenant(input: $input, key: $key) { __typename ... on Problem { message } } }';
const aLogo = (width = 480, height = 160, background = '#c0392b') => sharp({ create: { width, height, channels: 3, background } });

async function upload(me: Actor | null, bytes: Buffer, type = 'image/png') {
  const body = new FormData();
  body.set('logo', new Blob([new Uint8Array(bytes)], { type }), 'logo.png');
  const response = await fetchAs(app, me, '/files/logo', { method: 'POST', body });
  return { status: response.status, body: (await response.json()) as { logoUrl?: string; error?: string; message?: string } };
}

/** A provider with somebody who may change its settings. */
async function aProvider(): Promise<{ place: Place; boss: Actor }> {
  const place = await aPlace(app, { name: 'Fibre du Nord' });
  return { place, boss: staffOf(place.tenant.id, 'admin', { locale: 'fr' }) };
}

describe('a logo', () => {
  it('is worn by the sign-in page, the session, the mails and the paper', async () => {
    const { place, boss } = await aProvider();
    const { status, body } = await upload(boss, await aLogo(1200, 400).jpeg().toBuffer());
    expect({ status, logoUrl: body.logoUrl }).toEqual({ status: 200, logoUrl: expect.stringMatching(/^\/files\/logo\/[0-9a-f-]{36}\.png$/) });
    const visitor = new Browser(app, place.host);
    expect(await visitor.get(body.logoUrl!)).toMatchObject({ status: 200, headers: { 'content-type': 'image/png', 'cache-control': 'public, max-age=31536000, immutable', 'x-content-type-options': 'nosniff' } });
    expect((await visitor.get('/auth/tenant')).body['logoUrl']).toBe(body.logoUrl);
    await aReachableCustomer(app, place.tenant.id, { email: 'anne@client.example' });
    await visitor.post('/portal/request-link', { identifier: 'anne@client.example' });
    const [mail] = await messagesTo(app, place.tenant.id, 'anne@client.example');
    expect(mail!.html).toContain(`<img src="https://${place.host}${body.logoUrl}" alt="Fibre du Nord"`);
    expect(mail!.text).toContain(`https://${place.host}/#/?token=`);
    const desk = await signedInStaff(app, place, 'admin');
    expect((await desk.get('/auth/session')).body['session'].tenant.logoUrl).toBe(body.logoUrl);
  });

  it('stands on the paper of an invoice, above the foot that the provider wrote', async () => {
    const { place, boss } = await aProvider();
    await quebecTaxes(app, place.tenant.id);
    const customer = await aReachableCustomer(app, place.tenant.id, {});
    const { id } = await anInvoice(app, boss, customer.id);
    const paper = async () => Buffer.from(await (await fetchAs(app, boss, `/files/invoices/${id}.pdf`)).arrayBuffer());
    const pictures = (pdf: Buffer) => pdf.toString('latin1').match(/\/Subtype \/Image\b/g)?.length ?? 0;
    expect(pictures(await paper())).toBe(0);
    await upload(boss, await aLogo().png().toBuffer());
    const pdf = await paper();
    expect(pictures(pdf)).toBe(1);
    expect(pdf.toString('latin1')).toMatch(/\/Width 480\s*\/Height 160|\/Height 160\s*\/Width 480/);
  });

  it('that is none is refused in words, and nothing changes', async () => {
    const { place, boss } = await aProvider();
    const { body: first } = await upload(boss, await aLogo().png().toBuffer());
    const refused: [Buffer, number, string, RegExp][] = [
      [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 415, 'SVG', /Exportez le logo en PNG/],
      [Buffer.from('GIF89a…'), 415, 'NOT_AN_IMAGE', /n’est pas une image PNG, JPEG ou WebP/],
      [Buffer.alloc(0), 415, 'EMPTY', /Aucun fichier/],
      [Buffer.concat([await aLogo().png().toBuffer(), Buffer.alloc(1024 * 1024)]), 413, 'TOO_MANY_BYTES', /dépasse 1 Mo/],
    ];
    for (const [bytes, status, error, message] of refused) expect(await upload(boss, bytes)).toMatchObject({ status, body: { error, message: expect.stringMatching(message) } });
    expect((await upload({ ...boss, locale: 'en' }, refused[0]![0])).body.message).toBeDefined();
    expect((await new Browser(app, place.host).get('/auth/tenant')).body['logoUrl']).toBe(first.logoUrl);
  });

  it('belongs to whoever may change settings, from a page of ours', async () => {
    const { place, boss } = await aProvider();
    const bytes = await aLogo().png().toBuffer();
    expect((await upload(null, bytes)).status).toBe(401);
    expect((await upload(staffOf(place.tenant.id, 'billing'), bytes)).status).toBe(403);
    const form = new FormData();
    form.set('logo', new Blob([new Uint8Array(bytes)]), 'x.png');
    expect((await fetchAs(app, boss, '/files/logo', { method: 'POST', body: form, headers: { origin: 'https://evil.example' } })).status).toBe(403);
    expect((await fetchAs(app, boss, '/files/logo', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } })).status).toBeGreaterThanOrEqual(400);
  });

  it('can be taken away, and the audit says who did what', async () => {
    const { place, boss } = await aProvider();
    await upload({ ...boss, name: 'Anne' }, await aLogo().png().toBuffer());
    expect(await as(app, boss).run('mutation { removeLogo { logoUrl } }')).toEqual({ removeLogo: { logoUrl: null } });
    expect((await new Browser(app, place.host).get('/auth/tenant')).body['logoUrl']).toBeNull();
  });
});

describe('what a provider decided', () => {
  it('is shown page by page with who changed it last', async () => {
    const { place } = await aProvider();
    const desk = await signedInStaff(app, place, 'admin');
    await desk.graph(update, { input: { colour: '#0a58ca' } });
    await desk.graph(update, { input: { linkHours: 2 } });
    const last = async (of: string) => (await desk.graph(`{ tenant { lastChange(of: [${of}]) { actorName } } }`)).tenant.lastChange;
    for (let i = 0; i < 100 && !(await last('"linkHours"')); i++) await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await desk.graph('{ tenant { colour: lastChange(of: ["colour", "logoUrl"]) { actorName } hours: lastChange(of: ["linkHours"]) { actorName } zone: lastChange(of: ["timeZone"]) { id } } }')).tenant).toEqual({ colour: { actorName: 'Camille Roy' }, hours: { actorName: 'Camille Roy' }, zone: null });
  });

  it('languages: the default is among those offered, and nobody is written to in another', async () => {
    const { place } = await aProvider();
    const desk = await signedInStaff(app, place, 'admin');
    expect((await desk.graph(update, { input: { languages: ['EN'] } })).updateTenant).toEqual({ __typename: 'LanguageNotOffered', message: expect.stringContaining('langue par défaut') });
    expect((await desk.graph(update, { input: { languages: ['FR'] } })).updateTenant.__typename).toBe('Tenant');
    const visitor = new Browser(app, place.host);
    expect((await visitor.get('/auth/tenant')).body['locales']).toEqual(['fr']);
    await aReachableCustomer(app, place.tenant.id, { email: 'john@client.example', language: Language.EN });
    await visitor.post('/portal/request-link', { identifier: 'john@client.example' });
    const [mail] = await messagesTo(app, place.tenant.id, 'john@client.example');
    expect(mail).toMatchObject({ language: 'FR', subject: 'Votre lien pour ouvrir Fibre du Nord' });
  });

  it('sessions last as long as the provider says', async () => {
    const { place } = await aProvider();
    const desk = await signedInStaff(app, place, 'admin');
    await desk.graph(update, { input: { staffSessionDays: 2 } });
    const later = await signedInStaff(app, place, 'admin');
    const name = async (browser: Browser) => (await browser.get('/auth/session')).body['session']?.name;
    app.clock.set(new Date(Date.now() + 47 * 3_600_000));
    expect(await name(later)).toBe('Camille Roy');
    app.clock.set(new Date(Date.now() + (47 + 49) * 3_600_000));
    expect(await name(later)).toBeUndefined();
    app.clock.reset();
    expect(await desk.graph(update, { input: { staffSessionDays: 0 } })).toEqual({ error: 'BAD_USER_INPUT' });
  });
});
