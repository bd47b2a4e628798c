// npm run bench:uploads : fifty photos of 25 MB sent at once; by how much the server's memory grows, against the limit of 150 MB, and whether a file is left without its row (goal R13).
//   --uploads 50 --broken 10 (of them, cut off half-way)
import { globSync, readFileSync } from 'node:fs';
import http from 'node:http';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { main } from '../scripts/plain.mjs';
import { signedIn, withDemo } from './demo-server.mjs';

const LIMIT_MB = 150;
const SIZE = 25 * 1024 * 1024 - 1_024;
const PIECE = 256 * 1024;
const { values: given } = parseArgs({ options: { uploads: { type: 'string', default: '50' }, broken: { type: 'string', default: '10' } } });
const [count, broken] = [Number(given.uploads), Number(given.broken)];

/** A photo of twelve megapixels as phones take them, filled up to 25 MB as by the film some of them add. */
async function aPhoto() {
  const picture = await sharp({ create: { width: 4_000, height: 3_000, channels: 3, background: '#789', noise: { type: 'gaussian', mean: 120, sigma: 40 } } }).jpeg({ quality: 90 }).toBuffer();
  return Buffer.concat([picture, Buffer.alloc(Math.max(0, SIZE - picture.length))]);
}

const memoryOf = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1_024;

/** Sends one photo piece by piece from the one buffer; `isCut` leaves in the middle. Answers the status, or 0. */
function upload(port, cookie, photo, isCut) {
  const boundary = 'fifty-at-once';
  const head = Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="photo"; filename="a.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`);
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  return new Promise((done) => {
    const request = http.request({ port, method: 'POST', path: '/files/message', agent: false, headers: { cookie, origin: `http://localhost:${port}`, 'content-type': `multipart/form-data; boundary=${boundary}`, 'content-length': head.length + photo.length + tail.length } });
    request.on('response', (response) => response.resume().on('end', () => done(response.statusCode)));
    request.on('error', () => done(0));
    let at = 0;
    const push = () => {
      while (at < photo.length) {
        if (isCut && at > photo.length / 2) return request.destroy();
        const piece = photo.subarray(at, (at += PIECE));
        if (!request.write(piece)) return request.once('drain', push);
      }
      return request.end(tail);
    };
    request.write(head);
    push();
  });
}

await main(() => withDemo({}, async (demo) => {
  const { port, pid, dataDir, connect } = demo;
  const cookie = await signedIn(demo);
  const photo = await aPhoto();
  if ((await upload(port, cookie, photo, false)) !== 200) throw new Error('One photo alone was not taken');
  const before = memoryOf(pid);
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, memoryOf(pid))), 20);
  const began = performance.now();
  const answers = await Promise.all(Array.from({ length: count }, (_, i) => upload(port, cookie, photo, i < broken)));
  clearInterval(watch);
  const seconds = (performance.now() - began) / 1_000;
  const taken = answers.filter((status) => status === 200).length;
  const db = await connect();
  const known = new Set((await db.query('select file_key from message_file')).rows.flatMap(({ file_key: key }) => [key, key.replace(/\.jpg$/, '.small.jpg')]));
  await db.end();
  const files = globSync('files/*/messages/*.jpg', { cwd: dataDir }).map((file) => file.replace(/^files\//, ''));
  const orphans = files.filter((file) => !known.has(file)).length;
  console.log(`${taken} of ${count - broken} photos taken, ${broken} cut off, in ${seconds.toFixed(1)} s`);
  console.log(`memory ${before.toFixed(0)} MB, at most ${most.toFixed(0)} MB: + ${(most - before).toFixed(0)} MB of ${LIMIT_MB} MB`);
  console.log(`${files.length} files, ${orphans} without a row`);
  process.exitCode = taken === count - broken && most - before <= LIMIT_MB && files.length > 0 && orphans === 0 ? 0 : 1;
}));
