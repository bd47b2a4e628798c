import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A mail as the other side got it. */
export interface Arrived {
  readonly from: string;
  readonly to: readonly string[];
  readonly secure: boolean;
  readonly raw: string;
  readonly mail: ParsedMail;
}

/** A real mail server on this machine; how it behaves can be changed while it runs. */
export interface MailPeer {
  readonly arrived: Arrived[];
  /** How many connections were opened. */
  readonly connections: () => number;
  readonly url: string;
  /** What it answers to RCPT TO; null takes the mail. */
  judge: (address: string) => { readonly code: number; readonly text: string } | null;
  /** Whether it answers at all once the mail has been handed over. */
  silent: boolean;
  close(): Promise<void>;
}

export const MAIL_USER = 'demarc';
export const MAIL_PASSWORD = 'Un-Secret-De-Test';

/** Starts the server: with STARTTLS and a password unless `plain`. */
export async function startMailPeer(options: { readonly plain?: boolean; readonly port?: number } = {}): Promise<MailPeer> {
  const arrived: Arrived[] = [];
  let count = 0;
  const peer: Omit<MailPeer, 'url' | 'close'> = { arrived, connections: () => count, judge: () => null, silent: false };
  const refusal = ({ code, text }: { readonly code: number; readonly text: string }) => Object.assign(new Error(text), { responseCode: code });
  const settings: SMTPServerOptions = {
    ...(options.plain ? { disabledCommands: ['AUTH', 'STARTTLS'] } : { authMethods: ['PLAIN', 'LOGIN'] }),
    onConnect: (_session, done) => {
      count++;
      done();
    },
    onAuth: ({ username, password }, session, done) => {
      const isRight = username === MAIL_USER && password === MAIL_PASSWORD && session.secure;
      return isRight ? done(null, { user: username }) : done(refusal({ code: 535, text: 'Not this way' }));
    },
    onRcptTo: ({ address }, _session, done) => {
      const judged = peer.judge(address);
      done(judged ? refusal(judged) : null);
    },
    onData: (stream, { envelope, secure }, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks);
        void simpleParser(raw).then((mail) => {
          arrived.push({ from: envelope.mailFrom ? envelope.mailFrom.address : '', to: envelope.rcptTo.map(({ address }) => address), secure, raw: raw.toString(), mail });
          if (!peer.silent) done();
        });
      });
    },
  };
  const server = new SMTPServer({ ...settings, closeTimeout: 100 });
  server.on('error', () => undefined);
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  const url = options.plain ? `smtp://127.0.0.1:${port}?ignoreTLS=true` : `smtp://${MAIL_USER}:${MAIL_PASSWORD}@127.0.0.1:${port}?requireTLS=true&tls.rejectUnauthorized=false`;
  return Object.assign(peer, { url, close: () => new Promise<void>((resolve) => server.close(() => resolve())) });
}
