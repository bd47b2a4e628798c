import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Worker as Thread } from 'node:worker_threads';
import tesseract from 'tesseract.js';
import { Engine, type EngineWorker } from './engine.js';

/** Printed text as it was recognised, and how sure the recogniser is of it, 0 to 1. */
export interface RecognisedText {
  readonly text: string;
  readonly confidence: number;
}

/** How text lies on a picture: here and there as on a label, or in rows across as on an invoice. */
export type Layout = 'SCATTERED' | 'ROWS';
const LAYOUTS = { SCATTERED: tesseract.PSM.SPARSE_TEXT, ROWS: tesseract.PSM.SINGLE_BLOCK } as const;

class OcrThread implements EngineWorker {
  readonly died: Promise<Error>;

  constructor(private readonly worker: tesseract.Worker, private readonly thread: Thread) {
    this.died = new Promise((resolve) => {
      thread.once('error', (error) => resolve(error instanceof Error ? error : new Error(String(error))));
      thread.once('exit', (code) => resolve(new Error(`recogniser ended with ${code}`)));
    });
  }

  async recognise(image: Buffer, layout: Layout): Promise<RecognisedText> {
    this.thread.ref();
    const asked = this.worker.setParameters({ tessedit_pageseg_mode: LAYOUTS[layout] }).then(() => this.worker.recognize(image));
    const { data } = await asked.finally(() => this.thread.unref());
    return { text: data.text, confidence: data.confidence / 100 };
  }

  stop(): Promise<number> {
    return this.thread.terminate();
  }
}

/** The recogniser of printed text, wholly offline, started when first needed and shared by everybody. */
export class OcrEngine {
  private readonly engine: Engine<OcrThread>;

  constructor(mostWaiting?: number) {
    this.engine = new Engine(startOcr, mostWaiting);
  }

  /** The printed text in one picture; other callers wait their turn meanwhile. */
  recognise(image: Buffer, timeoutMs: number, layout: Layout = 'SCATTERED'): Promise<RecognisedText> {
    return this.engine.run((thread) => thread.recognise(image, layout), timeoutMs);
  }

  close(): Promise<void> {
    return this.engine.close();
  }
}

async function startOcr(): Promise<OcrThread> {
  const require = createRequire(import.meta.url);
  const langPath = join(dirname(require.resolve('@tesseract.js-data/eng/package.json')), '4.0.0_best_int');
  const worker = await tesseract.createWorker('eng', tesseract.OEM.LSTM_ONLY, { langPath, cacheMethod: 'none', gzip: true, errorHandler: () => undefined });
  const thread = threadOf(worker);
  thread.unref();
  return new OcrThread(worker, thread);
}

/** The thread behind the recogniser; its types do not mention it. */
function threadOf(worker: tesseract.Worker): Thread {
  return (worker as tesseract.Worker & { worker: Thread }).worker;
}
