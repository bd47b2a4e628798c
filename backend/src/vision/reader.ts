import type { InvoiceReading } from './supplier-invoice.js';

/** What a code or a line of text on a label turned out to be. */
export type CodeKind = 'SERIAL' | 'GPON' | 'MAC' | 'OTHER';

/** One code found in a photo: its text as it was encoded, and what that text is. */
export interface Barcode {
  readonly text: string;
  readonly format: string;
  readonly kind: CodeKind;
  /** The text in the one spelling we look things up by: a MAC as AA:BB:CC:DD:EE:FF, a serial in capitals. */
  readonly value: string;
}

/** The five things a label can tell us about a device. */
export type LabelFieldName = 'BRAND' | 'MODEL' | 'SERIAL' | 'MAC' | 'GPON';

/** Where a field was read: a code on the label, its printed text, the maker's part of a MAC or GPON serial, or a remote model. */
export type FieldOrigin = 'CODE' | 'TEXT' | 'PREFIX' | 'MODEL';

/** One field of a label, how sure the reader is of it (0 to 1), and where it came from. */
export interface LabelField {
  readonly name: LabelFieldName;
  readonly value: string;
  readonly confidence: number;
  readonly origin: FieldOrigin;
}

/** What was read from an equipment label: at most five fields, each name once, and the codes found on the way. */
export interface LabelReading {
  readonly fields: readonly LabelField[];
  readonly codes: readonly Barcode[];
}

/** The most codes one reading hands back. */
export const MOST_CODES = 3;

/** Reads codes and labels from photos of equipment, and suppliers’ invoices. */
export abstract class VisionReader {
  /** The codes in the photo, most useful first, at most three; an empty list when there are none. */
  abstract readBarcodes(image: Buffer): Promise<Barcode[]>;
  /** The fields of the label in the photo. */
  abstract readLabel(image: Buffer): Promise<LabelReading>;
  /** The supplier’s invoice in the photo; what cannot be told is null. */
  abstract readInvoice(image: Buffer): Promise<InvoiceReading>;
}

/** Why a reader could not answer. */
export type VisionFailure = 'BUSY' | 'TIMEOUT' | 'CRASHED' | 'CLOSED' | 'QUOTA' | 'OVERLOADED' | 'KEY_INVALID' | 'BLOCKED' | 'CUT' | 'BAD_ANSWER' | 'UNREACHABLE';

/** A reader could not answer; the reason says whether trying again later can help. */
export class VisionUnavailable extends Error {
  constructor(readonly reason: VisionFailure, readonly retryAfterMs?: number, detail?: string) {
    super(detail ? `vision ${reason}: ${detail}` : `vision ${reason}`);
    this.name = 'VisionUnavailable';
  }

  /** True when the same photo may well be read on another try. */
  get retryable(): boolean {
    return !['KEY_INVALID', 'BLOCKED', 'CLOSED'].includes(this.reason);
  }
}
