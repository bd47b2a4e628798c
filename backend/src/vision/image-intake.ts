import { open, readFile } from 'node:fs/promises';
import sharp, { type Metadata, type Sharp } from 'sharp';
import { MOST_PIXELS } from './barcode-ladder.js';
import { unfoldHeic } from './heic.js';

/** The most bytes a photo may have: 25 MB. */
export const MOST_BYTES = 25 * 1024 * 1024;

/** Why an upload is not taken as a photo. */
export type RefusalReason = 'EMPTY' | 'TOO_MANY_BYTES' | 'TOO_MANY_PIXELS' | 'NOT_AN_IMAGE' | 'TYPE_NOT_TAKEN' | 'ANIMATED' | 'DAMAGED' | 'MORE_THAN_AN_IMAGE';

/** An upload that is not taken as a photo, and why. */
export class ImageRefused extends Error {
  constructor(readonly reason: RefusalReason, detail = '') {
    super(detail ? `image refused: ${reason}, ${detail}` : `image refused: ${reason}`);
    this.name = 'ImageRefused';
  }
}

/** A photo as we keep it: a fresh JPEG without anything the phone wrote beside the pixels, and a small one for lists. */
export interface TakenImage {
  readonly jpeg: Buffer;
  readonly width: number;
  readonly height: number;
  readonly thumbnail: Buffer;
}

type Taken = 'jpeg' | 'png' | 'webp' | 'heic';

/** How files begin that people might send instead: GIF, BMP, TIFF, PDF and archives. */
const NOT_TAKEN = ['GIF8', 'BM', 'II*\0', 'MM\0*', '%PDF', 'PK\x03\x04', '\x1f\x8b', 'Rar!', '7z\xbc\xaf'];

/** Pictures come once each: what the library would keep of them for later is never asked for again. */
sharp.cache(false);

const START = 4096;
/** An archive's directory is found from its end, behind a comment of at most 65,535 bytes. */
const END = 65_557;
const KEPT_SIDE = 4096;
const THUMBNAIL_SIDE = 320;

/** An upload: its bytes, or the path of the file that has them. */
export type Upload = Buffer | string;

/** The first bytes of an upload, its last ones, where an archive says what it is, and how many it has. */
interface Ends {
  readonly size: number;
  readonly start: Buffer;
  readonly end: Buffer;
}

/** Checks an upload by its content, whatever its name says, and makes it into a photo of ours. */
export async function takeIn(upload: Upload): Promise<TakenImage> {
  const ends = await endsOf(upload);
  if (ends.size === 0) throw new ImageRefused('EMPTY');
  if (ends.size > MOST_BYTES) throw new ImageRefused('TOO_MANY_BYTES', `${ends.size} bytes`);
  const type = typeOf(ends.start);
  refuseSecondNature(ends);
  return oneByOne(() => madeAnew(type, upload));
}

async function endsOf(upload: Upload): Promise<Ends> {
  if (typeof upload !== 'string') return { size: upload.length, start: upload.subarray(0, START), end: upload.subarray(Math.max(0, upload.length - END)) };
  const file = await open(upload);
  try {
    const { size } = await file.stat();
    const piece = async (from: number, length: number) => (await file.read(Buffer.alloc(length), 0, length, from)).buffer;
    return { size, start: await piece(0, Math.min(size, START)), end: await piece(Math.max(0, size - END), Math.min(size, END)) };
  } finally {
    await file.close();
  }
}

let before: Promise<unknown> = Promise.resolve();

/** Pictures are unfolded one after the other: each takes four times its pixels in memory, and one uses the processor well. */
function oneByOne<T>(work: () => Promise<T>): Promise<T> {
  const turn = before.then(work, work);
  before = turn.catch(() => undefined);
  return turn;
}

async function madeAnew(type: Taken, upload: Upload): Promise<TakenImage> {
  const picture = type === 'heic' ? await heicPixels(typeof upload === 'string' ? await readFile(upload) : upload) : await checked(type, upload);
  try {
    const upright = picture.autoOrient().flatten({ background: '#fff' }).toColourspace('srgb');
    const kept = await upright.resize({ width: KEPT_SIDE, height: KEPT_SIDE, fit: 'inside', withoutEnlargement: true }).jpeg({ quality: 92, optimiseCoding: false }).toBuffer({ resolveWithObject: true });
    const thumbnail = await sharp(kept.data).resize({ width: THUMBNAIL_SIDE, height: THUMBNAIL_SIDE, fit: 'inside', withoutEnlargement: true }).jpeg({ quality: 75 }).toBuffer();
    return { jpeg: kept.data, width: kept.info.width, height: kept.info.height, thumbnail };
  } catch (error) {
    throw new ImageRefused('DAMAGED', error instanceof Error ? error.message : String(error));
  }
}

/** The kind of image the first bytes announce; refuses kinds we do not take. */
export function typeOf(bytes: Buffer): Taken {
  if (bytes.length >= 3 && bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  if (bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return 'png';
  const head = bytes.toString('latin1', 0, 1024);
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'webp';
  if (head.slice(4, 8) === 'ftyp') {
    if (/^(hei[cx]|hev[cx]|mif1|msf1)$/.test(head.slice(8, 12))) return 'heic';
    throw new ImageRefused('TYPE_NOT_TAKEN');
  }
  if (NOT_TAKEN.some((start) => head.startsWith(start)) || /<svg|<!doctype|<\?xml|<html/i.test(head)) throw new ImageRefused('TYPE_NOT_TAKEN');
  throw new ImageRefused('NOT_AN_IMAGE');
}

async function checked(type: Exclude<Taken, 'heic'>, upload: Upload): Promise<Sharp> {
  checkHeader(type, await headerOf(upload));
  return sharp(upload, { limitInputPixels: MOST_PIXELS, failOn: 'truncated' });
}

/** An iPhone's photo as pixels; already upright, because the file says which way to turn it and the decoder follows. */
async function heicPixels(bytes: Buffer): Promise<Sharp> {
  const answer = await unfoldHeic(bytes, MOST_PIXELS);
  if ('error' in answer) throw new ImageRefused('DAMAGED', answer.error);
  const { width, height, data } = answer;
  if (!data) throw new ImageRefused('TOO_MANY_PIXELS', `${width} × ${height}`);
  return sharp(data, { raw: { width, height, channels: 4 } });
}

async function headerOf(upload: Upload): Promise<Metadata> {
  try {
    return await sharp(upload, { limitInputPixels: false }).metadata();
  } catch (error) {
    throw new ImageRefused('DAMAGED', error instanceof Error ? error.message : String(error));
  }
}

function checkHeader(type: Exclude<Taken, 'heic'>, { format, width, height, pages }: Metadata): void {
  if (format !== type) throw new ImageRefused('NOT_AN_IMAGE', `${type} outside, ${format ?? 'nothing'} inside`);
  if (width * height > MOST_PIXELS) throw new ImageRefused('TOO_MANY_PIXELS', `${width} × ${height}`);
  if ((pages ?? 1) > 1) throw new ImageRefused('ANIMATED');
}

/**
 * Refuses an image that another program would open as something else: an archive (read from its end), a document or a page
 * (announced near its start). A film behind the picture, as many phones add, is let through: only the pixels are kept.
 */
function refuseSecondNature({ size, start, end }: Ends): void {
  if (endsAnArchive(end, size)) throw new ImageRefused('MORE_THAN_AN_IMAGE', 'archive');
  if (start.subarray(0, 1024).includes('%PDF-', 0, 'latin1')) throw new ImageRefused('MORE_THAN_AN_IMAGE', 'document');
  const text = start.toString('latin1') + end.toString('latin1').slice(-4096);
  if (/<script|<\?php|<html|<svg/i.test(text)) throw new ImageRefused('MORE_THAN_AN_IMAGE', 'page');
}

/** Whether an archive's last record stands near the end and points into the file, or says that the true place stands elsewhere; a picture's bytes may look like its first four by chance. */
function endsAnArchive(end: Buffer, size: number): boolean {
  for (let at = end.indexOf('PK\x05\x06', 0, 'latin1'); at >= 0 && at + 22 <= end.length; at = end.indexOf('PK\x05\x06', at + 1, 'latin1')) {
    const [length, from] = [end.readUInt32LE(at + 12), end.readUInt32LE(at + 16)];
    if (from === 0xffff_ffff || from + length <= size) return true;
  }
  return false;
}
