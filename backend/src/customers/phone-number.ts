/** Country calling codes in use (ITU-T E.164), written as the digits after the plus sign. */
const CALLING_CODES = new Set(
  ('1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98 ' +
    '211 212 213 216 218 220 221 222 223 224 225 226 227 228 229 230 231 232 233 234 235 236 237 238 239 240 241 242 243 244 245 246 247 248 249 ' +
    '250 251 252 253 254 255 256 257 258 260 261 262 263 264 265 266 267 268 269 290 291 297 298 299 350 351 352 353 354 355 356 357 358 359 ' +
    '370 371 372 373 374 375 376 377 378 380 381 382 383 385 386 387 389 420 421 423 500 501 502 503 504 505 506 507 508 509 590 591 592 593 594 ' +
    '595 596 597 598 599 670 672 673 674 675 676 677 678 679 680 681 682 683 685 686 687 688 689 690 691 692 800 808 850 852 853 855 856 870 878 ' +
    '880 881 882 883 886 888 960 961 962 963 964 965 966 967 968 970 971 972 973 974 975 976 977 979 992 993 994 995 996 998').split(' '),
);

/** Area code and exchange of a North American number never start with 0 or 1. */
const NORTH_AMERICAN = /^[2-9]\d{2}[2-9]\d{6}$/;

/** The digits of a number as it was written, without an extension such as `poste 12`. */
function digitsOf(text: string): string {
  return text.replace(/\s*(?:poste|ext\.?|x|#)\s*\d+\s*$/i, '').replace(/\D/g, '');
}

/** A telephone number in E.164, `+14185551234`; `undefined` when no country has such a number. Without a plus sign it is North American. */
export function e164(text: string): string | undefined {
  const digits = digitsOf(text);
  const prefix = /^\s*(\+|00|011)/.exec(text)?.[1];
  const number = prefix ? digits.slice(prefix.replace('+', '').length) : digits.length === 10 ? `1${digits}` : digits;
  if (number.startsWith('1')) return NORTH_AMERICAN.test(number.slice(1)) ? `+${number}` : undefined;
  const known = prefix && [1, 2, 3].some((length) => CALLING_CODES.has(number.slice(0, length)));
  return known && number.length >= 7 && number.length <= 15 ? `+${number}` : undefined;
}

/** Whether it is written as a telephone number is, but too short for one: `514 555`, `(514) 55`, `514-555-01`. */
export const isHalfAPhone = (text: string): boolean => /^\s*(?:\(\d{3}\)|\d{3}[ .]|\d{3}-\d{3}-)[\d .-]*$/.test(text) && digitsOf(text).length < 10;

/** The last 10 digits, by which the same number is found however it was written. */
export function lastTen(text: string): string {
  return digitsOf(text).slice(-10);
}
