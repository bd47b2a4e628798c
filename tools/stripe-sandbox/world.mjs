import { newId } from './ids.mjs';
import { settleDebit } from './resources/payments.mjs';

/**
 * Everything an operation needs: the rows, the time, the way to say that something happened.
 * @param {{ store: object, now: () => number, version: string, debitSettlesAfterMs: number | null }} parts
 */
export function createWorld({ store, now, version, debitSettlesAfterMs }) {
  const timers = new Set();
  const world = {
    store,
    now,
    version,
    url: '',
    returnUrls: new Map(),
    /** The API request at work, which its events name. */
    origin: { id: null, idempotency_key: null },
    publish: (_event) => {},
    emit,
    settleLater,
    close: () => timers.forEach(clearTimeout),
    resume: () => store.all('settlements').forEach(({ id, outcome }) => arm(id, outcome)),
  };

  function emit(type, object, previous) {
    const event = {
      id: newId('evt_'),
      object: 'event',
      api_version: version,
      created: now(),
      data: { object: structuredClone(object), ...(previous && { previous_attributes: previous }) },
      livemode: false,
      pending_webhooks: 1,
      request: { ...world.origin },
      type,
    };
    store.put('events', event);
    world.publish(event);
  }

  /** Notes how a debit will end; without a delay it waits to be told. */
  function settleLater(intentId, outcome) {
    store.put('settlements', { id: intentId, outcome });
    arm(intentId, outcome);
  }

  function arm(intentId, outcome) {
    if (debitSettlesAfterMs === null) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      store.remove('settlements', intentId);
      settleDebit(world, store.get('payment_intents', intentId), outcome);
    }, debitSettlesAfterMs);
    timers.add(timer);
  }

  return world;
}
