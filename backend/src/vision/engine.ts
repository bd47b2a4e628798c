import { VisionUnavailable } from './reader.js';

/** Something heavy that works beside the main thread and may die on its own. */
export interface EngineWorker {
  /** Settles, with the reason, when the worker is gone. */
  readonly died: Promise<Error>;
  stop(): Promise<unknown>;
}

interface Waiting {
  start(): void;
  refuse(error: Error): void;
}

/** Runs tasks one after another on a worker that is started when first needed and replaced when it dies or hangs. */
export class Engine<W extends EngineWorker> {
  private worker?: Promise<W>;
  private readonly line: Waiting[] = [];
  private busy = false;
  private closed = false;
  private interrupt: (error: Error) => void = () => undefined;

  constructor(
    private readonly start: () => Promise<W>,
    private readonly mostWaiting = 16,
  ) {}

  /** Runs the task when its turn comes; a task that takes longer than its time costs the worker its life. */
  async run<T>(task: (worker: W) => Promise<T>, timeoutMs: number): Promise<T> {
    await this.turn();
    try {
      return await this.attempt(task, timeoutMs);
    } finally {
      this.busy = false;
      this.line.shift()?.start();
    }
  }

  /** Refuses what is waiting, interrupts what runs, and ends the worker. */
  async close(): Promise<void> {
    this.closed = true;
    for (const waiting of this.line.splice(0)) waiting.refuse(new VisionUnavailable('CLOSED'));
    this.interrupt(new VisionUnavailable('CLOSED'));
    await this.discard();
  }

  private turn(): Promise<void> {
    if (this.closed) return Promise.reject(new VisionUnavailable('CLOSED'));
    if (!this.busy) {
      this.busy = true;
      return Promise.resolve();
    }
    if (this.line.length >= this.mostWaiting) return Promise.reject(new VisionUnavailable('BUSY'));
    return new Promise((resolve, refuse) => {
      this.line.push({ start: () => { this.busy = true; resolve(); }, refuse });
    });
  }

  private async attempt<T>(task: (worker: W) => Promise<T>, timeoutMs: number): Promise<T> {
    if (this.closed) throw new VisionUnavailable('CLOSED');
    let timer: NodeJS.Timeout | undefined;
    const cut = new Promise<never>((_resolve, reject) => {
      this.interrupt = reject;
      timer = setTimeout(() => reject(new VisionUnavailable('TIMEOUT')), timeoutMs);
    });
    try {
      const worker = await Promise.race([this.ready(), cut]);
      const death = worker.died.then((error) => { throw new VisionUnavailable('CRASHED', undefined, error.message); });
      return await Promise.race([task(worker), death, cut]);
    } catch (error) {
      if (error instanceof VisionUnavailable) await this.discard();
      throw error;
    } finally {
      clearTimeout(timer);
      this.interrupt = () => undefined;
    }
  }

  private ready(): Promise<W> {
    if (this.worker) return this.worker;
    const starting = this.start();
    const forget = () => { if (this.worker === starting) this.worker = undefined; };
    starting.then((worker) => worker.died.then(forget), forget);
    return (this.worker = starting);
  }

  private async discard(): Promise<void> {
    const worker = this.worker;
    this.worker = undefined;
    await worker?.then((running) => running.stop(), () => undefined);
  }
}
