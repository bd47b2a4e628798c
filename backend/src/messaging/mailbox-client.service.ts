import { Injectable } from '@nestjs/common';
import type { ImapFlow } from 'imapflow';
import { Config } from '../platform/config/config.js';
import { PrivateAddress, publicHost } from '../platform/http/public-fetch.js';
import { MailboxProblem } from './mailbox.entity.js';

const TIMEOUT_MS = 10_000;
/** A visit ends after this long, however the server behaves. */
const MOST_VISIT_MS = 4 * 60_000;
/** Where TLS begins only after a greeting in the clear (RFC 9051, 2.1). */
const STARTTLS_PORT = 143;
/** Ports of IMAP; a host that may be private may have any. */
const PORTS: ReadonlySet<number> = new Set([STARTTLS_PORT, 993]);

/** Where a mailbox is, and how to sign in. */
export interface MailboxAccess {
  readonly host: string;
  readonly port: number;
  readonly account: string;
  /** In the clear. */
  readonly password: string;
  readonly folder: string;
}

/** A mailbox that somebody is signed in to. */
export interface OpenMailbox {
  /** Unread mails since a day, the oldest first, by their id in this mailbox. */
  unread(since: Date): Promise<readonly number[]>;
  /** A mail as it travelled; null when it is longer than `mostBytes` or gone. */
  read(id: number, mostBytes: number): Promise<Buffer | null>;
  /** Marks a mail as read; one that was not taken is flagged as well, for the person who looks. */
  done(id: number, taken: boolean): Promise<void>;
}

/** A mailbox that could not be used; the reason names neither account nor server. */
export class MailboxError extends Error {
  constructor(readonly problem: MailboxProblem) {
    super(problem);
  }
}

/** Signs in to mailboxes by IMAP, over TLS alone, and reaches no private network. */
@Injectable()
export class MailboxClient {
  constructor(private readonly config: Config) {}

  /** Whether a mailbox may be asked on this port: others are no place for mail, and trying them would be a way to look around. */
  hasPort(host: string, port: number): boolean {
    return PORTS.has(port) || this.config.privateHosts.includes(host.toLowerCase());
  }

  /** Signs in, opens the folder, lets `work` use it and signs out; with `looksOnly` nothing in it can change. */
  async visit<T>(access: MailboxAccess, options: { readonly looksOnly: boolean }, work: (open: OpenMailbox) => Promise<T>): Promise<T> {
    const client = await this.client(access);
    client.on('error', () => client.close()); // what was waiting for an answer fails and says so
    const end = setTimeout(() => client.close(), MOST_VISIT_MS);
    try {
      await failing(() => client.connect());
      await failing(() => client.mailboxOpen(access.folder, { readOnly: options.looksOnly }), MailboxProblem.NO_FOLDER);
      const result = await work(openOf(client));
      await client.logout().catch(() => client.close()); // all was done already
      return result;
    } finally {
      clearTimeout(end);
      client.close();
    }
  }

  private async client({ host, port, account, password }: MailboxAccess): Promise<ImapFlow> {
    const at = await failing(() => publicHost(host.toLowerCase(), { allowed: this.config.privateHosts }));
    const { ImapFlow } = await import('imapflow');
    const isLate = port === STARTTLS_PORT;
    return new ImapFlow({
      host: at, port, servername: host, secure: !isLate, ...(isLate ? { doSTARTTLS: true } : {}), auth: { user: account, pass: password },
      logger: false, disableAutoIdle: true, connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS,
    });
  }
}

function openOf(client: ImapFlow): OpenMailbox {
  const byId = { uid: true };
  return {
    unread: async (since) => {
      const found = await failing(() => client.search({ seen: false, since }, byId));
      return (found || []).toSorted((a, b) => a - b);
    },
    read: async (id, mostBytes) => {
      const about = await failing(() => client.fetchOne(String(id), { size: true }, byId));
      if (!about || (about.size ?? 0) > mostBytes) return null;
      const mail = await failing(() => client.fetchOne(String(id), { source: true }, byId));
      return (mail && mail.source) || null;
    },
    done: async (id, taken) => {
      await failing(() => client.messageFlagsAdd(String(id), taken ? ['\\Seen'] : ['\\Seen', '\\Flagged'], byId));
    },
  };
}

/** What went wrong with the other side, in our words; `refused` is what its refusal of a command means here. */
async function failing<T>(act: () => Promise<T>, refused: MailboxProblem = MailboxProblem.NO_ANSWER): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw new MailboxError(problemOf(error as Failure, refused));
  }
}

interface Failure {
  readonly code?: string;
  readonly authenticationFailed?: boolean;
  readonly tlsFailed?: boolean;
  /** NO or BAD, where the server answered a command. */
  readonly responseStatus?: string;
}

/** Names of Node's for a certificate that is not good for the host. */
const UNTRUSTED = /^(?:CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_CERT)/;

function problemOf(error: Failure, refused: MailboxProblem): MailboxProblem {
  const code = error.code ?? '';
  if (error instanceof PrivateAddress) return MailboxProblem.PRIVATE_ADDRESS;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return MailboxProblem.UNKNOWN_HOST;
  if (UNTRUSTED.test(code)) return MailboxProblem.UNTRUSTED;
  if (code.startsWith('ERR_SSL') || error.tlsFailed) return MailboxProblem.NO_TLS;
  if (error.authenticationFailed) return MailboxProblem.BAD_SIGN_IN;
  return error.responseStatus ? refused : MailboxProblem.NO_ANSWER;
}
