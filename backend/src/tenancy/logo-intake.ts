import sharp from 'sharp';

/** The most bytes a logo may have: 1 MB. */
export const MOST_LOGO_BYTES = 1024 * 1024;
/** What is unfolded at most, so that a small file cannot fill the memory. */
const MOST_PIXELS = 25_000_000;
/** It is kept twice as large as the largest place that shows it, for sharp screens. */
const WIDTH = 640;
const HEIGHT = 192;
const SMALLEST = 16;

/** Why a file is not taken as a logo. */
export type LogoRefusal = 'EMPTY' | 'TOO_MANY_BYTES' | 'SVG' | 'NOT_AN_IMAGE' | 'TOO_MANY_PIXELS' | 'TOO_SMALL';

/** A file that is not taken as a logo. */
export class LogoRefused extends Error {
  constructor(readonly reason: LogoRefusal) {
    super(`logo refused: ${reason}`);
  }
}

const texts: Readonly<Record<LogoRefusal, { readonly fr: string; readonly en: string }>> = {
  EMPTY: { fr: 'Aucun fichier n’a été reçu. Choisissez une image PNG, JPEG ou WebP.', en: 'No file arrived. Choose a PNG, JPEG or WebP picture.' },
  TOO_MANY_BYTES: { fr: 'Ce fichier dépasse 1 Mo. Enregistrez le logo en plus petit, puis réessayez.', en: 'This file is larger than 1 MB. Save the logo smaller and try again.' },
  SVG: { fr: 'Un fichier SVG peut contenir des programmes : il n’est pas accepté. Exportez le logo en PNG.', en: 'An SVG file can hold programs, so it is not accepted. Export the logo as PNG.' },
  NOT_AN_IMAGE: { fr: 'Ce fichier n’est pas une image PNG, JPEG ou WebP que l’on peut lire. Choisissez-en un autre.', en: 'This file is not a PNG, JPEG or WebP picture that can be read. Choose another one.' },
  TOO_MANY_PIXELS: { fr: 'Cette image a plus de 25 millions de points. Enregistrez-la en plus petit.', en: 'This picture has more than 25 million pixels. Save it smaller.' },
  TOO_SMALL: { fr: 'Cette image est trop petite pour être nette : il faut au moins 16 points de côté.', en: 'This picture is too small to look sharp: each side needs at least 16 pixels.' },
};

/** What the person who chose the file is told. */
export const logoRefusalText = (reason: LogoRefusal, locale: 'fr' | 'en'): string => texts[reason][locale];

/** Draws an uploaded picture anew as a PNG of our own: nothing of the file survives but its pixels. */
export async function takeLogo(bytes: Buffer): Promise<Buffer> {
  if (!bytes.length) throw new LogoRefused('EMPTY');
  if (bytes.length > MOST_LOGO_BYTES) throw new LogoRefused('TOO_MANY_BYTES');
  if (looksLikeSvg(bytes)) throw new LogoRefused('SVG');
  if (!isRaster(bytes)) throw new LogoRefused('NOT_AN_IMAGE');
  const picture = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' });
  try {
    const { width, height } = await picture.metadata();
    if (Math.min(width, height) < SMALLEST) throw new LogoRefused('TOO_SMALL');
    return await picture.autoOrient().resize({ width: WIDTH, height: HEIGHT, fit: 'inside', withoutEnlargement: true }).png({ compressionLevel: 9 }).toBuffer();
  } catch (error) {
    if (error instanceof LogoRefused) throw error;
    throw new LogoRefused(/pixel limit/i.test((error as Error).message) ? 'TOO_MANY_PIXELS' : 'NOT_AN_IMAGE');
  }
}

const looksLikeSvg = (bytes: Buffer): boolean => /<(\?xml|!doctype svg|svg)\b/i.test(bytes.subarray(0, 1_024).toString('latin1'));

/** By their first bytes, whatever the name says. */
function isRaster(bytes: Buffer): boolean {
  const starts = bytes.subarray(0, 12).toString('latin1');
  return starts.startsWith('\x89PNG\r\n\x1a\n') || starts.startsWith('\xff\xd8\xff') || (starts.startsWith('RIFF') && starts.endsWith('WEBP'));
}
