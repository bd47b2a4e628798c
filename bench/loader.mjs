import net from 'node:net';

/** Sends requests over keep-alive connections, each as soon as the answer before has come; counts and times them. */
export async function load({ port, requests, connections, seconds }) {
  const wire = requests.map(({ path, body, cookie }) => Buffer.from(`POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n${cookie ? `cookie: ${cookie}\r\n` : ''}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`));
  const times = [];
  let failed = 0;
  let next = 0;
  let counting = false;
  const warm = 0.5;
  const start = performance.now();
  const end = start + (warm + seconds) * 1000;
  await Promise.all(Array.from({ length: connections }, () => run()));
  times.sort((a, b) => a - b);
  return { perSecond: times.length / seconds, p50: times[Math.floor(times.length * 0.5)] ?? 0, p99: times[Math.floor(times.length * 0.99)] ?? 0, failed };

  function run() {
    return new Promise((done, refuse) => {
      const socket = net.connect(port, '127.0.0.1');
      socket.setNoDelay(true);
      let held = Buffer.alloc(0);
      let sentAt = 0;
      const send = () => {
        sentAt = performance.now();
        counting ||= sentAt - start > warm * 1000;
        if (sentAt >= end) {
          socket.destroy();
          done();
          return;
        }
        socket.write(wire[next++ % wire.length]);
      };
      socket.once('connect', send);
      socket.once('error', refuse);
      socket.on('data', (chunk) => {
        held = held.length ? Buffer.concat([held, chunk]) : chunk;
        const head = held.indexOf('\r\n\r\n');
        if (head < 0) return;
        const headers = held.toString('latin1', 0, head);
        const length = Number(/content-length: (\d+)/i.exec(headers)?.[1] ?? 0);
        if (held.length < head + 4 + length) return;
        const isGood = headers.startsWith('HTTP/1.1 200') && !held.includes('"errors"', head);
        if (counting) times.push(performance.now() - sentAt);
        if (!isGood) failed++;
        held = held.subarray(head + 4 + length);
        send();
      });
    });
  }
}
