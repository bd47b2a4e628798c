import { createHash } from 'node:crypto';
import { StripeRefusal, badRequest } from './refusal.mjs';

/** Remembers the answer to each idempotency key, refuses a key reused for something else or still being worked on. */
export function createIdempotency(store) {
  const busy = new Set();

  /** The recorded answer to replay, or nothing when the request has to be carried out. */
  function before(key, account, request) {
    if (!key) return null;
    if (key.length > 255) throw badRequest('Idempotency keys must be at most 255 characters.');
    const id = `${account} ${key}`;
    const seen = store.get('idempotency', id);
    if (seen && seen.fingerprint !== fingerprint(request)) throw reused(key);
    if (seen) return seen.answer;
    if (busy.has(id)) throw inFlight(key);
    busy.add(id);
    return null;
  }

  /** Records the answer; requests refused before they did anything are not recorded and may be sent again. */
  function after(key, account, request, answer) {
    if (!key) return;
    const id = `${account} ${key}`;
    busy.delete(id);
    if (answer) store.put('idempotency', { id, fingerprint: fingerprint(request), answer });
  }

  return { before, after };
}

function fingerprint({ method, pathname, text }) {
  return createHash('sha256').update(`${method} ${pathname}\n${text}`).digest('hex');
}

function reused(key) {
  return new StripeRefusal(400, {
    type: 'idempotency_error',
    message:
      'Keys for idempotent requests can only be used with the same parameters they were first used with. ' +
      `Try using a key other than '${key}' if you meant to execute a different request.`,
  });
}

function inFlight(key) {
  return new StripeRefusal(409, {
    type: 'invalid_request_error',
    code: 'idempotency_key_in_use',
    message: `There is currently another in-progress request using this Idempotency Key '${key}' (that probably means you submitted twice, and the other request is still going through).`,
  });
}
