import { Injectable } from '@nestjs/common';
import type { Locale } from '../platform/caller.js';
import { ImageRefused, takeIn, type TakenImage, type Upload } from './image-intake.js';
import { imageRefusalText } from './image-refusal-text.js';

/** A picture as it may be kept, or why it may not, in words. */
export type TakenPicture = { readonly image: TakenImage } | { readonly refused: string; readonly words: Readonly<Record<Locale, string>> };

/** Takes pictures of every kind in, by the same rules as labels: by content, within limits, made anew without what the phone wrote beside the pixels. */
@Injectable()
export class PictureIntakeService {
  async take(upload: Upload): Promise<TakenPicture> {
    try {
      return { image: await takeIn(upload) };
    } catch (error) {
      if (!(error instanceof ImageRefused)) throw error;
      return { refused: error.reason, words: { fr: imageRefusalText(error.reason, 'fr'), en: imageRefusalText(error.reason, 'en') } };
    }
  }
}
