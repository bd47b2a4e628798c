import type { GreyImage } from './barcode-engine.js';

/** A place in an upright picture where there are upright bars. */
export interface BarRegion {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Finds what looks like line codes: wide places that change much from left to right and hardly from top to bottom. */
export function barRegions(image: GreyImage): BarRegion[] {
  const size = Math.max(4, Math.round(image.width / 200));
  const [columns, rows] = [Math.floor(image.width / size), Math.floor(image.height / size)];
  const bars = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row++) for (let column = 0; column < columns; column++) bars[row * columns + column] = isBars(image, column * size, row * size, size) ? 1 : 0;
  const runs: { row: number; from: number; to: number }[] = [];
  for (let row = 0; row < rows; row++) runs.push(...runsOf(bars.subarray(row * columns, (row + 1) * columns)).map((run) => ({ row, ...run })));
  const open: { from: number; to: number; top: number; bottom: number }[] = [];
  for (const { row, from, to } of runs) {
    const above = open.find((region) => row - region.bottom <= 2 && Math.min(to, region.to) - Math.max(from, region.from) > 0.6 * Math.min(to - from, region.to - region.from));
    if (above) Object.assign(above, { from: Math.min(from, above.from), to: Math.max(to, above.to), bottom: row });
    else open.push({ from, to, top: row, bottom: row });
  }
  return open.filter(({ from, to, top, bottom }) => bottom - top >= 2 && to - from >= 10 && to - from > 1.2 * (bottom - top) && (to - from) * size >= 60)
    .map(({ from, to, top, bottom }) => ({ left: from * size, right: (to + 1) * size, top: top * size, bottom: (bottom + 1) * size }));
}

/** Differences from left to right at least four times those from top to bottom, and enough of them to be ink. */
function isBars({ data, width, height }: GreyImage, x0: number, y0: number, size: number): boolean {
  let [across, down] = [0, 0];
  for (let y = y0; y < Math.min(y0 + size, height - 1); y++) {
    for (let x = x0; x < Math.min(x0 + size, width - 1); x++) {
      const i = y * width + x;
      across += Math.abs(data[i + 1]! - data[i]!);
      down += Math.abs(data[i + width]! - data[i]!);
    }
  }
  return across > 3 * size * size && across > 3 * down;
}

/** Long runs of ones; gaps of up to three are bridged, as wide bars and spaces leave them. */
function runsOf(line: Uint8Array): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (let i = 0; i < line.length; i++) {
    if (!line[i]) continue;
    const last = runs.at(-1);
    if (last && i - last.to <= 4) last.to = i;
    else runs.push({ from: i, to: i });
  }
  return runs.filter(({ from, to }) => to - from >= 8);
}
