import { createReadStream } from 'node:fs';

/** One line of a file, and where the next one begins. */
export interface Line {
  readonly text: string;
  readonly next: number;
}

const NEWLINE = 0x0a;

/**
 * The lines of a file from a byte on, a handful at a time, so that a file of any size takes the memory of one chunk.
 * Lines are cut as bytes: a letter of several bytes is never split.
 */
export async function* linesOf(file: string, from = 0): AsyncGenerator<Line[]> {
  let rest: Buffer = Buffer.alloc(0);
  let at = from;
  for await (const chunk of createReadStream(file, { start: from, highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>) {
    const bytes = rest.length ? Buffer.concat([rest, chunk]) : chunk;
    const lines: Line[] = [];
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE, start); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
      lines.push({ text: bytes.toString('utf8', start, end), next: at + end + 1 });
      start = end + 1;
    }
    at += start;
    rest = bytes.subarray(start);
    if (lines.length) yield lines;
  }
  if (rest.length) yield [{ text: rest.toString('utf8'), next: at + rest.length }];
}
