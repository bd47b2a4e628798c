import sharp, { type Sharp } from 'sharp';
import type { ReaderOptions } from 'zxing-wasm/reader';
import type { GreyImage } from './barcode-engine.js';
import type { FoundCode } from './barcode.thread.js';
import { VisionUnavailable } from './reader.js';

/** Pixels beyond which a photo is not decoded: 25 million. */
export const MOST_PIXELS = 25_000_000;

/** Searches one picture for codes. */
export type Scan = (image: GreyImage, options: ReaderOptions, timeoutMs: number) => Promise<FoundCode[]>;

/** Explains line codes in an upright picture, of which so many are known already. */
export type Fit = (image: GreyImage, known: number, timeoutMs: number) => Promise<FoundCode[]>;

/** What a climb found, and how the label lies in the photo: degrees to turn it back by, if a code told. */
export interface Climb {
  readonly codes: readonly FoundCode[];
  readonly angle?: number;
  readonly rungs: readonly string[];
}

/** When to stop: after so much time, or once the codes found are enough. */
export interface ClimbLimits {
  readonly budgetMs: number;
  readonly enough: (codes: readonly FoundCode[]) => boolean;
}

interface Rung {
  readonly name: string;
  /** Whether the rung is worth its time after what was found below it. */
  readonly when: (state: State) => boolean;
  readonly picture: (state: State) => Sharp;
  readonly options: (state: State) => ReaderOptions;
}

interface State {
  readonly photo: GreyImage;
  readonly work: GreyImage;
  codes: FoundCode[];
  angle?: number;
}

const LOOK_AT_ALL: ReaderOptions = { tryHarder: true, maxNumberOfSymbols: 16 };
/** A picture changed this much may show lines that are not there, so eight rows must agree. */
const UPRIGHT_LINES: ReaderOptions = { ...LOOK_AT_ALL, formats: ['AllLinear'], tryRotate: false, tryInvert: false, minLineCount: 8 };
const GREY = { r: 128, g: 128, b: 128 };
const WORK_SIDE = 1800;
const MOST_SIDE = 4200;

const always = (): boolean => true;
const nothing = (state: State): boolean => state.codes.length === 0;
const straight = (state: State): Sharp => turned(state.work, -(state.angle ?? 0));
const steep = (state: State): boolean => Math.abs(offAxis(state.angle ?? 0)) > 4;
const everything = (): ReaderOptions => LOOK_AT_ALL;
/** Once a code has told how the label lies, codes made of squares have been read and only fine lines can be missing. */
const missing = (state: State): ReaderOptions => (state.angle === undefined ? LOOK_AT_ALL : UPRIGHT_LINES);
const twice = (state: State): number => Math.min(state.work.width * 2, MOST_SIDE);

/** From cheap to dear; each rung looks at the photo prepared in another way. */
const RUNGS: readonly Rung[] = [
  { name: 'plain', when: always, picture: ({ work }) => pixels(work), options: everything },
  { name: 'full size', when: ({ photo, work }) => photo.width > work.width, picture: ({ photo }) => pixels(photo), options: everything },
  { name: 'straightened', when: steep, picture: straight, options: missing },
  { name: 'sharpened', when: always, picture: (s) => crisp(straight(s)), options: missing },
  { name: 'twice the size', when: always, picture: (s) => straight(s).resize({ width: twice(s), kernel: 'cubic' }), options: missing },
  { name: 'sharpened and twice the size', when: always, picture: (s) => crisp(straight(s)).resize({ width: twice(s), kernel: 'cubic' }), options: missing },
  { name: 'contrast', when: nothing, picture: ({ work }) => pixels(work).normalise().clahe({ width: tile(work.width), height: tile(work.height), maxSlope: 3 }), options: everything },
  { name: 'turned 30', when: nothing, picture: ({ work }) => turned(work, 30), options: everything },
  { name: 'turned -30', when: nothing, picture: ({ work }) => turned(work, -30), options: everything },
  { name: 'turned 45', when: nothing, picture: ({ work }) => turned(work, 45), options: everything },
  { name: 'smoothed', when: nothing, picture: ({ work }) => pixels(work).median(3), options: () => ({ ...LOOK_AT_ALL, tryDenoise: true }) },
  { name: 'half the size', when: nothing, picture: ({ work }) => pixels(work).resize({ width: Math.max(64, work.width >> 1) }), options: everything },
  { name: 'fixed threshold', when: nothing, picture: ({ work }) => pixels(work).blur(1.2), options: () => ({ ...LOOK_AT_ALL, binarizer: 'GlobalHistogram' }) },
];

/** Looks for codes, from the cheapest preparation of the photo to the dearest, until enough is found or the time is used up. */
export async function climb(image: Buffer, scan: Scan, limits: ClimbLimits, fit?: Fit): Promise<Climb> {
  const until = performance.now() + limits.budgetMs;
  const photo = await greyOf(sharp(image, { limitInputPixels: MOST_PIXELS, failOn: 'truncated' }).autoOrient());
  const state: State = { photo, work: await within(photo, WORK_SIDE), codes: [] };
  const rungs: string[] = [];
  for (const rung of RUNGS) {
    const left = until - performance.now();
    if (left < 50) break;
    if (!rung.when(state)) continue;
    rungs.push(rung.name);
    const found = await scan(await greyOf(rung.picture(state)), rung.options(state), left).catch((error: unknown) => {
      if (state.codes.length && error instanceof VisionUnavailable) return null; // what has been found is worth more than what might have been
      throw error;
    });
    if (!found) break;
    if (state.angle === undefined && rung.name === 'plain') state.angle = angleOf(found);
    const known = new Set(state.codes.map(key));
    state.codes = [...state.codes, ...found.filter((code) => !known.has(key(code)))];
    if (limits.enough(state.codes)) break;
    if (!fit || rung.name !== BEFORE_FITTING || until - performance.now() < 200) continue;
    rungs.push('fitted');
    state.codes = [...state.codes, ...(await fitted(state, fit, until - performance.now()))];
    if (limits.enough(state.codes)) break;
  }
  return { codes: state.codes, angle: state.angle, rungs };
}

/** After this rung, line codes that are still missing are explained rather than decoded. */
const MOST_FITTING_MS = 3_000;
const BEFORE_FITTING = 'sharpened and twice the size';

/** Line codes the decoder could not read, in the picture turned upright; upside down is tried there. */
async function fitted(state: State, fit: Fit, timeoutMs: number): Promise<FoundCode[]> {
  const angle = state.angle ?? 0;
  // Turning a little blurs what is tiny more than it helps, and the corners of a tiny code tell its angle badly.
  const upright = await greyOf(Math.abs(offAxis(angle)) < 1.5 ? turned(state.work, offAxis(angle) - angle) : straight(state));
  const lines = new Set(state.codes.filter(({ linear }) => linear).map(({ text }) => text));
  const codes = await fit(upright, lines.size, Math.min(timeoutMs, MOST_FITTING_MS)).catch((error: unknown) => {
    if (error instanceof VisionUnavailable) return []; // what has been found is worth more than what might have been
    throw error;
  });
  return codes.filter(({ text }) => !lines.has(text));
}

/** How far the label is turned, in degrees, told by the surest code: one made of squares before one made of lines. */
export function angleOf(codes: readonly FoundCode[]): number | undefined {
  const best = codes.find((code) => !code.linear) ?? codes[0];
  if (!best) return undefined;
  const { topLeft, topRight } = best;
  return (Math.atan2(topRight.y - topLeft.y, topRight.x - topLeft.x) * 180) / Math.PI;
}

/** How far an angle is from the nearest quarter turn. */
export function offAxis(angle: number): number {
  return angle - Math.round(angle / 90) * 90;
}

function key({ format, text }: FoundCode): string {
  return `${format}\n${text}`;
}

function tile(side: number): number {
  return Math.max(8, Math.round(side / 8));
}

function pixels({ data, width, height }: GreyImage): Sharp {
  return sharp(data, { raw: { width, height, channels: 1 }, limitInputPixels: MOST_PIXELS });
}

/** Edges made harder by what the pixels two steps away differ: far cheaper than sharpening in a colour space. */
function crisp(picture: Sharp): Sharp {
  return picture.convolve({ width: 5, height: 5, scale: 1, offset: 0, kernel: [0, 0, -1, 0, 0, 0, 0, 0, 0, 0, -1, 0, 5, 0, -1, 0, 0, 0, 0, 0, 0, 0, -1, 0, 0] });
}

function turned(image: GreyImage, degrees: number): Sharp {
  return Math.abs(degrees) < 0.3 ? pixels(image) : pixels(image).rotate(degrees, { background: GREY });
}

async function within(image: GreyImage, side: number): Promise<GreyImage> {
  if (Math.max(image.width, image.height) <= side) return image;
  return greyOf(pixels(image).resize({ width: side, height: side, fit: 'inside' }));
}

async function greyOf(picture: Sharp): Promise<GreyImage> {
  const { data, info } = await picture.flatten({ background: '#fff' }).greyscale().toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
  if (info.channels === 1) return { data, width: info.width, height: info.height };
  const one = Buffer.alloc(info.width * info.height);
  for (let i = 0; i < one.length; i++) one[i] = data[i * info.channels]!;
  return { data: one, width: info.width, height: info.height };
}
