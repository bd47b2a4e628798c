import { AsideReason } from './inbound-message.entity.js';

/** The headers of a mail, in lower case; a header that is said twice has its first value. */
export type MailHeaders = Readonly<Record<string, string>>;

const PROGRAMS = /^(?:mailer-daemon|postmaster|no-?reply|ne-?pas-?repondre|bounces?|daemon)(?:[+._-].*)?@/i;

/**
 * Why a mail is no message of a person; null when it may be one. Programs say so themselves (RFC 3834, 5; RFC 3464;
 * RFC 2919): answering one, or taking its words for a customer’s, begins a loop.
 */
export function whyAside(headers: MailHeaders, sender: string, ownHeader: string, isOurs: (address: string) => boolean): AsideReason | null {
  const type = headers['content-type'] ?? '';
  if (/^multipart\/report\b/i.test(type) && /report-type="?(?:delivery-status|disposition-notification)/i.test(type)) return AsideReason.BOUNCE;
  if (headers[ownHeader.toLowerCase()] || isOurs(sender)) return AsideReason.LOOP;
  const auto = headers['auto-submitted'];
  if (auto && !/^no\b/i.test(auto.trim())) return AsideReason.AUTO_REPLY;
  if (headers['x-autoreply'] || headers['x-autorespond'] || headers['list-id'] || headers['x-loop']) return AsideReason.AUTO_REPLY;
  if (/^(?:bulk|junk|list|auto_reply)\b/i.test(headers['precedence']?.trim() ?? '')) return AsideReason.AUTO_REPLY;
  if (headers['return-path']?.trim() === '<>' || !sender || PROGRAMS.test(sender)) return AsideReason.AUTO_REPLY;
  return null;
}

/** What a delivery report says (RFC 3464): failed, delayed or delivered, with its status such as 5.1.1. */
export function reportOf(text: string): { readonly action: string; readonly status: string } | null {
  const action = /^Action:\s*(\w+)/im.exec(text)?.[1]?.toLowerCase();
  return action ? { action, status: /^Status:\s*([245]\.\d{1,3}\.\d{1,3})/im.exec(text)?.[1] ?? '' } : null;
}
