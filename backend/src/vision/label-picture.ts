import sharp from 'sharp';
import { MOST_PIXELS, offAxis } from './barcode-ladder.js';

const READABLE_SIDE = 1600;

/** The label as a recogniser of text likes it: upright, grey, even in contrast, and neither tiny nor huge. */
export async function labelPicture(image: Buffer, angle: number | undefined, side = READABLE_SIDE): Promise<Buffer> {
  const upright = await sharp(image, { limitInputPixels: MOST_PIXELS, failOn: 'truncated' }).autoOrient().flatten({ background: '#fff' }).greyscale().toBuffer({ resolveWithObject: true });
  const turned = needsTurning(angle) ? sharp(upright.data).rotate(-angle, { background: '#808080' }) : sharp(upright.data);
  const longest = Math.max(upright.info.width, upright.info.height);
  const width = Math.round((upright.info.width * side) / longest);
  return turned.resize({ width, withoutEnlargement: false, kernel: 'cubic' }).normalise().png({ compressionLevel: 1 }).toBuffer();
}

function needsTurning(angle: number | undefined): angle is number {
  return angle !== undefined && (Math.abs(offAxis(angle)) > 0.5 || Math.abs(angle) > 45);
}
