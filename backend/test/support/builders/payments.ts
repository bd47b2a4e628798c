import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '../../../src/auth/actor.js';
import { StripeSandbox, type SandboxControl } from '../../../src/payments/stripe-sandbox.js';
import { startApp, type TestApp } from '../app.js';
import { as } from '../graph.js';

/** An application with a Stripe of its own beside it. */
export async function startWithStripe(env: Readonly<Record<string, string>> = {}): Promise<{ app: TestApp; stripe: SandboxControl }> {
  mkdirSync(process.env['TEST_DATA_DIR'] ?? tmpdir(), { recursive: true });
  const app = await startApp({ env: { DATA_DIR: mkdtempSync(join(process.env['TEST_DATA_DIR'] ?? tmpdir(), 'stripe-')), ...env } });
  return { app, stripe: await app.app.get(StripeSandbox).control() };
}

export const CHECKOUT = `mutation ($invoiceId: ID) {
  createCheckout(invoiceId: $invoiceId) { __typename ... on CheckoutSession { id url status amount { amount currency } } ... on Problem { message } }
}`;

export interface OpenedCheckout {
  readonly id: string;
  readonly url: string;
  /** Stripe's id, as in the address of its page. */
  readonly session: string;
  readonly amount: { readonly amount: number; readonly currency: string };
}

/** Opens a payment page as the customer would. */
export async function aCheckout(app: TestApp, customer: Actor, invoiceId?: string): Promise<OpenedCheckout> {
  const { createCheckout } = await as(app, customer).run(CHECKOUT, { invoiceId });
  const { id, url, amount } = createCheckout as OpenedCheckout;
  return { id, url, amount, session: /cs_test_\w+/.exec(url)![0] };
}

/** Looks until it is so; fails after 10 seconds. */
export async function until<T>(look: () => Promise<T>, isSo: (seen: T) => boolean): Promise<T> {
  const end = performance.now() + 30_000;
  for (;;) {
    const seen = await look();
    if (isSo(seen)) return seen;
    if (performance.now() > end) throw new Error(`Still ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

export const METHODS = '{ savedMethods { id kind brand last4 expiresOn preferred } }';
export const SETUP = 'mutation ($kind: PaymentMethod!) { startMethodSetup(kind: $kind) { __typename ... on MethodSetup { id url } ... on Problem { message } } }';
export const PREFER = 'mutation ($id: ID!) { preferMethod(id: $id) { id preferred } }';
export const REMOVE = 'mutation ($id: ID!) { removeMethod(id: $id) { __typename ... on SavedMethod { id } ... on Problem { message } } }';
export const PORTAL = 'mutation { openBillingPortal { __typename ... on BillingPortal { url } ... on Problem { message } } }';
