// The limit: ws sending one prebuilt frame of the same size to every socket.
import { WebSocketServer } from 'ws';

const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false }, () => process.send({ port: server.address().port }));
process.on('message', ({ frame }) => {
  if (!frame) return process.send({ memory: process.memoryUsage().rss });
  const bytes = Buffer.from(frame);
  for (const socket of server.clients) socket.send(bytes, { binary: false });
});
process.once('disconnect', () => process.exit(0));
process.once('SIGTERM', () => process.exit(0));
