import { barRegions, type BarRegion } from './bar-regions.js';
import type { GreyImage } from './barcode-engine.js';
import type { FoundCode } from './barcode.thread.js';
import { fitCode128 } from './code128-fit.js';

/** Lines across one code that are read each for itself; two must agree. */
const BANDS = 4;
const AGREE = 2;
const LIKENESS = 0.85;

/** Reads Code 128 that the decoder could not, in an upright picture: too blurred, or too small. `stop` says when the time is used up. */
export function readBars(image: GreyImage, known: number, stop: () => boolean): FoundCode[] {
  const regions = barRegions(image).filter((region) => isUpright(image, region));
  if (regions.length <= known) return []; // each has been read by the decoder already
  const codes: FoundCode[] = [];
  for (const region of regions) {
    if (stop()) break;
    const text = textOf(image, region, stop);
    if (text) codes.push({ text, format: 'Code128', linear: true, topLeft: { x: region.left, y: region.top }, topRight: { x: region.right, y: region.top } });
  }
  return codes;
}

/** Whether two lines a little apart look alike: bars do, and printed words do not. */
function isUpright(image: GreyImage, region: BarRegion): boolean {
  const height = region.bottom - region.top;
  const [a, b] = [0.35, 0.55].map((part) => lineOf(image, region, Math.floor(region.top + part * height), Math.max(1, Math.floor(height * 0.1))));
  const mean = (line: Float64Array): number => line.reduce((sum, value) => sum + value, 0) / line.length;
  const [ma, mb] = [mean(a!), mean(b!)];
  let [both, own, other] = [0, 1e-9, 1e-9];
  for (let i = 0; i < a!.length; i++) {
    both += (a![i]! - ma) * (b![i]! - mb);
    own += (a![i]! - ma) ** 2;
    other += (b![i]! - mb) ** 2;
  }
  return both / Math.sqrt(own * other) > LIKENESS;
}

/** The text on which two lines across the code agree, from left to right or upside down. */
function textOf(image: GreyImage, region: BarRegion, stop: () => boolean): string | null {
  const height = region.bottom - region.top;
  for (const turned of [false, true]) {
    const texts = new Map<string, number>();
    for (let band = 0; band < BANDS && !stop(); band++) {
      const top = region.top + height * (0.15 + (0.7 * band) / BANDS);
      const line = lineOf(image, region, Math.floor(top), Math.max(1, Math.floor((0.7 * height) / BANDS)));
      const fit = fitCode128(turned ? line.reverse() : line);
      if (!fit) {
        if (band === AGREE - 1 && !texts.size) break;
        continue;
      }
      const times = (texts.get(fit.text) ?? 0) + 1;
      if (times >= AGREE) return fit.text;
      texts.set(fit.text, times);
    }
  }
  return null;
}

/** The mean of some rows, with what lies around it as light and its darkest as dark. */
function lineOf({ data, width }: GreyImage, { left, right }: BarRegion, top: number, rows: number): Float64Array {
  const margin = Math.round((right - left) * 0.06) + 6;
  const [from, to] = [Math.max(0, left - margin), Math.min(width, right + margin)];
  const line = new Float64Array(to - from);
  for (let y = top; y < top + rows; y++) for (let x = from; x < to; x++) line[x - from]! += data[y * width + x]! / rows;
  const sorted = Float64Array.from(line).sort();
  const [dark, light] = [sorted[Math.floor(sorted.length * 0.01)]!, sorted[Math.floor(sorted.length * 0.97)]!];
  return line.map((value) => (light - value) / Math.max(1, light - dark));
}
