import sharp from 'sharp';
import { LogoRefused, logoRefusalText, MOST_LOGO_BYTES, takeLogo, type LogoRefusal } from './logo-intake.js';

const picture = (width = 400, height = 120) => sharp({ create: { width, height, channels: 4, background: { r: 10, g: 110, b: 80, alpha: 0.5 } } });

async function refusal(bytes: Buffer): Promise<LogoRefusal | undefined> {
  const error = await takeLogo(bytes).then(() => undefined, (e: unknown) => e);
  return error instanceof LogoRefused ? error.reason : undefined;
}

describe('a logo', () => {
  it.each(['png', 'jpeg', 'webp'] as const)('that is a %s is drawn anew as a PNG', async (type) => {
    const png = await takeLogo(await picture().toFormat(type).toBuffer());
    expect(await sharp(png).metadata()).toMatchObject({ format: 'png', width: 400, height: 120 });
  });

  it('is made smaller than the largest place that shows it, and keeps what shines through', async () => {
    const png = await takeLogo(await picture(3000, 500).png().toBuffer());
    expect(await sharp(png).metadata()).toMatchObject({ width: 640, height: 107, hasAlpha: true });
  });

  it('brings nothing along but its pixels', async () => {
    const bytes = Buffer.concat([await picture().withExif({ IFD0: { Copyright: 'secret-canary' } }).jpeg().toBuffer(), Buffer.from('<script>alert(1)</script>')]);
    expect(bytes.includes('secret-canary')).toBe(true);
    const png = await takeLogo(bytes);
    expect(['secret-canary', '<script>'].map((text) => png.includes(text))).toEqual([false, false]);
  });

  it.each<[string, LogoRefusal, Buffer | (() => Promise<Buffer>)]>([
    ['nothing', 'EMPTY', Buffer.alloc(0)],
    ['too many bytes', 'TOO_MANY_BYTES', Buffer.alloc(MOST_LOGO_BYTES + 1)],
    ['a drawing', 'SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')],
    ['a drawing behind a declaration', 'SVG', Buffer.from('\ufeff<?xml version="1.0"?>\n<!-- x -->\n<svg/>')],
    ['words', 'NOT_AN_IMAGE', Buffer.from('Notre logo')],
    ['a document', 'NOT_AN_IMAGE', Buffer.from('%PDF-1.7\n')],
    ['a moving picture', 'NOT_AN_IMAGE', () => picture().gif().toBuffer()],
    ['half a picture', 'NOT_AN_IMAGE', async () => (await picture().jpeg().toBuffer()).subarray(0, 300)],
    ['a name alone', 'NOT_AN_IMAGE', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')],
    ['too many pixels', 'TOO_MANY_PIXELS', () => sharp({ create: { width: 6_000, height: 5_000, channels: 3, background: '#fff' } }).png().toBuffer()],
    ['a speck', 'TOO_SMALL', () => picture(300, 8).png().toBuffer()],
  ])('is refused when it is %s', async (_what, reason, bytes) => {
    expect(await refusal(typeof bytes === 'function' ? await bytes() : bytes)).toBe(reason);
    expect(logoRefusalText(reason, 'fr')).not.toBe(logoRefusalText(reason, 'en'));
  });
});
