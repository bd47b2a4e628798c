import type { OutgoingReason } from './outgoing-message.entity.js';
import { SendingNeed, type SendingItem } from './sending.entity.js';

/** What a look at the servers found: null where a channel is not set up, otherwise why it did not take us, if it did not. */
export interface Found {
  readonly isSetUp: boolean;
  readonly reason: OutgoingReason | null;
  readonly code: string | null;
}

/** Everything that going live depends on. */
export interface SendingFacts {
  readonly demo: boolean;
  readonly email: string | null;
  readonly mail: Found;
  readonly sms: Found;
  /** Whether answers to mails come back to us. */
  readonly hasReplies: boolean;
  /** Whether the SMS service can tell us what arrived and what was answered. */
  readonly hasSmsNews: boolean;
}

/** The list a provider goes through before real messages leave: what is set up must work, and one way at least must be set up. */
export function checklistOf({ demo, email, mail, sms, hasReplies, hasSmsNews }: SendingFacts): SendingItem[] {
  const nothing = !mail.isSetUp && !sms.isSetUp;
  const item = (need: SendingNeed, isMet: boolean, isRequired: boolean, found?: Found): SendingItem => ({ need, isMet, isRequired, reason: isMet ? null : (found?.reason ?? null), failure: isMet ? null : (found?.code ?? null) });
  const works = (found: Found) => found.isSetUp && found.reason === null;
  return [
    item(SendingNeed.REAL_PROVIDER, !demo, true),
    item(SendingNeed.CONTACT_ADDRESS, !!email, true),
    item(SendingNeed.MAIL, works(mail), mail.isSetUp || nothing, mail),
    item(SendingNeed.REPLIES, mail.isSetUp && hasReplies, false),
    item(SendingNeed.SMS, works(sms), sms.isSetUp, sms),
    item(SendingNeed.SMS_NEWS, sms.isSetUp && hasSmsNews, false),
  ];
}

/** What still keeps a provider from going live. */
export const missingOf = (items: readonly SendingItem[]): SendingNeed[] => items.filter(({ isMet, isRequired }) => isRequired && !isMet).map(({ need }) => need);
