// Runs in a worker thread of its own, where decoding may take its time. Started from source, as tests do, it finds its neighbours there too.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { parentPort } from 'node:worker_threads';
import { prepareZXingModule, readBarcodes, type ReaderOptions } from 'zxing-wasm/reader';

/** One picture to search: grey pixels in the PGM form, and how hard to look. */
export interface ScanRequest {
  readonly id: number;
  readonly pgm: Uint8Array;
  readonly options: ReaderOptions;
  /** Reads blurred and tiny line codes instead: how many were decoded already, the size of the picture, and the time it may take. */
  readonly fit?: { readonly known: number; readonly width: number; readonly height: number; readonly budgetMs: number };
}

/** A corner of a code, in pixels of the picture that was searched. */
export interface Corner {
  readonly x: number;
  readonly y: number;
}

/** A code as the decoder found it. */
export interface FoundCode {
  readonly text: string;
  readonly format: string;
  /** True for codes made of lines, false for codes made of squares. */
  readonly linear: boolean;
  readonly topLeft: Corner;
  readonly topRight: Corner;
}

/** The answer to one request. */
export interface ScanAnswer {
  readonly id: number;
  readonly codes?: FoundCode[];
  readonly error?: string;
}

const SQUARE = new Set(['QRCode', 'QRCodeModel1', 'QRCodeModel2', 'MicroQRCode', 'RMQRCode', 'DataMatrix', 'Aztec', 'AztecCode', 'MaxiCode', 'PDF417', 'CompactPDF417', 'MicroPDF417']);

async function answer({ id, pgm, options, fit }: ScanRequest): Promise<ScanAnswer> {
  try {
    if (fit) {
      const until = performance.now() + fit.budgetMs;
      const data = Buffer.from(pgm.buffer, pgm.byteOffset + pgm.length - fit.width * fit.height, fit.width * fit.height);
      return { id, codes: readBars({ data, width: fit.width, height: fit.height }, fit.known, () => performance.now() > until) };
    }
    const results = await readBarcodes(pgm, options);
    const codes = results
      .filter((r) => r.isValid && r.text !== '')
      .map((r) => ({ text: r.text, format: String(r.format), linear: !SQUARE.has(String(r.format)), topLeft: r.position.topLeft, topRight: r.position.topRight }));
    return { id, codes };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

if (import.meta.url.endsWith('.ts')) registerHooks({ resolve: (name, context, next) => next(name.startsWith('./') ? name.replace(/\.js$/, '.ts') : name, context) });
const { readBars } = await import('./bar-reader.js');
const wasm = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')));
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });
parentPort?.on('message', (request: ScanRequest) => {
  void answer(request).then((done) => parentPort?.postMessage(done));
});
