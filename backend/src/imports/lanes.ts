import { Lane, type Batch, type Written } from './lane.js';

/** Two: while one waits for its next batch the other's indexes are being kept. More would take the cores from the server's own work. */
const LANES = 2;
const PROGRESS_MS = 1_000;

/** Several lanes side by side. Batches may finish in any order, but count as done only once all before them are. */
export class Lanes {
  private readonly free: Lane[];
  private readonly under = new Set<Promise<void>>();
  private tail: Promise<void> = Promise.resolve();
  private failure: { readonly error: unknown } | undefined;
  private told = performance.now();

  private constructor(
    private readonly lanes: readonly Lane[],
    private readonly runId: string,
  ) {
    this.free = [...lanes];
  }

  static async open(databaseUrl: string, tenantId: string, runId: string): Promise<Lanes> {
    return new Lanes(await Promise.all(Array.from({ length: LANES }, () => Lane.open(databaseUrl, tenantId))), runId);
  }

  get first(): Lane {
    return this.lanes[0]!;
  }

  /** Hands a batch to the next free lane; `alone` waits until no other is under way. `done` is called in the order of sending. */
  async send(batch: Batch, alone: boolean, done: (written: Written) => Promise<void>): Promise<void> {
    if (alone) await this.settled();
    while (!this.free.length && !this.failure) await Promise.race(this.under);
    if (this.failure) throw this.failure.error;
    const lane = this.free.pop()!;
    const before = this.tail;
    const brought = lane.bring(batch, this.runId).finally(() => this.free.push(lane));
    const work = brought.then(() => undefined, (error: unknown) => void (this.failure ??= { error }));
    this.under.add(work);
    void work.finally(() => this.under.delete(work));
    this.tail = before.then(() => brought).then((written) => (this.failure ? undefined : done(written))).catch((error: unknown) => void (this.failure ??= { error }));
  }

  /** Waits until everything sent is in; throws what went wrong. */
  async settled(): Promise<void> {
    await this.tail;
    await Promise.all(this.under);
    if (this.failure) throw this.failure.error;
  }

  /** Whether it is time to tell how far it is. */
  due(): boolean {
    const now = performance.now();
    if (now - this.told < PROGRESS_MS) return false;
    this.told = now;
    return true;
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.lanes.map((lane) => lane.close()));
  }
}
