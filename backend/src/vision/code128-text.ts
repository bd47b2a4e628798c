/** The widths of bars and spaces of each of the 106 symbols of Code 128 (ISO/IEC 15417), in modules, and of the stop. */
const WIDTHS = `212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221
223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113
132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113
312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111
241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113
411311 113141 114131 311141 411131 211412 211214 211232`.split(/\s+/);

const modulesOf = (widths: string): readonly number[] => [...widths].flatMap((width, i) => Array.from({ length: Number(width) }, () => (i % 2 ? 0 : 1)));

/** Each symbol as its eleven modules, 1 for dark. */
export const SYMBOLS: readonly (readonly number[])[] = WIDTHS.map(modulesOf);
/** The thirteen modules that end a code. */
export const STOP = modulesOf('2331112');
/** The first of the three symbols that begin a code. */
export const FIRST_START = 103;

const [SHIFT, TO_C, TO_B, TO_A] = [98, 99, 100, 101];

/** The text of a code from its start to its check symbol; null when the check is wrong or it makes no text. */
export function code128Text(symbols: readonly number[]): string | null {
  const data = symbols.slice(0, -1);
  const sum = data.reduce((all, symbol, i) => all + symbol * Math.max(1, i), 0);
  if (symbols.length < 3 || data[0]! < FIRST_START || sum % 103 !== symbols.at(-1)) return null;
  let set = 'ABC'[data[0]! - FIRST_START]!;
  let text = '';
  let shifted = false;
  for (const symbol of data.slice(1)) {
    if (symbol >= FIRST_START) return null;
    const now = shifted ? (set === 'A' ? 'B' : 'A') : set;
    shifted = false;
    if (now === 'C') {
      if (symbol < 100) text += String(symbol).padStart(2, '0');
      else if (symbol === TO_B || symbol === TO_A) set = symbol === TO_B ? 'B' : 'A';
    } else if (symbol < 96) text += String.fromCharCode(now === 'A' && symbol >= 64 ? symbol - 64 : symbol + 32);
    else if (symbol === SHIFT) shifted = true;
    else if (symbol === TO_C) set = 'C';
    else if (symbol === TO_B && now === 'A') set = 'B';
    else if (symbol === TO_A && now === 'B') set = 'A';
  }
  return text || null;
}
