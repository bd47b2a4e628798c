import { formatMoney } from '@demarc/money';
import PDFDocument from 'pdfkit';
import { create as qrCode } from 'qrcode';
import type { Locale } from '../platform/caller.js';
import { paperDay, paperWords, printable } from './paper-words.js';

/** Everything that stands on the paper. */
export interface Paper {
  readonly locale: Locale;
  readonly provider: { readonly name: string; readonly legalName: string; readonly colour: string; readonly email: string | null; readonly phone: string | null; readonly footer: string; readonly logo?: Buffer | null };
  readonly customer: { readonly name: string; readonly number: string; readonly address: readonly string[] };
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

const LEFT = 50;
const RIGHT = 562;
const TOP = 50;
/** Lines stop here; below stand the foot of the page and its number. */
const BOTTOM = 700;
const FOOT = 722;
const INK = '#1a1f24';
const QUIET = '#5b6670';
const RULE = '#d9dee3';
/** The room of the provider's logo, which stands where its name would. */
const LOGO_WIDTH = 190;
const LOGO_HEIGHT = 34;
const QUANTITY_AT = 360;
const PRICE_AT = 400;
const AMOUNT_AT = 480;

type Doc = PDFKit.PDFDocument;

/** Draws an invoice on Letter paper, with fonts that every reader has. */
export function invoicePdf(paper: Paper): Promise<Buffer> {
  const words = paperWords(paper.locale);
  const title = `${paper.isCreditNote ? words.creditNote : words.invoice} ${paper.number}`;
  const doc = new PDFDocument({ size: 'LETTER', margin: 0, bufferPages: true, lang: paper.locale === 'fr' ? 'fr-CA' : 'en-CA', displayTitle: true, info: { Title: title, Author: paper.provider.legalName } });
  const chunks: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => doc.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => resolve(Buffer.concat(chunks))).on('error', reject));
  let y = head(doc, paper);
  y = table(doc, paper, y);
  y = sums(doc, paper, y);
  if (!paper.isCreditNote) online(doc, paper, y);
  feet(doc, paper);
  doc.end();
  return done;
}

function head(doc: Doc, paper: Paper): number {
  const { provider, customer, locale } = paper;
  const words = paperWords(locale);
  // A name that would take a second line is set small, so that it stays above what follows.
  const isLong = doc.font('Helvetica-Bold').fontSize(20).widthOfString(printable(provider.name)) > 280;
  doc.rect(0, 0, 612, 6).fill(provider.colour);
  if (provider.logo) doc.image(provider.logo, LEFT, TOP - 8, { fit: [LOGO_WIDTH, LOGO_HEIGHT], valign: 'center' });
  else say(doc, provider.name, LEFT, TOP, { size: isLong ? 11 : 20, bold: true, colour: provider.colour, width: 280, height: 28 });
  say(doc, [provider.phone, provider.email].filter(Boolean).join(' · '), LEFT, TOP + (isLong ? 31 : 27), { colour: QUIET, width: 300 });
  say(doc, paper.isCreditNote ? words.creditNote : words.invoice, 350, TOP, { size: 20, bold: true, width: RIGHT - 350, end: true });
  if (paper.state !== 'open') say(doc, words[paper.state].toUpperCase(), 350, TOP + 27, { bold: true, colour: paper.state === 'paid' ? '#0b6e4f' : QUIET, width: RIGHT - 350, end: true });
  const facts: readonly [string, string][] = [[words.number, paper.number], [words.issued, paperDay(paper.issuedOn, locale)], [words.due, paperDay(paper.dueOn, locale)], [words.customer, customer.number]];
  facts.forEach(([name, value], i) => {
    say(doc, name, 350, 112 + i * 16, { colour: QUIET, width: 80 });
    say(doc, value, 430, 112 + i * 16, { width: RIGHT - 430, end: true });
  });
  say(doc, words.billTo, LEFT, 112, { colour: QUIET });
  say(doc, customer.name, LEFT, 127, { bold: true, size: 11, width: 270 });
  // A long name takes several lines; what is below makes room for it.
  let y = 130 + doc.font('Helvetica-Bold').fontSize(11).heightOfString(printable(customer.name), { width: 270 });
  for (const line of customer.address) {
    say(doc, line, LEFT, y, { width: 270 });
    y += doc.font('Helvetica').fontSize(10).heightOfString(printable(line), { width: 270 }) + 2.5;
  }
  return Math.max(205, y + 20);
}

function tableHead(doc: Doc, paper: Paper, y: number): number {
  const words = paperWords(paper.locale);
  say(doc, words.line, LEFT, y, { colour: QUIET });
  say(doc, words.quantity, QUANTITY_AT - 40, y, { colour: QUIET, width: 70, end: true });
  say(doc, words.price, PRICE_AT, y, { colour: QUIET, width: 70, end: true });
  say(doc, words.amount, AMOUNT_AT, y, { colour: QUIET, width: RIGHT - AMOUNT_AT, end: true });
  rule(doc, y + 15);
  return y + 22;
}

function table(doc: Doc, paper: Paper, from: number): number {
  let y = tableHead(doc, paper, from);
  for (const line of paper.lines) {
    const text = printable(line.description);
    const days = line.periodStart && line.periodEnd ? `${paperDay(line.periodStart, paper.locale)} – ${paperDay(line.periodEnd, paper.locale)}` : '';
    const period = [days, line.explanation && printable(line.explanation)].filter(Boolean).join(' · ');
    const height = doc.font('Helvetica').fontSize(10).heightOfString(text, { width: 265 }) + (period ? 13 : 0) + 10;
    if (y + height > BOTTOM) y = tableHead(doc, paper, nextPage(doc, paper));
    say(doc, text, LEFT, y, { width: 265 });
    if (period) say(doc, period, LEFT, y + height - 22, { size: 8.5, colour: QUIET });
    say(doc, String(line.quantity), QUANTITY_AT - 40, y, { width: 70, end: true });
    say(doc, cash(paper, line.unitPrice), PRICE_AT, y, { width: 70, end: true });
    say(doc, cash(paper, line.amount), AMOUNT_AT, y, { width: RIGHT - AMOUNT_AT, end: true });
    y += height;
    rule(doc, y - 4);
  }
  return y + 6;
}

function sums(doc: Doc, paper: Paper, from: number): number {
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
    if (y + 16 > BOTTOM) y = nextPage(doc, paper);
    say(doc, name, 300, y, { bold, colour: bold ? INK : QUIET, width: 180 });
    say(doc, cash(paper, amount), AMOUNT_AT, y, { bold, width: RIGHT - AMOUNT_AT, end: true });
    y += 16;
  }
  if (y + 34 > BOTTOM) y = nextPage(doc, paper);
  doc.roundedRect(290, y + 2, RIGHT - 290 + 10, 28, 4).fill(paper.provider.colour);
  say(doc, words.left, 300, y + 11, { bold: true, colour: '#ffffff', width: 150 });
  say(doc, cash(paper, paper.balance), 430, y + 10, { bold: true, size: 12, colour: '#ffffff', width: RIGHT - 430, end: true });
  return y + 44;
}

function online(doc: Doc, paper: Paper, from: number): void {
  const size = 92;
  const y = from + size > BOTTOM ? nextPage(doc, paper) : from;
  const { modules } = qrCode(paper.link, { errorCorrectionLevel: 'M' });
  const cell = size / modules.size;
  for (let row = 0; row < modules.size; row++) for (let column = 0; column < modules.size; column++) if (modules.get(row, column)) doc.rect(LEFT + column * cell, y + row * cell, cell + 0.05, cell + 0.05);
  doc.fill('#000000');
  const words = paperWords(paper.locale);
  say(doc, words.payOnline, LEFT + size + 16, y + 4, { bold: true });
  say(doc, words.payText, LEFT + size + 16, y + 20, { colour: QUIET, width: 300 });
  say(doc, paper.link, LEFT + size + 16, y + 34, { colour: paper.provider.colour, width: 380, link: paper.link });
  if (paper.memo) say(doc, paper.memo, LEFT + size + 16, y + 54, { colour: QUIET, width: 390, height: 44 });
}

function feet(doc: Doc, paper: Paper): void {
  const words = paperWords(paper.locale);
  const { count } = doc.bufferedPageRange();
  for (let i = 0; i < count; i++) {
    doc.switchToPage(i);
    rule(doc, FOOT - 8);
    say(doc, [paper.provider.legalName, paper.provider.footer].filter(Boolean).join('\n'), LEFT, FOOT, { size: 8, colour: QUIET, width: 420, height: 40 });
    say(doc, `${words.page} ${i + 1} ${words.of} ${count}`, 480, FOOT, { size: 8, colour: QUIET, width: RIGHT - 480, end: true });
  }
}

function nextPage(doc: Doc, paper: Paper): number {
  const words = paperWords(paper.locale);
  doc.addPage();
  say(doc, `${words.invoice} ${paper.number} (${words.continued})`, LEFT, TOP, { bold: true });
  return TOP + 28;
}

interface Look {
  readonly size?: number;
  readonly bold?: boolean;
  readonly colour?: string;
  readonly width?: number;
  readonly height?: number;
  readonly end?: boolean;
  readonly link?: string;
}

function say(doc: Doc, text: string, x: number, y: number, { size = 10, bold = false, colour = INK, width, height, end = false, link }: Look = {}): void {
  if (!text) return;
  const options = { ...(width ? { width } : { lineBreak: false }), ...(height ? { height, ellipsis: true } : {}), align: end ? ('right' as const) : ('left' as const), ...(link ? { link } : {}) };
  doc.font(bold ? 'Helvetica-Bold' : 'Helvetica').fontSize(size).fillColor(colour).text(printable(text), x, y, options);
}

const rule = (doc: Doc, y: number): void => void doc.moveTo(LEFT, y).lineTo(RIGHT, y).lineWidth(0.5).stroke(RULE);

const cash = (paper: Paper, amount: number): string => formatMoney({ amount, currency: paper.currency }, paper.locale);
