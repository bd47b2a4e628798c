import { systemActor, type Actor } from '../../src/auth/actor.js';
import { Customer } from '../../src/customers/customer.entity.js';
import { StripeEvent } from '../../src/payments/payment.entity.js';
import { SavedMethod } from '../../src/payments/saved-method.entity.js';
import type { SandboxControl } from '../../src/payments/stripe-sandbox.js';
import { WebhooksService } from '../../src/payments/webhooks.service.js';
import { StepUpArea } from '../../src/tenancy/tenant.entity.js';
import { contactOf, staffOf } from '../support/actors.js';
import type { TestApp } from '../support/app.js';
import { aCustomer, aTenant } from '../support/builders.js';
import { METHODS, PORTAL, PREFER, REMOVE, SETUP, startWithStripe, until } from '../support/builders/payments.js';
import { as } from '../support/graph.js';

let app: TestApp;
let stripe: SandboxControl;
beforeAll(async () => {
  ({ app, stripe } = await startWithStripe());
}, 60_000);
afterAll(() => app.close());
afterEach(() => {
  app.clock.reset();
  stripe.webhooks.reset();
  stripe.api.reset();
});

interface World { readonly tenantId: string; readonly customerId: string; readonly nathalie: Actor }

async function aWorld(): Promise<World> {
  const tenant = await aTenant(app, { stepUp: [] });
  const customer = await aCustomer(app, tenant.id);
  return { tenantId: tenant.id, customerId: customer.id, nathalie: contactOf(tenant.id, customer.id) };
}

const methodsOf = async (actor: Actor) => (await as(app, actor).run(METHODS)).savedMethods as { id: string; kind: string; brand: string; last4: string; expiresOn: string | null; preferred: boolean }[];
const rowsOf = ({ tenantId }: World) => app.db.tx(systemActor(tenantId), () => app.db.repo(SavedMethod).find({ order: { createdAt: 'ASC' } }));

/** Opens a page to save on; answers our id and Stripe's. */
async function aPage({ nathalie }: World, kind = 'CARD'): Promise<{ id: string; session: string }> {
  const { startMethodSetup } = await as(app, nathalie).run(SETUP, { kind });
  return { id: startMethodSetup.id, session: /cs_test_\w+/.exec(startMethodSetup.url as string)![0] };
}

/** Saves something as the customer would. */
async function save(world: World, how: object, kind = 'CARD'): Promise<void> {
  const before = (await methodsOf(world.nathalie)).length;
  stripe.completeSession((await aPage(world, kind)).session, how);
  await until(() => methodsOf(world.nathalie), (methods) => methods.length > before);
}

describe('a card', () => {
  it('is saved on the processor’s page, is the first choice, and what we keep of it is harmless', async () => {
    const world = await aWorld();
    await save(world, { number: '4242424242424242', exp_month: 4, exp_year: 2031 });
    expect(await methodsOf(world.nathalie)).toEqual([{ id: expect.any(String), kind: 'CARD', brand: 'visa', last4: '4242', expiresOn: '2031-04', preferred: true }]);
    expect(JSON.stringify(await rowsOf(world))).not.toContain('4242424242424242');
  });

  it('saved is told to the page that is open, and the browser comes back to where it is shown', async () => {
    const world = await aWorld();
    const { id, session } = await aPage(world);
    stripe.webhooks.drop({ next: 20 });
    stripe.completeSession(session, { number: '4242424242424242' });
    const back = await fetch(`${app.url}/payments/return?setup=${id}`, { redirect: 'manual' });
    expect([back.status, back.headers.get('location')]).toEqual([303, `/#/paiement/carte-ajoutee?setup=${id}`]);
    const { methodSetup } = await as(app, world.nathalie).run('query ($id: ID!) { methodSetup(id: $id) { status savedMethod { last4 } } }', { id });
    expect(methodSetup).toEqual({ status: 'SAVED', savedMethod: { last4: '4242' } });
    const away = await fetch(`${app.url}/payments/return?setup=${id}&cancelled`, { redirect: 'manual' });
    expect(away.headers.get('location')).toBe('/#/payments');
  });

  it('whose news is lost is found by itself within minutes', async () => {
    const world = await aWorld();
    const { session } = await aPage(world);
    stripe.webhooks.drop({ next: 20 });
    stripe.completeSession(session, { number: '4242424242424242' });
    app.clock.set(new Date(Date.now() + 6 * 60_000));
    await app.app.get(WebhooksService).catchUp();
    expect(await methodsOf(world.nathalie)).toHaveLength(1);
  });

  it('saved twice is one; another is a second, which can become the first', async () => {
    const world = await aWorld();
    await save(world, { number: '4242424242424242' });
    const { session } = await aPage(world);
    const [{ stripeMethodId }] = (await rowsOf(world)) as [SavedMethod];
    stripe.completeSession(session, { number: '4242424242424242' });
    await until(() => rowsOf(world), ([row]) => row!.stripeMethodId !== stripeMethodId);
    await save(world, { number: '5555555555554444' });
    const [first, second] = await methodsOf(world.nathalie);
    expect([first!.last4, first!.preferred, second!.last4, second!.preferred]).toEqual(['4242', true, '4444', false]);
    await as(app, world.nathalie).run(PREFER, { id: second!.id });
    expect((await methodsOf(world.nathalie)).map(({ last4, preferred }) => [last4, preferred])).toEqual([['4444', true], ['4242', false]]);
  });

  it('that is refused saves nothing', async () => {
    const world = await aWorld();
    const { session } = await aPage(world);
    expect(stripe.completeSession(session, { number: '4000000000000002' }).result).toBe('declined');
    stripe.expireSession(session);
    await stripe.webhooks.settled();
    expect(await methodsOf(world.nathalie)).toEqual([]);
  });

  it('removed is gone here at once, and at the processor once that can be reached; the next is first then', async () => {
    const world = await aWorld();
    await save(world, { number: '4242424242424242' });
    await save(world, { number: '5555555555554444' });
    const [first] = await methodsOf(world.nathalie);
    stripe.api.fail('server_error', { next: 2, path: '/v1/payment_methods' });
    await as(app, world.nathalie).run(REMOVE, { id: first!.id });
    expect((await methodsOf(world.nathalie)).map(({ last4, preferred }) => [last4, preferred])).toEqual([['4444', true]]);
    const { stripeMethodId } = (await rowsOf(world)).find(({ id }) => id === first!.id)!;
    await until(async () => stripe.events().some(({ type, data }) => type === 'payment_method.detached' && data.object['id'] === stripeMethodId), Boolean);
    expect((await as(app, world.nathalie).errors(REMOVE, { id: first!.id }))[0]!.extensions.code).toBe('NOT_FOUND');
  });

  it('removed on the processor’s own page is gone here too', async () => {
    const world = await aWorld();
    await save(world, { number: '4242424242424242' });
    const { openBillingPortal } = await as(app, world.nathalie).run(PORTAL);
    const [{ stripeMethodId }] = (await rowsOf(world)) as [SavedMethod];
    expect(await (await fetch(openBillingPortal.url)).text()).toContain('4242');
    await fetch(openBillingPortal.url, { method: 'POST', body: new URLSearchParams({ method: stripeMethodId }) });
    await until(() => methodsOf(world.nathalie), (methods) => methods.length === 0);
  });
});

describe('a bank account', () => {
  it('is saved for pre-authorised debits', async () => {
    const world = await aWorld();
    await save(world, { account: '000123456789' }, 'PRE_AUTHORISED_DEBIT');
    expect(await methodsOf(world.nathalie)).toEqual([{ id: expect.any(String), kind: 'PRE_AUTHORISED_DEBIT', brand: 'STRIPE TEST BANK', last4: '6789', expiresOn: null, preferred: true }]);
  });
});

describe('who may', () => {
  it('see, prefer and remove: only whose it is; the office sees it; a viewer changes nothing', async () => {
    const [mine, theirs] = [await aWorld(), await aWorld()];
    await save(mine, { number: '4242424242424242' });
    const { id } = (await methodsOf(mine.nathalie))[0]!;
    const neighbour = contactOf(mine.tenantId, (await aCustomer(app, mine.tenantId)).id);
    for (const other of [neighbour, theirs.nathalie]) {
      expect((await as(app, other).run('query ($id: ID) { savedMethods(customerId: $id) { id } }', { id: mine.customerId })).savedMethods).toEqual([]);
      for (const text of [PREFER, REMOVE]) expect((await as(app, other).errors(text, { id }))[0]!.extensions.code).toBe('NOT_FOUND');
    }
    expect((await as(app, staffOf(mine.tenantId, 'viewer')).run('query ($id: ID) { savedMethods(customerId: $id) { id } }', { id: mine.customerId })).savedMethods).toEqual([{ id }]);
    expect((await as(app, contactOf(mine.tenantId, mine.customerId, 'viewer')).errors(REMOVE, { id }))[0]!.extensions.code).toBe('FORBIDDEN');
  });

  it('needs a fresh proof where the provider asks for one', async () => {
    const tenant = await aTenant(app, { stepUp: [StepUpArea.MONEY], stepUpMinutes: 5 });
    const nathalie = contactOf(tenant.id, (await aCustomer(app, tenant.id)).id);
    await as(app, nathalie).run(METHODS);
    app.clock.set(new Date(Date.now() + 10 * 60_000));
    for (const text of [SETUP, PORTAL]) expect((await as(app, nathalie).errors(text, { kind: 'CARD' }))[0]!.extensions.code).toBe('STEP_UP_NEEDED');
  });

  it('asks for a card or an account only', async () => {
    const { nathalie } = await aWorld();
    expect((await as(app, nathalie).errors(SETUP, { kind: 'KLARNA' }))[0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: { kind: 'in' } });
  });
});

describe('signed news that somebody made up', () => {
  it('about a page or a method changes nothing', async () => {
    const [mine, theirs] = [await aWorld(), await aWorld()];
    await save(mine, { number: '4242424242424242' });
    const page = await aPage(theirs);
    const [{ stripeMethodId }] = (await rowsOf(mine)) as [SavedMethod];
    const keep = async (type: string, object: object): Promise<string | null> => {
      const id = `evt_${crypto.randomUUID()}`;
      await app.app.get(WebhooksService).keep({ id, type, data: { object } } as never);
      const kept = await until(() => app.db.unscoped('events belong to no tenant', () => app.db.repo(StripeEvent).findOneByOrFail({ id })), ({ processedAt }) => processedAt !== null);
      return kept.outcome;
    };
    expect(await keep('checkout.session.completed', { object: 'checkout.session', mode: 'setup', status: 'complete', setup_intent: 'seti_x', metadata: { setup: page.id, tenant: theirs.tenantId, customer: theirs.customerId } })).toBe('open');
    expect(await keep('payment_method.detached', { id: stripeMethodId, customer: null })).toBe('up to date');
    expect([(await methodsOf(mine.nathalie)).length, (await methodsOf(theirs.nathalie)).length]).toEqual([1, 0]);
  });
});

describe('when Stripe is away', () => {
  it('says so in plain words, and one customer is made there however often it is tried', async () => {
    const world = await aWorld();
    stripe.api.fail('reset', { next: 2, path: '/v1/customers', when: 'after' });
    expect((await as(app, world.nathalie).run(SETUP, { kind: 'CARD' })).startMethodSetup.__typename).toBe('PaymentsUnavailable');
    await aPage(world);
    await aPage(world);
    const { stripeCustomerId } = await app.db.tx(systemActor(world.tenantId), () => app.db.repo(Customer).findOneByOrFail({ id: world.customerId }));
    const made = stripe.events().filter(({ type, data }) => type === 'customer.created' && (data.object['metadata'] as Record<string, string>)['customer'] === world.customerId);
    expect(made.map(({ data }) => data.object['id'])).toEqual([stripeCustomerId]);
  });
});

describe('a customer whom Stripe no longer knows', () => {
  it('is told in plain words, and their file is left as it is for the office to look into', async () => {
    const world = await aWorld();
    await app.db.tx(systemActor(world.tenantId), () => app.db.repo(Customer).update(world.customerId, { stripeCustomerId: 'cus_of_another_account' }));
    for (const [text, field] of [[SETUP, 'startMethodSetup'], [PORTAL, 'openBillingPortal']] as const) {
      expect((await as(app, world.nathalie).run(text, { kind: 'CARD' }))[field]).toEqual({ __typename: 'UnknownToProcessor', message: expect.stringContaining('no longer finds your file') });
    }
    const { stripeCustomerId } = await app.db.tx(systemActor(world.tenantId), () => app.db.repo(Customer).findOneByOrFail({ id: world.customerId }));
    expect(stripeCustomerId).toBe('cus_of_another_account');
  });
});
