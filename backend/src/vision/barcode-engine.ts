import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { ReaderOptions } from 'zxing-wasm/reader';
import type { FoundCode, ScanAnswer, ScanRequest } from './barcode.thread.js';
import { Engine, type EngineWorker } from './engine.js';

/** Grey pixels, one byte each, row after row. */
export interface GreyImage {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

/** The barcode decoder in its own thread. */
export class BarcodeThread implements EngineWorker {
  readonly died: Promise<Error>;
  private readonly thread: Worker;
  private readonly open = new Map<number, (answer: ScanAnswer) => void>();
  private last = 0;

  constructor() {
    this.thread = new Worker(fileURLToPath(new URL(`./barcode.thread${extname(import.meta.url)}`, import.meta.url)));
    this.thread.unref();
    this.thread.on('message', (answer: ScanAnswer) => this.open.get(answer.id)?.(answer));
    this.died = new Promise((resolve) => {
      this.thread.once('error', (error) => resolve(error instanceof Error ? error : new Error(String(error))));
      this.thread.once('exit', (code) => resolve(new Error(`barcode thread ended with ${code}`)));
    });
  }

  /** The codes the decoder finds in one picture. */
  scan(image: GreyImage, options: ReaderOptions): Promise<FoundCode[]> {
    return this.ask(image, { options });
  }

  /** Blurred and tiny line codes in an upright picture, when more are to be seen than the decoder knows. */
  fit(image: GreyImage, known: number, budgetMs: number): Promise<FoundCode[]> {
    return this.ask(image, { options: {}, fit: { known, width: image.width, height: image.height, budgetMs } });
  }

  private async ask(image: GreyImage, what: Pick<ScanRequest, 'options' | 'fit'>): Promise<FoundCode[]> {
    const pgm = new Uint8Array(pgmOf(image));
    const id = ++this.last;
    const request: ScanRequest = { id, pgm, ...what };
    const answer = await new Promise<ScanAnswer>((resolve) => {
      this.open.set(id, resolve);
      this.thread.ref();
      this.thread.postMessage(request, [pgm.buffer]);
    }).finally(() => {
      this.open.delete(id);
      this.thread.unref();
    });
    if (answer.error !== undefined) throw new Error(`barcode decoder: ${answer.error}`);
    return answer.codes ?? [];
  }

  stop(): Promise<number> {
    return this.thread.terminate();
  }
}

/** The barcode decoder, started when first needed and shared by everybody. */
export class BarcodeEngine {
  private readonly engine: Engine<BarcodeThread>;

  constructor(mostWaiting?: number) {
    this.engine = new Engine(async () => new BarcodeThread(), mostWaiting);
  }

  /** Searches one picture; other callers wait their turn meanwhile. */
  scan(image: GreyImage, options: ReaderOptions, timeoutMs: number): Promise<FoundCode[]> {
    return this.engine.run((thread) => thread.scan(image, options), timeoutMs);
  }

  /** Explains line codes the decoder could not read; what it has found when the time is used up is the answer. */
  fit(image: GreyImage, known: number, timeoutMs: number): Promise<FoundCode[]> {
    return this.engine.run((thread) => thread.fit(image, known, timeoutMs * 0.8), timeoutMs);
  }

  close(): Promise<void> {
    return this.engine.close();
  }
}

function pgmOf({ data, width, height }: GreyImage): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1'), data]);
}
