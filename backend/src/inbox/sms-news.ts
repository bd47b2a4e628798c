import type { DeliveryNews } from '../messaging/delivery.service.js';
import { OutgoingReason, OutgoingStatus } from '../messaging/outgoing-message.entity.js';
import { reasonOfSms } from '../messaging/sms-reason.enum.js';

/** What the SMS service says of a text we sent; null for steps that say nothing new (its Message resource, `status`). */
export function newsOfSms(status: string, code: string | undefined): DeliveryNews | null {
  const reason = code ? reasonOfSms(Number(code)) : OutgoingReason.OTHER;
  const why = { reason, ...(code ? { code } : {}) };
  if (status === 'sent') return { status: OutgoingStatus.SENT };
  if (status === 'delivered' || status === 'read') return { status: OutgoingStatus.DELIVERED };
  if (status === 'undelivered') return { status: OutgoingStatus.BOUNCED, ...why };
  if (status === 'failed' || status === 'canceled') return { status: OutgoingStatus.REFUSED, ...why };
  return null;
}
