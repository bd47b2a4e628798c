import { systemActor, type Actor } from '../../src/auth/actor.js';
import { OutgoingMessage } from '../../src/messaging/outgoing-message.entity.js';
import { SignInMethod, type Tenant } from '../../src/tenancy/tenant.entity.js';
import { staffOf } from '../support/actors.js';
import type { TestApp } from '../support/app.js';
import { Browser } from '../support/browser.js';
import { aPlace, aReachableCustomer, type Place } from '../support/builders/auth.js';
import { anInvoice, quebecTaxes } from '../support/builders/invoices.js';
import { startWithStripe, until } from '../support/builders/payments.js';
import { as } from '../support/graph.js';

let app: TestApp;
beforeAll(async () => {
  ({ app } = await startWithStripe());
}, 60_000);
afterAll(() => app.close());
afterEach(() => app.clock.reset());

const SEND = `mutation ($customerId: ID!, $invoiceId: ID, $channel: LinkChannel!) { sendPaymentLink(customerId: $customerId, invoiceId: $invoiceId, channel: $channel) { __typename ... on PaymentLink { id openedAt sentBy } ... on Problem { message } } }`;
const PAGE = 'query ($number: String!) { invoiceByNumber(number: $number) { number balance { amount } } }';
const ADDRESSES = { email: 'nathalie@client.example', cell: '514 555-0142' };

interface World extends Place { readonly clerk: Actor; readonly customerId: string; readonly invoice: { readonly id: string; readonly number: string } }

async function aWorld(addresses: { email?: string; cell?: string } = ADDRESSES, more: Partial<Tenant> = {}): Promise<World> {
  const place = await aPlace(app, more);
  await quebecTaxes(app, place.tenant.id);
  const customer = await aReachableCustomer(app, place.tenant.id, addresses);
  const clerk = staffOf(place.tenant.id, 'billing');
  return { ...place, clerk, customerId: customer.id, invoice: await anInvoice(app, clerk, customer.id) };
}

/** The messages that carry a payment link, once there is one. */
const letters = ({ tenant }: World): Promise<OutgoingMessage[]> =>
  until(() => app.db.tx(systemActor(tenant.id), () => app.db.repo(OutgoingMessage).findBy({ template: 'payment-link' })), (found) => found.length > 0);

/** Sends a link and answers its path, as the customer reads it. */
async function aLink(world: World, channel: 'EMAIL' | 'SMS', invoiceId?: string): Promise<string> {
  expect((await as(app, world.clerk).run(SEND, { customerId: world.customerId, invoiceId, channel })).sendPaymentLink).toMatchObject({ __typename: 'PaymentLink', openedAt: null, sentBy: world.clerk.name });
  const [letter] = await letters(world);
  expect([letter!.channel, letter!.recipient]).toEqual([channel, channel === 'SMS' ? expect.stringContaining('555') : 'nathalie@client.example']);
  return /\/pay\/[\w-]{40,}/.exec(letter!.text)![0];
}

const led = async ({ host }: World, path: string, browser = new Browser(app, host)) => String((await browser.get(path)).headers['location']);

describe('a payment link', () => {
  it.each(['EMAIL', 'SMS'] as const)('by %s leads to its invoice, signed in, in a browser that was never there', async (channel) => {
    const world = await aWorld();
    const path = await aLink(world, channel, world.invoice.id);
    const phone = new Browser(app, world.host);
    const [, page, token] = /^\/#\/(.+)\?token=(.+)$/.exec(await led(world, path, phone))!;
    expect(page).toBe(`invoices/${world.invoice.number}`);
    const asked = await phone.post('/auth/redeem', { token });
    const signedIn = asked.body['confirm'] ? await phone.post('/auth/redeem', { token, confirm: true }) : asked;
    expect(signedIn.body['session']).toBeDefined();
    expect(await phone.graph(PAGE, { number: world.invoice.number })).toEqual({ invoiceByNumber: { number: world.invoice.number, balance: { amount: 9193 } } });
  }, 30_000);

  it('to all that is owed leads to the payments; what the office sees says when it was opened', async () => {
    const world = await aWorld();
    expect(await led(world, await aLink(world, 'EMAIL'))).toMatch(/^\/#\/payments\?token=/);
    expect((await as(app, world.clerk).run('query ($id: ID!) { paymentLinks(customerId: $id) { openedAt } }', { id: world.customerId })).paymentLinks).toEqual([{ openedAt: expect.any(String) }]);
  }, 30_000);

  it('looked at by a mail scanner spends nothing: the customer still gets in, once', async () => {
    const world = await aWorld();
    const path = await aLink(world, 'EMAIL', world.invoice.id);
    for (let n = 0; n < 5; n++) expect(await led(world, path)).toContain('?token=');
    const [, token] = /token=(.+)$/.exec(await led(world, path))!;
    const [first, second] = [new Browser(app, world.host), new Browser(app, world.host)];
    expect((await first.post('/auth/redeem', { token, confirm: true })).body['session']).toBeDefined();
    expect((await second.post('/auth/redeem', { token, confirm: true })).body).toMatchObject({ error: 'link_spent' });
  }, 30_000);

  it('leads to the door and on to the page where customers do not sign in by link', async () => {
    const world = await aWorld(ADDRESSES, { householdSignIn: [SignInMethod.PASSWORD] });
    expect(await led(world, await aLink(world, 'EMAIL', world.invoice.id))).toBe(`/#/login?next=${encodeURIComponent(`/invoices/${world.invoice.number}`)}`);
  }, 30_000);

  it('ends: the token no longer signs in, and the door says so', async () => {
    const world = await aWorld();
    const path = await aLink(world, 'EMAIL', world.invoice.id);
    app.clock.set(new Date(Date.now() + 90 * 86_400_000));
    const browser = new Browser(app, world.host);
    const [, token] = /token=(.+)$/.exec(await led(world, path, browser))!;
    expect((await browser.post('/auth/redeem', { token, confirm: true })).body).toMatchObject({ error: 'link_expired' });
  }, 30_000);

  it('that nobody made, or of another provider, leads to the door and tells nothing', async () => {
    const [mine, theirs] = [await aWorld(), await aWorld()];
    const path = await aLink(mine, 'EMAIL', mine.invoice.id);
    for (const [world, tried] of [[theirs, path], [mine, `/pay/${'x'.repeat(43)}`], [mine, '/pay/%00']] as const) expect([await led(world, tried), world.host]).toEqual(['/#/login', world.host]);
  }, 30_000);

  it('is not sent where nothing is owed, nor to an address that is not there, nor about the invoice of another', async () => {
    const world = await aWorld({ email: ADDRESSES.email });
    const other = await aWorld();
    const send = async (variables: object) => (await as(app, world.clerk).answer(SEND, { customerId: world.customerId, channel: 'EMAIL', ...variables })) as { data: Record<string, { __typename: string; message?: string }> | null; errors?: readonly { extensions: { code: string } }[] };
    expect((await send({ channel: 'SMS' })).data!['sendPaymentLink']).toMatchObject({ __typename: 'NoAddressForLink', message: expect.stringMatching(/\w/) });
    expect((await send({ invoiceId: other.invoice.id })).errors![0]!.extensions.code).toBe('NOT_FOUND');
    await as(app, world.clerk).run('mutation ($id: ID!) { voidInvoice(id: $id, reason: "Billed by mistake") { __typename } }', { id: world.invoice.id });
    expect((await send({})).data!['sendPaymentLink']!.__typename).toBe('NothingToPay');
    const before = await app.db.tx(systemActor(world.tenant.id), () => app.db.repo(OutgoingMessage).countBy({ template: 'payment-link' }));
    expect(before).toBe(0);
  }, 30_000);
});
