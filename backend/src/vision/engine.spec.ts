import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { BarcodeEngine, BarcodeThread } from './barcode-engine.js';
import { Engine, type EngineWorker } from './engine.js';
import { VisionUnavailable } from './reader.js';

/** A thread that answers, dies or hangs as it is told. */
class Obedient implements EngineWorker {
  readonly thread = new Worker("require('node:worker_threads').parentPort.on('message', (m) => { if (m === 'die') process.exit(3); if (m !== 'hang') require('node:worker_threads').parentPort.postMessage(m); })", { eval: true });
  readonly died = once(this.thread, 'exit').then(([code]) => new Error(`ended with ${String(code)}`));

  async say(message: string): Promise<string> {
    const answer = once(this.thread, 'message');
    this.thread.postMessage(message);
    return String((await answer)[0]);
  }

  stop(): Promise<number> {
    return this.thread.terminate();
  }
}

describe('an engine beside the main thread', () => {
  let started: Obedient[];
  let engine: Engine<Obedient>;
  const say = (message: string, timeoutMs = 10_000) => engine.run((worker) => worker.say(message), timeoutMs);
  const reason = (running: Promise<unknown>) => running.then(() => 'answered', (e: unknown) => (e instanceof VisionUnavailable ? e.reason : String(e)));

  beforeEach(() => {
    started = [];
    engine = new Engine(async () => {
      const worker = new Obedient();
      started.push(worker);
      return worker;
    }, 3);
  });

  afterEach(() => engine.close());

  test('is started once and answers in turn', async () => {
    expect(started).toHaveLength(0);
    expect(await Promise.all([say('a'), say('b'), say('c')])).toEqual(['a', 'b', 'c']);
    expect(started).toHaveLength(1);
  });

  test('is replaced after a crash, and those waiting are served', async () => {
    const both = [reason(say('die')), reason(say('still here'))];
    expect(await Promise.all(both)).toEqual(['CRASHED', 'answered']);
    expect(started).toHaveLength(2);
  });

  test('is replaced after it hangs', async () => {
    expect(await reason(say('hang', 50))).toBe('TIMEOUT');
    expect(await say('again')).toBe('again');
    expect(started).toHaveLength(2);
  });

  test('a task that fails by itself leaves the worker alive', async () => {
    await expect(engine.run(() => Promise.reject(new Error('bad picture')), 1000)).rejects.toThrow('bad picture');
    await say('fine');
    expect(started).toHaveLength(1);
  });

  test('refuses more than may wait', async () => {
    const five = ['1', '2', '3', '4', '5'].map((n) => reason(say(n)));
    expect(await Promise.all(five)).toEqual(['answered', 'answered', 'answered', 'answered', 'BUSY']);
  });

  test('closing ends what runs, refuses what waits and what comes later', async () => {
    await say('warm');
    const open = [reason(say('hang')), reason(say('waiting'))];
    await engine.close();
    expect(await Promise.all(open)).toEqual(['CLOSED', 'CLOSED']);
    expect(await reason(say('late'))).toBe('CLOSED');
  });
});

describe('the barcode thread', () => {
  test('finds nothing in a blank picture', async () => {
    const engine = new BarcodeEngine();
    try {
      expect(await engine.scan({ data: Buffer.alloc(64 * 64, 255), width: 64, height: 64 }, {}, 10_000)).toEqual([]);
    } finally {
      await engine.close();
    }
  });

  test('its end is noticed', async () => {
    const thread = new BarcodeThread();
    await thread.stop();
    expect((await thread.died).message).toMatch(/ended with/);
  });
});
