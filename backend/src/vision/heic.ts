import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { HeicAnswer, HeicRequest } from './heic.thread.js';

/** How long a photo may take to unfold. */
const PATIENCE_MS = 30_000;

let last: Promise<unknown> = Promise.resolve();

/** Unfolds an iPhone's photo in a thread of its own, one at a time, because each takes four bytes a pixel; nothing larger than `mostPixels`. */
export function unfoldHeic(bytes: Buffer, mostPixels: number): Promise<HeicAnswer> {
  const mine = last.then(() => inThread({ bytes, mostPixels }));
  last = mine;
  return mine;
}

function inThread(request: HeicRequest): Promise<HeicAnswer> {
  return new Promise((done) => {
    const thread = new Worker(fileURLToPath(new URL(`./heic.thread${extname(import.meta.url)}`, import.meta.url)), { workerData: request, stdout: true, stderr: true }); // what the decoder prints about damaged files is in its answer too
    const finish = (answer: HeicAnswer): void => {
      clearTimeout(patience);
      done(answer);
      void thread.terminate();
    };
    const patience = setTimeout(() => finish({ error: 'took too long' }), PATIENCE_MS);
    thread.once('message', (answer: HeicAnswer) => finish(answer));
    thread.once('error', (error) => finish({ error: error instanceof Error ? error.message : String(error) }));
    thread.once('exit', (code) => finish({ error: `thread ended with ${code}` }));
  });
}
