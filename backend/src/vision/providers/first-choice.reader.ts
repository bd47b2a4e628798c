import type { OnModuleDestroy } from '@nestjs/common';
import { VisionReader, VisionUnavailable, type Barcode, type LabelReading } from '../reader.js';
import type { InvoiceReading } from '../supplier-invoice.js';
import type { LocalReader } from './local.reader.js';

/** Codes are decoded on this machine first, labels read by the remote model first; each helps out where the other finds or answers nothing. */
export class FirstChoiceReader extends VisionReader implements OnModuleDestroy {
  constructor(
    private readonly local: LocalReader,
    private readonly remote: VisionReader,
  ) {
    super();
  }

  async readBarcodes(image: Buffer): Promise<Barcode[]> {
    const codes = await this.local.readBarcodes(image);
    return codes.length ? codes : this.unlessUnavailable(this.remote.readBarcodes(image), () => codes);
  }

  readLabel(image: Buffer): Promise<LabelReading> {
    return this.unlessUnavailable(this.remote.readLabel(image), () => this.local.readLabel(image));
  }

  readInvoice(image: Buffer): Promise<InvoiceReading> {
    return this.unlessUnavailable(this.remote.readInvoice(image), () => this.local.readInvoice(image));
  }

  onModuleDestroy(): Promise<void> {
    return this.local.onModuleDestroy();
  }

  private async unlessUnavailable<T>(asked: Promise<T>, otherwise: () => T | Promise<T>): Promise<T> {
    try {
      return await asked;
    } catch (error) {
      if (error instanceof VisionUnavailable) return otherwise();
      throw error;
    }
  }
}
