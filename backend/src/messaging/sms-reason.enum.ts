import { OutgoingReason } from './outgoing-message.entity.js';

/** Error codes of the SMS service, by what they mean to the office (Twilio’s error and warning dictionary). */
const REASONS: Readonly<Record<number, OutgoingReason>> = {
  21211: OutgoingReason.NO_SUCH_ADDRESS,
  21614: OutgoingReason.NOT_MOBILE,
  21610: OutgoingReason.OPTED_OUT,
  30003: OutgoingReason.UNREACHABLE,
  30005: OutgoingReason.NO_SUCH_ADDRESS,
  30006: OutgoingReason.NOT_MOBILE,
  30007: OutgoingReason.FILTERED,
  30034: OutgoingReason.FILTERED,
};

/** What an error code of the SMS service means. */
export const reasonOfSms = (code: number): OutgoingReason => REASONS[code] ?? OutgoingReason.OTHER;
