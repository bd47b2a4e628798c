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

const KEPT_SIDE = 4096;
const THUMBNAIL_SIDE = 320;

/** Checks an upload by its content, whatever its name says, and makes it into a photo of ours. */
export async function takeIn(bytes: Buffer): Promise<TakenImage> {
  if (bytes.length === 0) throw new ImageRefused('EMPTY');
  if (bytes.length > MOST_BYTES) throw new ImageRefused('TOO_MANY_BYTES', `${bytes.length} bytes`);
  const type = typeOf(bytes);
  refuseSecondNature(bytes);
  const picture = type === 'heic' ? await heicPixels(bytes) : await checked(type, bytes);
  try {
    const upright = picture.autoOrient().flatten({ background: '#fff' }).toColourspace('srgb');
    const kept = await upright.resize({ width: KEPT_SIDE, height: KEPT_SIDE, fit: 'inside', withoutEnlargement: true }).jpeg({ quality: 92 }).toBuffer({ resolveWithObject: true });
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

async function checked(type: Exclude<Taken, 'heic'>, bytes: Buffer): Promise<Sharp> {
  checkHeader(type, await headerOf(bytes));
  return sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'truncated' });
}

/** An iPhone's photo as pixels; already upright, because the file says which way to turn it and the decoder follows. */
async function heicPixels(bytes: Buffer): Promise<Sharp> {
  const answer = await unfoldHeic(bytes, MOST_PIXELS);
  if ('error' in answer) throw new ImageRefused('DAMAGED', answer.error);
  const { width, height, data } = answer;
  if (!data) throw new ImageRefused('TOO_MANY_PIXELS', `${width} × ${height}`);
  return sharp(data, { raw: { width, height, channels: 4 } });
}

async function headerOf(bytes: Buffer): Promise<Metadata> {
  try {
    return await sharp(bytes, { limitInputPixels: false }).metadata();
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
function refuseSecondNature(bytes: Buffer): void {
  const tail = bytes.subarray(Math.max(0, bytes.length - 65_557));
  if (tail.includes('PK\x05\x06', 0, 'latin1') && bytes.includes('PK\x03\x04', 0, 'latin1')) throw new ImageRefused('MORE_THAN_AN_IMAGE', 'archive');
  if (bytes.subarray(0, 1024).includes('%PDF-', 0, 'latin1')) throw new ImageRefused('MORE_THAN_AN_IMAGE', 'document');
  const text = bytes.toString('latin1', 0, 4096) + tail.toString('latin1').slice(-4096);
  if (/<script|<\?php|<html|<svg/i.test(text)) throw new ImageRefused('MORE_THAN_AN_IMAGE', 'page');
}
