import type { ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';

/** Large bodies that are read into memory at the same time: each may be 25 MB, and the picture in it four times that. */
const AT_ONCE = 2;

/** Lets large bodies in one after the other, so that many at once cost no more memory than a few: the bytes of the others wait with their senders. */
@Injectable()
export class UploadTurns {
  private busy = 0;
  private readonly waiting: (() => void)[] = [];

  /** Waits for a turn and answers what ends it, once the body is no longer needed; it ends by itself when the answer has been sent or the sender is gone. Nothing when the sender left meanwhile. */
  async wait(response: ServerResponse): Promise<(() => void) | undefined> {
    if (this.busy < AT_ONCE) this.busy++;
    else await new Promise<void>((go) => this.waiting.push(go));
    if (response.destroyed) return this.next();
    let isOver = false;
    const end = () => {
      if (!isOver) this.next();
      isOver = true;
    };
    response.once('close', end);
    return end;
  }

  private next(): undefined {
    const go = this.waiting.shift();
    if (go) go();
    else this.busy--;
  }
}
