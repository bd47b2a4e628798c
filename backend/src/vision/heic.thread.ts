// Runs in a worker thread of its own, one for each photo, so that a decoder that hangs can be ended. Imports packages only, so that it starts alike from source and from the build.
import { parentPort, workerData } from 'node:worker_threads';
import decode from 'heic-decode';

/** What the thread is given: the file, and the most pixels that are unfolded. */
export interface HeicRequest {
  readonly bytes: Uint8Array;
  readonly mostPixels: number;
}

/** The pixels, four bytes each; or how large the picture would be, when that is too large; or what is wrong with it. */
export type HeicAnswer = { readonly width: number; readonly height: number; readonly data?: Uint8Array } | { readonly error: string };

async function answer({ bytes, mostPixels }: HeicRequest): Promise<HeicAnswer> {
  try {
    const [first] = await decode.all({ buffer: bytes });
    if (!first) return { error: 'no picture inside' };
    const { width, height } = first;
    if (width * height > mostPixels) return { width, height };
    const { data } = await first.decode();
    return { width, height, data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

const done = await answer(workerData as HeicRequest);
parentPort?.postMessage(done, 'data' in done && done.data ? [done.data.buffer as ArrayBuffer] : []);
