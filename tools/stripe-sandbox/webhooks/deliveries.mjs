import { newId } from '../ids.mjs';
import { typeMatches } from '../resources/others.mjs';
import { signatureHeader } from './signature.mjs';

const ANSWER_WITHIN_MS = 10_000;
const TOO_OLD_S = 3_600;

/**
 * Sends events to the endpoints that want them, at least once, and misbehaves when told to.
 * @param {{ store: object, now: () => number, endpoints: () => { id: string, url: string, secret: string, enabledEvents: string[] }[], retryDelaysMs: number[] }} parts
 */
export function createDeliveries({ store, now, endpoints, retryDelaysMs }) {
  /** @type {{ action: string, left: number, types?: string[], value?: unknown }[]} */
  let rules = [];
  let holding = false;
  let gathering = null;
  let closed = false;
  const timers = new Map();
  const sending = new Set();
  let idle = [];

  /** One delivery for each endpoint that wants the event, and for each copy a rule asks for. */
  function publish(event) {
    const taken = take(event.type);
    const copies = 1 + (taken.duplicate ?? 0);
    for (const endpoint of endpoints()) {
      if (!endpoint.enabledEvents.some((type) => typeMatches(type, event.type))) continue;
      for (let copy = 0; copy < copies; copy++) route(record(event, endpoint, taken.forge), taken);
    }
    if (gathering && --gathering.left <= 0) releaseGathered();
  }

  function route(delivery, taken) {
    if (taken.drop) return update(delivery, { status: 'dropped' });
    if (gathering) return gathering.deliveries.push(delivery);
    if (holding) return update(delivery, { status: 'held' });
    return later(delivery, taken.delay ?? 0);
  }

  function take(type) {
    const taken = {};
    for (const rule of rules) {
      if (rule.left < 1 || (rule.types && !rule.types.some((wanted) => typeMatches(wanted, type)))) continue;
      rule.left -= 1;
      taken[rule.action] = rule.value ?? true;
    }
    rules = rules.filter((rule) => rule.left > 0);
    return taken;
  }

  function record(event, endpoint, forge) {
    return update(
      {
        id: newId('del_'),
        event: event.id,
        type: event.type,
        endpoint: endpoint.id,
        url: endpoint.url,
        attempts: [],
        ...(forge && { forge }),
      },
      { status: 'waiting' },
    );
  }

  function update(delivery, change) {
    return store.put('deliveries', Object.assign(delivery, change));
  }

  function later(delivery, ms) {
    if (closed) return;
    update(delivery, { status: 'waiting' });
    timers.set(
      delivery.id,
      setTimeout(() => {
        timers.delete(delivery.id);
        track(attempt(delivery));
      }, ms),
    );
  }

  function track(promise) {
    sending.add(promise);
    return promise.finally(() => {
      sending.delete(promise);
      if (timers.size === 0 && sending.size === 0) idle.splice(0).forEach((resolve) => resolve());
    });
  }

  async function attempt(delivery) {
    const endpoint = endpoints().find(({ id }) => id === delivery.endpoint);
    if (!endpoint) return update(delivery, { status: 'failed' });
    const event = store.get('events', delivery.event);
    const { forge } = delivery;
    delete delivery.forge; // only the first attempt is forged; the retries are genuine
    const outcome = await post(endpoint, JSON.stringify(event, null, 2), forge);
    delivery.attempts.push({ at: now(), ...(forge && { forged: forge }), ...outcome });
    if (closed) return update(delivery, { status: 'waiting' });
    if (outcome.status >= 200 && outcome.status < 300) return update(delivery, { status: 'delivered' });
    const wait = retryDelaysMs[delivery.attempts.length - 1];
    return wait === undefined ? update(delivery, { status: 'failed' }) : later(delivery, wait);
  }

  async function post(endpoint, payload, forge) {
    const secret = forge === 'signature' ? `${endpoint.secret}-wrong` : endpoint.secret;
    const header = signatureHeader(payload, secret, forge === 'timestamp' ? now() - TOO_OLD_S : now());
    try {
      const response = await fetch(endpoint.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'stripe-signature': header,
          'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        },
        body: forge === 'payload' ? `${payload} ` : payload,
        redirect: 'manual',
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      await response.arrayBuffer();
      return { status: response.status };
    } catch (error) {
      return { status: 0, error: error.cause?.code ?? error.name };
    }
  }

  /** Sends these one after the other, each after the answer to the one before. */
  async function inTurn(deliveries) {
    for (const delivery of deliveries) await attempt(update(delivery, { status: 'waiting' }));
  }

  function releaseGathered() {
    const { deliveries } = gathering;
    gathering = null;
    track(inTurn(deliveries.toReversed()));
  }

  const rule = (action, value, { next = 1, types } = {}) => {
    rules.push({ action, value, left: next, types });
  };

  /** What a test may tell the deliveries to do; `{ next, types }` says for how many events and of which types. */
  const control = {
    delay: (ms, which) => rule('delay', ms, which),
    duplicate: (copies = 1, which) => rule('duplicate', copies, which),
    drop: (which) => rule('drop', true, which),
    forge: (kind = 'signature', which) => rule('forge', kind, which),
    reorder: (count = 2) => {
      gathering = { left: count, deliveries: [] };
    },
    hold: () => {
      holding = true;
    },
    release: (order = 'kept') => {
      holding = false;
      const held = store.all('deliveries').filter(({ status }) => status === 'held');
      track(inTurn(order === 'reversed' ? held.toReversed() : held));
      return held.length;
    },
    resend: (eventId) => publish(store.get('events', eventId)),
    list: () => store.all('deliveries'),
    settled: () => (timers.size || sending.size ? new Promise((resolve) => idle.push(resolve)) : Promise.resolve()),
    reset: () => {
      rules = [];
      holding = false;
      gathering = null;
    },
  };

  /** Takes up again what an earlier run left waiting. */
  function resume() {
    for (const delivery of store.all('deliveries')) if (delivery.status === 'waiting') later(delivery, 0);
  }

  async function close() {
    closed = true;
    for (const timer of timers.values()) clearTimeout(timer);
    timers.clear();
    await Promise.allSettled(sending);
    idle.splice(0).forEach((resolve) => resolve());
  }

  return { publish, resume, close, control };
}
