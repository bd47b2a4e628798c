import type { OnModuleDestroy } from '@nestjs/common';
import { BarcodeEngine } from '../barcode-engine.js';
import { climb, type Climb } from '../barcode-ladder.js';
import type { FoundCode } from '../barcode.thread.js';
import { barcodeOf, fieldsOfCodes, mergeFields, mostUseful } from '../label-fields.js';
import { labelPicture } from '../label-picture.js';
import { fieldsOfText } from '../label-text.js';
import { OcrEngine } from '../ocr-engine.js';
import type { InvoiceReading } from '../supplier-invoice.js';
import { invoiceOfText } from '../supplier-invoice-text.js';
import { MOST_CODES, VisionReader, type Barcode, type LabelField, type LabelReading } from '../reader.js';

/** How long the local reader may take, in milliseconds. */
export interface LocalReaderLimits {
  readonly barcodesMs: number;
  readonly textMs: number;
  readonly mostWaiting: number;
}

const LIMITS: LocalReaderLimits = { barcodesMs: 7000, textMs: 30_000, mostWaiting: 16 };

/** A page of small print needs more of its pixels than a label. */
const INVOICE_SIDE = 2000;

/** Reads codes and labels on this machine, without any account: a decoder and a recogniser, each in a thread of its own. */
export class LocalReader extends VisionReader implements OnModuleDestroy {
  private readonly barcodes: BarcodeEngine;
  private readonly ocr: OcrEngine;

  constructor(private readonly limits: LocalReaderLimits = LIMITS) {
    super();
    this.barcodes = new BarcodeEngine(limits.mostWaiting);
    this.ocr = new OcrEngine(limits.mostWaiting);
  }

  async readBarcodes(image: Buffer): Promise<Barcode[]> {
    const { codes } = await this.search(image, namesDevice);
    return mostUseful(codesOf(codes), MOST_CODES);
  }

  async readLabel(image: Buffer): Promise<LabelReading> {
    const { codes, angle } = await this.search(image, identified);
    const read = codesOf(codes);
    const told = fieldsOfCodes(read);
    const printed = await this.readText(image, angle);
    return { fields: mergeFields(told, printed), codes: mostUseful(read, MOST_CODES) };
  }

  async readInvoice(image: Buffer): Promise<InvoiceReading> {
    const { text } = await this.ocr.recognise(await labelPicture(image, undefined, INVOICE_SIDE), this.limits.textMs, 'ROWS');
    return invoiceOfText(text);
  }

  /** Every code that any preparation of the photo brings out, however long it takes within the time allowed. */
  readEverything(image: Buffer): Promise<Climb> {
    return this.search(image, () => false);
  }

  /** The fields that the printed text alone tells; the angle, if known, turns the label upright first. */
  async readText(image: Buffer, angle?: number): Promise<LabelField[]> {
    const { text } = await this.ocr.recognise(await labelPicture(image, angle), this.limits.textMs);
    return fieldsOfText(text);
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([this.barcodes.close(), this.ocr.close()]);
  }

  private search(image: Buffer, enough: (codes: readonly FoundCode[]) => boolean): Promise<Climb> {
    return climb(image, (picture, options, timeoutMs) => this.barcodes.scan(picture, options, timeoutMs), { budgetMs: this.limits.barcodesMs, enough },
      (picture, known, timeoutMs) => this.barcodes.fit(picture, known, timeoutMs));
  }
}

function codesOf(found: readonly FoundCode[]): Barcode[] {
  return found.map(({ text, format }) => barcodeOf(text, format));
}

/** A device can be looked up once a code names it; a photo of something else is searched until three codes are found. */
function namesDevice(found: readonly FoundCode[]): boolean {
  return fieldsOfCodes(codesOf(found)).some((field) => field.origin === 'CODE') || new Set(found.map((code) => code.text)).size >= MOST_CODES;
}

/** Enough is known of a label once a serial and a MAC are, or three different codes. */
function identified(found: readonly FoundCode[]): boolean {
  const codes = codesOf(found);
  const names = new Set(fieldsOfCodes(codes).map((field) => field.name));
  return (names.has('SERIAL') && names.has('MAC')) || new Set(codes.map((code) => code.text)).size >= MOST_CODES;
}
