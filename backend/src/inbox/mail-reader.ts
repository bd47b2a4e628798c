import { simpleParser, type AddressObject, type ParsedMail } from 'mailparser';
import type { MailHeaders } from './mail-guard.js';
import { newWords, wordsOfHtml } from './mail-words.js';

/** HTML beyond this is not looked at: nobody writes so much by hand. */
const MOST_HTML = 2_000_000;

/** A mail as the inbox needs it. */
export interface Mail {
  readonly messageId: string | null;
  readonly sender: string;
  readonly senderName: string;
  /** Everybody it went to, as far as its headers say. */
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly headers: MailHeaders;
  readonly body: string;
  readonly attachments: readonly { readonly name: string; readonly type: string; readonly bytes: Buffer }[];
  /** Ids of the mails it answers. */
  readonly answers: readonly string[];
}

/** Reads a mail as it travelled (RFC 5322). Throws when it is none. */
export async function readMail(raw: Buffer): Promise<Mail> {
  const mail = await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true, maxHtmlLengthToParse: MOST_HTML });
  const [from] = mail.from?.value ?? [];
  return {
    messageId: mail.messageId ?? null,
    sender: (from?.address ?? '').toLowerCase(),
    senderName: from?.name?.trim() || from?.address || '',
    recipients: recipientsOf(mail),
    subject: mail.subject?.trim() ?? '',
    headers: headersOf(mail),
    body: newWords(mail.text?.trim() ? mail.text : typeof mail.html === 'string' ? wordsOfHtml(mail.html.slice(0, MOST_HTML)) : ''),
    attachments: mail.attachments.map(({ filename, contentType, content }) => ({ name: filename ?? '', type: contentType, bytes: content })),
    answers: [mail.inReplyTo ?? [], mail.references ?? []].flat(),
  };
}

function headersOf(mail: ParsedMail): MailHeaders {
  const found: Record<string, string> = {};
  for (const { key, line } of mail.headerLines) found[key] ??= line.slice(line.indexOf(':') + 1).replace(/\s+/g, ' ').trim();
  return found;
}

function recipientsOf(mail: ParsedMail): string[] {
  const named = [mail.to, mail.cc].flat().filter((group): group is AddressObject => !!group).flatMap(({ value }) => value.map(({ address }) => address ?? ''));
  const headers = headersOf(mail);
  const delivered = ['delivered-to', 'x-original-to', 'x-forwarded-to', 'envelope-to'].flatMap((name) => (headers[name] ?? '').split(',').map((address) => address.replace(/[<>]/g, '').trim()));
  return [...new Set([...delivered, ...named].filter(Boolean).map((address) => address.toLowerCase()))];
}
