import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An object store on this machine that speaks as much of S3 as keeping files needs: put, get and delete by path. */
export interface StorePeer {
  readonly port: number;
  /** What it keeps, by bucket and key. */
  readonly objects: Map<string, { readonly bytes: Buffer; readonly type: string }>;
  close(): Promise<void>;
}

export async function startStorePeer(): Promise<StorePeer> {
  const objects: StorePeer['objects'] = new Map();
  const server = createServer((request, response) => {
    const key = decodeURIComponent(new URL(request.url!, 'http://store').pathname);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
      const kept = objects.get(key);
      if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 ')) return response.writeHead(403).end();
      if (request.method === 'PUT') objects.set(key, { bytes: Buffer.concat(chunks), type: request.headers['content-type'] ?? '' });
      if (request.method === 'DELETE') objects.delete(key);
      if (request.method !== 'GET') return response.writeHead(request.method === 'DELETE' ? 204 : 200).end();
      if (kept) return response.writeHead(200, { 'content-type': kept.type }).end(kept.bytes);
      return response.writeHead(404, { 'content-type': 'application/xml' }).end('<?xml version="1.0" encoding="UTF-8"?><Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port, objects,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}
