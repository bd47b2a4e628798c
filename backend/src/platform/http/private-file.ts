import type { FastifyReply } from 'fastify';

/** Sends a file that never changes to somebody who may see it: their browser keeps it for a day, and gives it to no other session. */
export function sendPrivateFile(reply: FastifyReply, { bytes, contentType }: { readonly bytes: Buffer; readonly contentType: string }): FastifyReply {
  return reply.type(contentType).headers({ 'cache-control': 'private, max-age=86400, immutable', vary: 'cookie' }).send(bytes);
}
