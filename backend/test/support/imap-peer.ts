import { readFileSync } from 'node:fs';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import hoodiecrow from 'hoodiecrow-imap';

const pem = (name: string) => readFileSync(join(import.meta.dirname, `../cases/tls/localhost.${name}`), 'utf8');
export const IMAP_PASSWORD = 'Une-Boite-De-Test';

/** A real mail server that speaks IMAP over TLS on this machine, with a mailbox for each account. */
export interface ImapPeer {
  readonly port: number;
  readonly account: string;
  /** How many connections were opened. */
  readonly connections: () => number;
  /** Whether it hangs up when a mail is to be marked. */
  hangsUp: boolean;
  /** Puts a mail into the mailbox, as delivered just now or on a day of IMAP's own writing. */
  deliver(raw: string, day?: string): void;
  /** The marks of each mail, in their order. */
  marks(): readonly (readonly string[])[];
  close(): Promise<void>;
}

let accounts = 0;

export async function startImapPeer(): Promise<ImapPeer> {
  const account = `bonjour-${++accounts}@boite.example`;
  const sockets = new Set<Socket>();
  let count = 0;
  const server = hoodiecrow({
    plugins: ['ID', 'SASL-IR', 'AUTH-PLAIN', 'NAMESPACE', 'IDLE', 'ENABLE', 'LITERALPLUS', 'UNSELECT', 'UIDPLUS'], secureConnection: true, credentials: { key: pem('key'), cert: pem('crt') },
    users: { [account]: { password: IMAP_PASSWORD } }, storage: { INBOX: { messages: [] }, '': { separator: '/', folders: {} } },
  });
  server.server.on('connection', (socket: Socket) => {
    count++;
    sockets.add(socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket)));
  });
  server.server.on('tlsClientError', (_error, socket: Socket) => socket.destroy());
  const store = server.getCommandHandler('UID STORE');
  server.setCommandHandler('UID STORE', (connection, parsed, data, done) => (peer.hangsUp ? connection.socket.destroy() : store(connection, parsed, data, done)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const messages = () => server.getMailbox('INBOX').messages;
  const peer: ImapPeer = {
    port: (server.server.address() as AddressInfo).port, account, connections: () => count, hangsUp: false,
    // The server keeps mails as bytes, one sign each.
    deliver: (raw, day) => void server.appendMessage('INBOX', [], day ?? false, Buffer.from(raw.replace(/\r?\n/g, '\r\n')).toString('latin1')),
    marks: () => messages().map(({ flags }) => flags),
    close: () => new Promise((resolve) => {
      server.server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    }),
  };
  return peer;
}

/** Lets this process believe the peer's certificate, or only those it came with. */
export const believe = (peers: boolean): void => setDefaultCACertificates([...getCACertificates('bundled'), ...(peers ? [pem('crt')] : [])]);
