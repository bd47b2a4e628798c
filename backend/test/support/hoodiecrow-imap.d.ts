declare module 'hoodiecrow-imap' {
  import type { Server, Socket } from 'node:net';

  interface Connection {
    readonly socket: Socket;
  }
  type Command = (connection: Connection, parsed: unknown, data: unknown, done: () => void) => void;

  /** What the tests use of the server. */
  export interface ImapServer {
    readonly server: Server;
    listen(port: number, host: string, done: () => void): void;
    appendMessage(mailbox: string, flags: readonly string[], internalDate: string | false, raw: string): unknown;
    getMailbox(path: string): { readonly messages: readonly { readonly raw: string; readonly flags: readonly string[] }[] };
    getCommandHandler(command: string): Command;
    setCommandHandler(command: string, handler: Command): void;
  }

  const hoodiecrow: (options: object) => ImapServer;
  export { hoodiecrow as default };
}
