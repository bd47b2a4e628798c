import { formatMoney } from '@demarc/money';
import type { Locale } from '../platform/caller.js';
import { drawFoot, drawHead, drawOnline, drawTotal, type Recipient, type Sender } from '../platform/paper/letterhead.js';
import { paperDay } from '../platform/paper/printable.js';
import { BOTTOM, LEFT, QUIET, RIGHT, Sheet, TOP } from '../platform/paper/sheet.js';
import { paperWords } from './paper-words.js';

/** Everything that stands on the paper. */
export interface Paper {
  readonly locale: Locale;
  readonly provider: Sender;
  readonly customer: Recipient;
  readonly number: string;
  /** Whether it gives money back instead of asking for it. */
  readonly isCreditNote?: boolean;
  readonly state: 'open' | 'paid' | 'void';
  readonly issuedOn: string;
  readonly dueOn: string;
  readonly currency: string;
  readonly lines: readonly { readonly description: string; readonly quantity: number; readonly unitPrice: number; readonly amount: number; readonly explanation?: string; readonly periodStart: string | null; readonly periodEnd: string | null }[];
  readonly subtotal: number;
  readonly taxes: readonly { readonly code: string; readonly rateMillionths: number; readonly amount: number }[];
  readonly total: number;
  readonly payments: readonly { readonly method: string; readonly receivedOn: string; readonly amount: number }[];
  readonly balance: number;
  readonly memo: string;
  /** The invoice in the portal, behind the QR code. */
  readonly link: string;
}

const QUANTITY_AT = 360;
const PRICE_AT = 400;
const AMOUNT_AT = 480;

/** Draws an invoice on Letter paper, with fonts that every reader has. */
export function invoicePdf(paper: Paper): Promise<Buffer> {
  const { locale, provider, customer } = paper;
  const words = paperWords(locale);
  const title = paper.isCreditNote ? words.creditNote : words.invoice;
  const sheet = new Sheet({ title: `${title} ${paper.number}`, author: provider.legalName, locale });
  let y = drawHead(sheet, {
    sender: provider, recipient: customer, to: words.billTo, title,
    ...(paper.state === 'open' ? {} : { stamp: { text: words[paper.state], colour: paper.state === 'paid' ? '#0b6e4f' : QUIET } }),
    facts: [[words.number, paper.number], [words.issued, paperDay(paper.issuedOn, locale)], [words.due, paperDay(paper.dueOn, locale)], [words.customer, customer.number]],
  });
  y = table(sheet, paper, y);
  y = sums(sheet, paper, y);
  if (!paper.isCreditNote) drawOnline(sheet, y, { heading: paper.state === 'open' && paper.balance > 0 ? words.payOnline : words.online, text: words.payText, link: paper.link, colour: provider.colour, memo: paper.memo, nextPage: () => nextPage(sheet, paper) });
  return sheet.finish((page, of) => drawFoot(sheet, provider, `${words.page} ${page} ${words.of} ${of}`));
}

function tableHead(sheet: Sheet, paper: Paper, y: number): number {
  const words = paperWords(paper.locale);
  sheet.say(words.line, LEFT, y, { colour: QUIET });
  sheet.say(words.quantity, QUANTITY_AT - 40, y, { colour: QUIET, width: 70, end: true });
  sheet.say(words.price, PRICE_AT, y, { colour: QUIET, width: 70, end: true });
  sheet.say(words.amount, AMOUNT_AT, y, { colour: QUIET, width: RIGHT - AMOUNT_AT, end: true });
  sheet.rule(y + 16);
  return y + 23;
}

function table(sheet: Sheet, paper: Paper, from: number): number {
  let y = tableHead(sheet, paper, from);
  for (const line of paper.lines) {
    const days = line.periodStart && line.periodEnd ? `${paperDay(line.periodStart, paper.locale)} – ${paperDay(line.periodEnd, paper.locale)}` : '';
    const period = [days, line.explanation].filter(Boolean).join(' · ');
    const under = sheet.heightOf(line.description, { width: 265 });
    const height = under + (period ? 11 : 0) + 12;
    if (y + height > BOTTOM) y = tableHead(sheet, paper, nextPage(sheet, paper));
    sheet.say(line.description, LEFT, y, { width: 265 });
    if (period) sheet.say(period, LEFT, y + under + 1, { size: 8.5, colour: QUIET });
    sheet.say(String(line.quantity), QUANTITY_AT - 40, y, { width: 70, end: true });
    sheet.say(cash(paper, line.unitPrice), PRICE_AT, y, { width: 70, end: true });
    sheet.say(cash(paper, line.amount), AMOUNT_AT, y, { width: RIGHT - AMOUNT_AT, end: true });
    y += height;
    sheet.rule(y - 7);
  }
  return y + 6;
}

function sums(sheet: Sheet, paper: Paper, from: number): number {
  const words = paperWords(paper.locale);
  const percent = new Intl.NumberFormat(paper.locale === 'fr' ? 'fr-CA' : 'en-CA', { style: 'percent', maximumFractionDigits: 3 });
  const rows: readonly { name: string; amount: number; bold?: boolean }[] = [
    { name: words.subtotal, amount: paper.subtotal },
    ...paper.taxes.map((tax) => ({ name: `${words.taxes[tax.code as keyof typeof words.taxes] ?? tax.code} (${percent.format(tax.rateMillionths / 1_000_000)})`, amount: tax.amount })),
    { name: words.total, amount: paper.total, bold: true },
    ...paper.payments.map(({ method, receivedOn, amount }) => ({ name: `${words.methods[method as keyof typeof words.methods] ?? method}, ${paperDay(receivedOn, paper.locale)}`, amount: -amount })),
  ];
  let y = from;
  for (const { name, amount, bold = false } of rows) {
    if (y + 16 > BOTTOM) y = nextPage(sheet, paper);
    sheet.say(name, 300, y, { bold, ...(bold ? {} : { colour: QUIET }), width: 180 });
    sheet.say(cash(paper, amount), AMOUNT_AT, y, { bold, width: RIGHT - AMOUNT_AT, end: true });
    y += 16;
  }
  if (y + 34 > BOTTOM) y = nextPage(sheet, paper);
  return drawTotal(sheet, y, paper.provider.colour, words.left, cash(paper, paper.balance));
}

function nextPage(sheet: Sheet, paper: Paper): number {
  const words = paperWords(paper.locale);
  sheet.nextPage();
  sheet.say(`${paper.isCreditNote ? words.creditNote : words.invoice} ${paper.number} (${words.continued})`, LEFT, TOP, { bold: true });
  return TOP + 28;
}

const cash = (paper: Paper, amount: number): string => formatMoney({ amount, currency: paper.currency }, paper.locale);
