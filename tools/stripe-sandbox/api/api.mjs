import { parse } from 'qs';
import { newId } from '../ids.mjs';
import { chargeOperations } from '../resources/charges.mjs';
import { checkoutSessionOperations } from '../resources/checkout-sessions.mjs';
import { customerOperations } from '../resources/customers.mjs';
import { otherOperations } from '../resources/others.mjs';
import { paymentIntentOperations } from '../resources/payment-intents.mjs';
import { paymentMethodOperations } from '../resources/payment-methods.mjs';
import { refundOperations } from '../resources/refunds.mjs';
import { setupIntentOperations } from '../resources/setup-intents.mjs';
import { faultAnswer } from './faults.mjs';
import { expanded } from './lists.mjs';
import { StripeRefusal, badRequest } from './refusal.mjs';

const OPERATIONS = {
  ...chargeOperations,
  ...checkoutSessionOperations,
  ...customerOperations,
  ...otherOperations,
  ...paymentIntentOperations,
  ...paymentMethodOperations,
  ...refundOperations,
  ...setupIntentOperations,
};
const FORM = { depth: 30, arrayLimit: 200, parameterLimit: 5_000, strictDepth: true };

/** Answers requests under `/v1` the way Stripe does. */
export function createApi({ world, description, idempotency, faults }) {
  /** @returns {Promise<{ status: number, body: object, headers: Record<string, string> } | { broken: 'timeout' | 'reset' }>} */
  async function answer({ method, pathname, query, headers, body }) {
    const requestId = newId('req_', 14);
    const common = { 'request-id': requestId, 'stripe-version': description.version };
    const fault = faults.take(method, pathname);
    try {
      if (fault?.when === 'before') return broken(fault) ?? refuse(faultAnswer(fault.kind));
      const done = await carryOut({ method, pathname, query, headers, body, requestId });
      if (fault) return broken(fault) ?? refuse(faultAnswer(fault.kind));
      return { ...done, headers: { ...common, ...done.headers } };
    } catch (error) {
      if (error instanceof StripeRefusal) return refuse(error);
      throw error;
    }

    function refuse(error) {
      return { ...refusal(error, requestId), headers: common };
    }
  }

  async function carryOut({ method, pathname, query, headers, body, requestId }) {
    const account = keyOf(headers.authorization);
    checkVersion(headers['stripe-version']);
    const operation = description.find(method, pathname);
    if (!operation) {
      throw badRequest(
        `Unrecognized request URL (${method}: ${pathname}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
        { status: 404 },
      );
    }
    const key = method === 'POST' ? headers['idempotency-key'] : undefined;
    const request = { method, pathname, text: `${query}\n${body}` };
    const replay = idempotency.before(key, account, request);
    if (replay) return { ...replay, headers: { 'idempotency-key': key, 'idempotent-replayed': 'true' } };
    let recorded;
    try {
      await faults.opened();
      recorded = run(operation, parameters(query, body), { id: requestId, idempotency_key: key ?? null });
    } finally {
      idempotency.after(key, account, request, recorded);
    }
    return { ...recorded, headers: key ? { 'idempotency-key': key } : {} };
  }

  /** The operation's answer; a declined card is an answer too, and is recorded as one. */
  function run(operation, params, origin) {
    description.check(operation, params);
    const { expand, ...rest } = params;
    const handler = OPERATIONS[operation.name];
    if (!handler) throw badRequest(`The sandbox does not play this part of Stripe: ${operation.name}.`, { status: 501 });
    world.origin = origin;
    try {
      const object = handler(world, { ids: operation.ids, params: rest });
      return { status: 200, body: expanded(object, expand, world.store) };
    } catch (error) {
      if (error instanceof StripeRefusal && error.status === 402) return refusal(error, origin.id);
      throw error;
    } finally {
      world.origin = { id: null, idempotency_key: null };
    }
  }

  function checkVersion(given) {
    if (given === undefined || given === description.version) return;
    throw badRequest(`Invalid Stripe API version: ${given}. The sandbox speaks ${description.version}.`);
  }

  return { answer };
}

function refusal(error, requestId) {
  const log = `https://dashboard.stripe.com/test/logs/${requestId}`;
  return { status: error.status, body: structuredClone({ error: { ...error.error, request_log_url: log } }) };
}

function broken({ kind }) {
  return kind === 'timeout' || kind === 'reset' ? { broken: kind } : undefined;
}

function parameters(query, body) {
  try {
    return { ...parse(query, FORM), ...parse(body, FORM) };
  } catch (error) {
    if (error instanceof RangeError) throw badRequest('Invalid request: parameters are nested too deeply.');
    throw error;
  }
}

/** The account's key, from a bearer or basic header; a live key is refused before anything else. */
function keyOf(authorization = '') {
  const [scheme, value = ''] = authorization.split(' ');
  const key = /^basic$/i.test(scheme) ? Buffer.from(value, 'base64').toString().split(':')[0] : value;
  if (!key) {
    throw badRequest('You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth.', {
      status: 401,
    });
  }
  if (/^[sr]k_live/.test(key)) throw badRequest('This is a sandbox: it refuses live API keys.', { status: 401 });
  if (!/^[sr]k_test_./.test(key))
    throw badRequest(`Invalid API Key provided: ${key.slice(0, 7)}****`, { status: 401, code: 'api_key_invalid' });
  return key;
}
