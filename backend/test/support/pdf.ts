import { inflateSync } from 'node:zlib';

/** What is drawn on all pages, as PDF operators. */
export function drawing(pdf: Buffer): string {
  const text: string[] = [];
  for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at + 7)) {
    if (pdf.subarray(at - 3, at).toString() === 'end') continue;
    const bytes = pdf.subarray(at + 7, pdf.indexOf('endstream', at));
    if (bytes[0] === 0x78) text.push(inflateSync(bytes).toString('latin1'));
  }
  return text.join('\n');
}

/** The words of the paper: pdfkit writes them as hexadecimal pieces with kerning between them. */
export const words = (operators: string): string =>
  [...operators.matchAll(/\[(.*?)\] TJ/g)].map(([, pieces]) => [...pieces!.matchAll(/<([0-9a-f]*)>/g)].map(([, hex]) => Buffer.from(hex!, 'hex').toString('latin1')).join('')).join('\n');
