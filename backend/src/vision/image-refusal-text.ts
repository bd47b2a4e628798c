import type { RefusalReason } from './image-intake.js';

type Text = Readonly<Record<'fr' | 'en', string>>;

const TYPES: Text = { fr: 'Envoyez une photo JPEG, HEIC, PNG ou WebP.', en: 'Send a JPEG, HEIC, PNG or WebP photo.' };
const TEXTS: Readonly<Record<RefusalReason, Text>> = {
  EMPTY: { fr: 'La photo est vide. Prenez-la de nouveau.', en: 'The photo is empty. Take it again.' },
  TOO_MANY_BYTES: { fr: 'La photo dépasse 25 Mo.', en: 'The photo is larger than 25 MB.' },
  TOO_MANY_PIXELS: { fr: 'La photo dépasse 25 mégapixels. Choisissez une taille plus petite dans l’appareil photo.', en: 'The photo has more than 25 megapixels. Choose a smaller size in the camera.' },
  NOT_AN_IMAGE: { fr: `Ce fichier n’est pas une photo. ${TYPES.fr}`, en: `This file is not a photo. ${TYPES.en}` },
  TYPE_NOT_TAKEN: TYPES,
  ANIMATED: { fr: `Une image animée n’est pas une photo. ${TYPES.fr}`, en: `A moving picture is not a photo. ${TYPES.en}` },
  DAMAGED: { fr: 'La photo est endommagée. Prenez-la de nouveau.', en: 'The photo is damaged. Take it again.' },
  MORE_THAN_AN_IMAGE: { fr: 'Ce fichier contient autre chose qu’une photo.', en: 'This file holds more than a photo.' },
};

/** Why a photo is not taken, in words for the person who sent it. */
export function imageRefusalText(reason: RefusalReason, locale: 'fr' | 'en'): string {
  return TEXTS[reason][locale];
}
