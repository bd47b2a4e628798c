import PDFDocument from 'pdfkit';
import { create as qrCode } from 'qrcode';
import type { Locale } from '../caller.js';
import { printable } from './printable.js';

/** The edges of what is written, in points from the paper's upper left corner; below `BOTTOM` stands the foot. */
export const LEFT = 50;
export const RIGHT = 562;
export const TOP = 50;
export const BOTTOM = 700;
export const FOOT = 722;
/** A quieter ink than that of the text. */
export const QUIET = '#5b6670';
const INK = '#1a1f24';
const RULE = '#d9dee3';

/** How a text looks: 10 points in ink from the left, in one line, unless it says otherwise. */
export interface Look {
  readonly size?: number;
  readonly bold?: boolean;
  readonly colour?: string;
  /** Where lines break, or for `end` what it ends at. */
  readonly width?: number;
  /** What does not fit ends in an ellipsis. */
  readonly height?: number;
  readonly end?: boolean;
  readonly link?: string;
}

/** A paper of Letter size, drawn from top to bottom, with the fonts that every reader has. */
export class Sheet {
  private readonly doc: PDFKit.PDFDocument;
  private readonly done: Promise<Buffer>;
  /** What a text measures in one line, by its look: amounts and days come again and again. */
  private readonly widths = new Map<string, number>();

  constructor({ title, author, locale }: { readonly title: string; readonly author: string; readonly locale: Locale }) {
    this.doc = new PDFDocument({ size: 'LETTER', margin: 0, bufferPages: true, lang: locale === 'fr' ? 'fr-CA' : 'en-CA', displayTitle: true, info: { Title: title, Author: author } });
    const chunks: Buffer[] = [];
    this.done = new Promise((resolve, reject) => this.doc.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => resolve(Buffer.concat(chunks))).on('error', reject));
  }

  say(text: string, x: number, y: number, look: Look = {}): void {
    if (!text) return;
    const { colour = INK, width, height, end = false, link } = look;
    const letters = printable(text);
    const isOneLine = !letters.includes('\n');
    const measured = isOneLine ? this.measure(letters, look) : 0;
    this.font(look).fillColor(colour);
    // Breaking lines and measuring again are what costs most; a text that fits into one line needs neither.
    if (isOneLine && (!width || measured <= width)) {
      const known: PDFKit.Mixins.TextOptions & { readonly textWidth: number; readonly wordCount: number } = { lineBreak: false, textWidth: measured, wordCount: 1, ...(link ? { link } : {}) };
      this.doc.text(letters, end && width ? x + width - measured : x, y, known);
    } else this.doc.text(letters, x, y, { ...(width ? { width } : {}), ...(height ? { height, ellipsis: true } : {}), align: end ? 'right' : 'left', ...(link ? { link } : {}) });
  }

  /** What a text measures in one line. */
  widthOf(text: string, look: Look = {}): number {
    return this.measure(printable(text), look);
  }

  private measure(letters: string, look: Look): number {
    const key = `${look.size ?? 10}${look.bold ? 'b' : ''} ${letters}`;
    const known = this.widths.get(key);
    if (known !== undefined) return known;
    const width = this.font(look).widthOfString(letters);
    this.widths.set(key, width);
    return width;
  }

  /** What a text measures from top to bottom, broken into lines of its `width`. */
  heightOf(text: string, look: Look & { readonly width: number }): number {
    const letters = printable(text);
    if (!letters.includes('\n') && this.measure(letters, look) <= look.width) return this.font(look).currentLineHeight(true);
    return this.font(look).heightOfString(letters, { width: look.width });
  }

  rule(y: number): void {
    this.doc.moveTo(LEFT, y).lineTo(RIGHT, y).lineWidth(0.5).stroke(RULE);
  }

  /** A filled box, with round corners where a radius is given. */
  box(x: number, y: number, width: number, height: number, colour: string, radius = 0): void {
    (radius ? this.doc.roundedRect(x, y, width, height, radius) : this.doc.rect(x, y, width, height)).fill(colour);
  }

  /** A picture as large as the room allows. */
  picture(bytes: Buffer, x: number, y: number, width: number, height: number): void {
    this.doc.image(bytes, x, y, { fit: [width, height], valign: 'center' });
  }

  /** An address as a QR code. */
  code(address: string, x: number, y: number, size: number): void {
    const { modules } = qrCode(address, { errorCorrectionLevel: 'M' });
    const cell = size / modules.size;
    for (let row = 0; row < modules.size; row++) for (let column = 0; column < modules.size; column++) if (modules.get(row, column)) this.doc.rect(x + column * cell, y + row * cell, cell + 0.05, cell + 0.05);
    this.doc.fill('#000000');
  }

  nextPage(): void {
    this.doc.addPage();
  }

  /** Draws the foot of every page, now that their number is known, and ends the paper. */
  finish(foot: (page: number, of: number) => void): Promise<Buffer> {
    const { count } = this.doc.bufferedPageRange();
    for (let i = 0; i < count; i++) {
      this.doc.switchToPage(i);
      foot(i + 1, count);
    }
    this.doc.end();
    return this.done;
  }

  private font({ size = 10, bold = false }: Look): PDFKit.PDFDocument {
    return this.doc.font(bold ? 'Helvetica-Bold' : 'Helvetica').fontSize(size);
  }
}
