import type { InvoiceLineRead, InvoiceReading } from './supplier-invoice.js';

const NUMBER = /(?:facture|invoice)\s*(?:no|n[°ºo]|num[ée]ro|number|#)?\s*[.:#]*\s*((?=[A-Z0-9/-]*\d)[A-Z0-9][A-Z0-9/-]{2,29})/i;
const ISO_DAY = /\b(20\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\b/;
const MONEY = /^-?\d{1,3}(?:[ ,.\u00a0]?\d{3})*[.,]\d{2}$/;
const WHOLE = /^\d{1,5}$/;
const CODE = /^(?=.*\d|.*-)[A-Z0-9][A-Z0-9./-]{2,39}$/;
/** The dollar behind an amount: small print makes a percent sign or an S of it. */
const SIGN = /(\d[.,]\d{2})\s*[%$S§]$/;
const SUBTOTAL = /sous[- ]?total|sub[- ]?total/i;
const TAX = /\b(?:TPS|TVQ|TVH|GST|QST|HST|PST|taxes?)\b/i;
const TOTAL = /\btotal\b/i;

/** Cents of an amount in French or English spelling: `1 335,00`, `$1,335.00`. */
function cents(text: string): number | null {
  const bare = text.replace(/[$\s\u00a0]/g, '');
  return MONEY.test(bare) ? Number(bare.replace(/[.,]/g, '')) : null;
}

/** The amount a row ends with; with a blank between thousands it is two words. */
function lastAmount(words: readonly string[]): number | null {
  const two = words.slice(-2).join('');
  return (/^\d{1,3}$/.test(words.at(-2) ?? '') ? cents(two) : null) ?? cents(words.at(-1) ?? '');
}

/** A row that ends in quantity, price and amount. Where blanks leave a choice, the reading whose product is right is taken. */
function lineOf(words: readonly string[]): InvoiceLineRead | null {
  let known: InvoiceLineRead | null = null;
  for (const [ofAmount, ofPrice] of [[1, 1], [2, 1], [1, 2], [2, 2]] as const) {
    const at = words.length - ofAmount - ofPrice - 1;
    const [quantity, amount, unitPrice] = [words[at] ?? '', cents(words.slice(-ofAmount).join('')), cents(words.slice(at + 1, at + 1 + ofPrice).join(''))];
    if (at < 1 || amount === null || unitPrice === null || !WHOLE.test(quantity)) continue;
    const coded = CODE.test(words[0]!) && at > 1;
    const line = { code: coded ? words[0]! : '', description: words.slice(coded ? 1 : 0, at).join(' '), quantity: Number(quantity), unitPrice, amount };
    if (Number(quantity) * unitPrice === amount) return line;
    known ??= line;
  }
  return known;
}

/** A supplier’s invoice from its printed text, row by row; what cannot be told stays null. */
export function invoiceOfText(text: string): InvoiceReading {
  const rows = text.split('\n').map((row) => row.trim()).filter(Boolean);
  const found = { subtotal: null as number | null, tax: null as number | null, total: null as number | null };
  const lines: InvoiceLineRead[] = [];
  for (const row of rows) {
    const words = row.replace(SIGN, '$1').replace(/\$/g, ' ').split(/\s+/).filter((word) => word && !/^[|.,'‘’"_—–-]+$/.test(word));
    const amount = lastAmount(words);
    if (amount === null) continue;
    if (SUBTOTAL.test(row)) found.subtotal = amount;
    else if (TAX.test(row)) found.tax = (found.tax ?? 0) + amount;
    else if (TOTAL.test(row)) found.total = amount;
    else {
      const line = lineOf(words);
      if (line) lines.push(line);
    }
  }
  const day = ISO_DAY.exec(text);
  return {
    supplier: rows.find((row) => (row.match(/\p{L}/gu)?.length ?? 0) > 3 && !/^(?:facture|invoice)\b/i.test(row)) ?? null,
    number: NUMBER.exec(text)?.[1]?.toUpperCase() ?? null,
    issuedOn: day?.[0] ?? null,
    ...found,
    lines,
  };
}
