import { StripeRefusal } from './refusal.mjs';

const KINDS = ['server_error', 'rate_limit', 'timeout', 'reset'];

/** Failures of the API itself, laid out ahead by a test: the next n requests fail, before or after they take effect. */
export function createFaults() {
  let planned = [];
  let gate = null;

  /** The failure this request has to meet, or undefined. */
  function take(method, pathname) {
    const fault = planned.find((one) => (!one.path || pathname.startsWith(one.path)) && (!one.method || one.method === method));
    if (!fault) return undefined;
    fault.left -= 1;
    planned = planned.filter(({ left }) => left > 0);
    return fault;
  }

  const control = {
    /** @param {'server_error' | 'rate_limit' | 'timeout' | 'reset'} kind */
    fail: (kind, { next = 1, path, method, when = 'before' } = {}) => {
      if (!KINDS.includes(kind)) throw new Error(`Unknown failure ${kind}: one of ${KINDS.join(', ')}`);
      planned.push({ kind, left: next, path, method, when });
    },
    hold: () => {
      gate ??= Promise.withResolvers();
    },
    release: () => {
      gate?.resolve();
      gate = null;
    },
    reset: () => {
      planned = [];
      control.release();
    },
  };

  return { take, control, opened: () => gate?.promise };
}

/** The answer of a failure that has one; a timeout and a reset have none. */
export function faultAnswer(kind) {
  if (kind === 'rate_limit') {
    return new StripeRefusal(429, { type: 'invalid_request_error', code: 'rate_limit', message: 'Request rate limit exceeded.' });
  }
  return new StripeRefusal(500, { type: 'api_error', message: 'An unknown error occurred' });
}
