import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

const CNAME = 5;

/** A name server on this machine that knows CNAMEs alone; it speaks DNS over UDP as RFC 1035 writes it. */
export interface NameServer {
  /** `address:port`, as `DNS_SERVERS` takes it. */
  readonly address: string;
  /** From host to the name its CNAME has; absent hosts have none. */
  readonly names: Map<string, string>;
  /** Hosts it gives no answer about. */
  readonly silent: Set<string>;
  /** What was asked for so far. */
  readonly asked: string[];
  close(): void;
}

export async function startNameServer(): Promise<NameServer> {
  const names = new Map<string, string>();
  const silent = new Set<string>();
  const asked: string[] = [];
  const socket = createSocket('udp4');
  socket.on('message', (query, { address, port }) => {
    const { host, end } = question(query);
    asked.push(host);
    if (!silent.has(host)) socket.send(reply(query, end, names.get(host)), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { address: `127.0.0.1:${(socket.address() as AddressInfo).port}`, names, silent, asked, close: () => socket.close() };
}

function question(query: Buffer): { readonly host: string; readonly end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at]!; length; length = query[at]!) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  return { host: labels.join('.').toLowerCase(), end: at + 5 };
}

/** The question again with its answer; a host without a CNAME does not exist (NXDOMAIN). */
function reply(query: Buffer, end: number, name: string | undefined): Buffer {
  const head = Buffer.from(query.subarray(0, end));
  head.writeUInt16BE(name ? 0x8180 : 0x8183, 2);
  head.writeUInt16BE(name ? 1 : 0, 6);
  head.writeUInt32BE(0, 8);
  if (!name) return head;
  const data = Buffer.concat([...name.split('.').map((label) => Buffer.from([label.length, ...Buffer.from(label, 'latin1')])), Buffer.from([0])]);
  const answer = Buffer.alloc(12);
  answer.writeUInt16BE(0xc00c, 0);
  answer.writeUInt16BE(CNAME, 2);
  answer.writeUInt16BE(1, 4);
  answer.writeUInt32BE(60, 6);
  answer.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, answer, data]);
}
