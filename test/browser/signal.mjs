import http from 'node:http';
import net from 'node:net';

/**
 * What lies between a phone and the server: a proxy whose signal goes and comes. Unlike a browser that only pretends to be offline,
 * it cuts the requests of service workers and open sockets too, and the browser goes on believing that it has a network.
 */
export async function openSignal() {
  let up = true;
  const sockets = new Set();
  const keep = (socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).once('close', () => sockets.delete(socket));
  };
  const lost = new Set();
  /** Answers that are changed on their way, by path. */
  const changed = new Map();
  const server = http.createServer((request, response) => {
    if (!up) return request.socket.destroy();
    const url = new URL(request.url);
    if (lost.has(url.pathname)) return request.socket.destroy();
    const how = changed.get(url.pathname);
    const headers = how ? { ...request.headers, 'accept-encoding': 'identity' } : request.headers;
    const away = http.request({ host: url.hostname, port: url.port, path: url.pathname + url.search, method: request.method, headers, agent: false }, (answer) => {
      if (!how) {
        response.writeHead(answer.statusCode, answer.headers);
        return answer.pipe(response);
      }
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk)).once('end', () => {
        const { 'content-length': _length, etag: _etag, ...rest } = answer.headers;
        response.writeHead(answer.statusCode, rest).end(how(Buffer.concat(chunks)));
      });
    });
    away.on('socket', keep).once('error', () => response.destroy());
    request.pipe(away);
  });
  server.on('connection', keep);
  server.on('connect', (request, client, head) => {
    if (!up) return client.destroy();
    const [host, port] = request.url.split(':');
    const there = net.connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      there.write(head);
      there.pipe(client).pipe(there);
    });
    keep(there);
    there.once('close', () => client.destroy());
    client.once('close', () => there.destroy());
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    proxy: { server: `http://127.0.0.1:${server.address().port}`, bypass: '<-loopback>' },
    /** Every connection is cut, and none is made. */
    goes() {
      up = false;
      for (const socket of sockets) socket.destroy();
    },
    comes() {
      up = true;
    },
    /** What goes to this path is lost, until it is found again. */
    loses(path) {
      lost.add(path);
    },
    finds(path) {
      lost.delete(path);
    },
    /** Changes what is answered at a path, until told otherwise. */
    change(path, how) {
      changed.set(path, how);
    },
    async close() {
      this.goes();
      await new Promise((closed) => server.close(closed));
    },
  };
}
