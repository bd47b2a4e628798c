import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync, crc32 } from 'node:zlib';
import sharp from 'sharp';
import { ImageRefused, MOST_BYTES, takeIn, type RefusalReason } from './image-intake.js';

const photo = () => sharp({ create: { width: 640, height: 400, channels: 3, background: '#3a7' } });

async function refusal(bytes: Buffer): Promise<RefusalReason> {
  const error = await takeIn(bytes).then(() => undefined, (e: unknown) => e);
  if (!(error instanceof ImageRefused)) throw new Error(`not refused: ${String(error)}`);
  return error.reason;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function pngChunk(name: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** A PNG of a few bytes that unfolds to so many pixels. */
function bomb(width: number, height: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([1, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height));
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), pngChunk('IHDR', head), pngChunk('IDAT', rows), pngChunk('IEND', Buffer.alloc(0))]);
}

const HEIC = readFileSync(join(import.meta.dirname, '../../test/cases/vision/photo.heic'));

/** The same file, saying in its header that it is 30,000 pixels wide and high. */
function inflated(heic: Buffer): Buffer {
  const huge = Buffer.from(heic);
  for (let at = huge.indexOf('ispe'); at >= 0; at = huge.indexOf('ispe', at + 1)) {
    huge.writeUInt32BE(30_000, at + 8);
    huge.writeUInt32BE(30_000, at + 12);
  }
  return huge;
}

describe('taking in a photo', () => {
  test.each(['jpeg', 'png', 'webp'] as const)('makes a %s into a JPEG with a thumbnail', async (type) => {
    const taken = await takeIn(await photo().toFormat(type).toBuffer());
    expect(await sharp(taken.jpeg).metadata()).toMatchObject({ format: 'jpeg', width: 640, height: 400 });
    expect(await sharp(taken.thumbnail).metadata()).toMatchObject({ format: 'jpeg', width: 320, height: 200 });
  });

  test('applies the phone\'s orientation and keeps nothing the phone wrote', async () => {
    const taken = await takeIn(await photo().withMetadata({ orientation: 6 }).withExif({ IFD0: { Copyright: 'somebody', Orientation: '6' }, IFD3: { GPSLatitudeRef: 'N' } }).jpeg().toBuffer());
    const { width, height, exif, icc, xmp, orientation } = await sharp(taken.jpeg).metadata();
    expect({ width, height, exif, icc, xmp, orientation }).toEqual({ width: 400, height: 640 });
    expect(taken.jpeg.includes('somebody')).toBe(false);
  });

  test('makes a very wide photo smaller', async () => {
    const wide = await sharp({ create: { width: 6000, height: 2000, channels: 3, background: '#fff' } }).jpeg().toBuffer();
    expect(await takeIn(wide)).toMatchObject({ width: 4096, height: 1365 });
  });

  test('makes an iPhone’s HEIC into a JPEG', async () => {
    const taken = await takeIn(HEIC);
    expect(await sharp(taken.jpeg).metadata()).toMatchObject({ format: 'jpeg', width: 640, height: 400 });
    const corner = await sharp(taken.jpeg).extract({ left: 40, top: 40, width: 20, height: 20 }).raw().toBuffer();
    expect(corner[0]).toBeGreaterThan(180); // the red corner is where it was
    expect(corner[1]).toBeLessThan(60);
  });

  test('lets a film behind the picture through and drops it', async () => {
    const jpeg = await photo().jpeg().toBuffer();
    const taken = await takeIn(Buffer.concat([jpeg, Buffer.from('\0\0\0\x18ftypmp42', 'latin1'), Buffer.alloc(5000, 7)]));
    expect(taken.jpeg.includes('ftypmp42')).toBe(false);
  });

  test.each<[string, RefusalReason, Buffer | (() => Promise<Buffer>)]>([
    ['nothing', 'EMPTY', Buffer.alloc(0)],
    ['too many bytes', 'TOO_MANY_BYTES', Buffer.alloc(MOST_BYTES + 1)],
    ['text', 'NOT_AN_IMAGE', Buffer.from('just words')],
    ['SVG', 'TYPE_NOT_TAKEN', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['SVG after a declaration', 'TYPE_NOT_TAKEN', Buffer.from('<?xml version="1.0"?>\n<!-- x --><svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['GIF', 'TYPE_NOT_TAKEN', () => photo().gif().toBuffer()],
    ['TIFF', 'TYPE_NOT_TAKEN', () => photo().tiff().toBuffer()],
    ['AVIF', 'TYPE_NOT_TAKEN', () => photo().avif().toBuffer()],
    ['PDF', 'TYPE_NOT_TAKEN', Buffer.from('%PDF-1.7\n')],
    ['an archive', 'TYPE_NOT_TAKEN', Buffer.from('PK\x03\x04 and so on', 'latin1')],
    ['the beginning of a HEIC', 'DAMAGED', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')],
    ['half a HEIC', 'DAMAGED', HEIC.subarray(0, 700)],
    ['a HEIC that says it is huge', 'TOO_MANY_PIXELS', inflated(HEIC)],
    ['a pixel bomb', 'TOO_MANY_PIXELS', bomb(30_000, 30_000)],
    ['just over 25 million pixels', 'TOO_MANY_PIXELS', bomb(5001, 5000)],
    ['half a JPEG', 'DAMAGED', async () => (await photo().jpeg().toBuffer()).subarray(0, 700)],
    ['a JPEG that is an archive too', 'MORE_THAN_AN_IMAGE', async () => Buffer.concat([await photo().jpeg().toBuffer(), Buffer.from('PK\x03\x04hidden PK\x01\x02 PK\x05\x06', 'latin1'), Buffer.alloc(18)])],
    ['a JPEG that is a page too', 'MORE_THAN_AN_IMAGE', async () => Buffer.concat([await photo().jpeg().toBuffer(), Buffer.from('<script>alert(1)</script>')])],
    ['a JPEG that is a document too', 'MORE_THAN_AN_IMAGE', async () => {
      const jpeg = await photo().jpeg().toBuffer();
      return Buffer.concat([jpeg.subarray(0, 2), Buffer.from('fffe000a', 'hex'), Buffer.from('%PDF-1.4'), jpeg.subarray(2)]);
    }],
    ['a moving WebP', 'ANIMATED', async () => sharp([await photo().png().toBuffer(), await photo().negate().png().toBuffer()], { join: { animated: true } }).webp().toBuffer()],
  ])('refuses %s', async (_what, reason, bytes) => {
    expect(await refusal(typeof bytes === 'function' ? await bytes() : bytes)).toBe(reason);
  });

  test.each([['a photo', () => photo().jpeg().toBuffer()], ['HEIC', () => Promise.resolve(HEIC)]])('takes %s from a file as from memory', async (_what, make) => {
    const folder = mkdtempSync(join(tmpdir(), 'intake-'));
    const [bytes, path] = [await make(), join(folder, 'photo')];
    try {
      writeFileSync(path, bytes);
      expect(await takeIn(path)).toEqual(await takeIn(bytes));
      writeFileSync(path, Buffer.concat([bytes, Buffer.from('<script>alert(1)</script>')]));
      await expect(takeIn(path)).rejects.toMatchObject({ reason: 'MORE_THAN_AN_IMAGE' });
      writeFileSync(path, '');
      await expect(takeIn(path)).rejects.toMatchObject({ reason: 'EMPTY' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('knows an archive whose directory stands far from its end, and no chance likeness', async () => {
    const jpeg = await photo().jpeg().toBuffer();
    const record = (length: number, from: number) => Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(8), u32(length), u32(from), Buffer.from([0xff, 0xff])]);
    expect(await refusal(Buffer.concat([jpeg, Buffer.alloc(90_000), record(90_000, jpeg.length), Buffer.alloc(65_535)]))).toBe('MORE_THAN_AN_IMAGE');
    await expect(takeIn(Buffer.concat([jpeg, record(0x7fff_ffff, 0x7abc_def0), Buffer.alloc(40)]))).resolves.toMatchObject({ width: 640 });
  });

  test('takes exactly 25 million pixels', async () => {
    expect(await takeIn(bomb(5000, 5000))).toMatchObject({ width: 4096, height: 4096 });
  });
});
