import { createHmac } from 'node:crypto';

/** The `Stripe-Signature` header of a payload: its time and the keyed hash of both. */
export function signatureHeader(payload, secret, timestamp) {
  const hash = createHmac('sha256', secret).update(`${timestamp}.${payload}`).digest('hex');
  return `t=${timestamp},v1=${hash}`;
}
