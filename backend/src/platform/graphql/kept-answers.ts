import { Injectable } from '@nestjs/common';
import { LiveBus } from '../events/live-bus.js';

/** How long an answer is kept at most: what no event tells, such as a customer's new name, shows after this. */
const KEEP_MS = 10_000;
const MOST_KEPT = 200;

interface Kept {
  readonly tenantId: string;
  readonly endedBy: ReadonlySet<string>;
  readonly until: number;
  readonly answer: Promise<Buffer>;
}

/**
 * Answers kept as the bytes that go out, each until an event that ends it arrives. What is kept is the promise, put
 * here before the database is asked: an event that arrives while it answers takes it out, so whoever asks after the
 * event is never given what was read before it, and a crowd that asks at once reads once.
 */
@Injectable()
export class KeptAnswers {
  private readonly kept = new Map<string, Kept>();

  constructor(bus: LiveBus) {
    bus.hear(({ tenantId, kind }) => {
      for (const [key, entry] of this.kept) if (entry.tenantId === tenantId && entry.endedBy.has(kind)) this.kept.delete(key);
    });
  }

  /** The kept answer, or what `read` answers, which is then kept. `key` holds all that the answer depends on. */
  get(key: string, tenantId: string, endedBy: ReadonlySet<string>, read: () => Promise<string>): Promise<Buffer> {
    const now = performance.now();
    const found = this.kept.get(key);
    if (found && found.until > now) return found.answer;
    const answer = read().then((text) => Buffer.from(text));
    const entry = { tenantId, endedBy, until: now + KEEP_MS, answer };
    this.kept.delete(key);
    if (this.kept.size >= MOST_KEPT) this.kept.delete(this.kept.keys().next().value!);
    this.kept.set(key, entry);
    // What failed is not kept; whoever asked is told by the promise itself.
    answer.catch(() => this.kept.get(key) === entry && this.kept.delete(key));
    return answer;
  }
}
