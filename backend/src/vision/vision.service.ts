import { Injectable } from '@nestjs/common';
import { systemActor, type Actor } from '../auth/actor.js';
import { Device } from '../equipment/device.entity.js';
import { EquipmentService, type FoundDevice } from '../equipment/equipment.service.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { uuidv7 } from '../platform/ids.js';
import { Log } from '../platform/observability/log.js';
import { Queue } from '../platform/queue/queue.js';
import { one, type Columns, type Read } from '../platform/read/read.js';
import { and, sql, type Sql } from '../platform/read/sql.js';
import { Storage } from '../platform/storage/storage.js';
import { codeFormat } from './code-format.js';
import { takeIn, type Upload } from './image-intake.js';
import { fieldsOfCodes } from './label-fields.js';
import { VisionReader, VisionUnavailable, type LabelReading } from './reader.js';
import { Scan, ScanMode, ScanStatus, type ScannedInvoice } from './scan.entity.js';
import { invoiceDoubts } from './supplier-invoice.js';
import { ScanFinished } from './vision.events.js';

/** Codes are answered within this time, or later by background work. */
const BARCODES_WITHIN_MS = 8_000;

/** The name of the background work that reads what could not be read at once. */
export const READ_LATER = 'vision.read';

/** A photo that waits to be read. */
export interface ReadLater {
  readonly tenantId: string;
  readonly scanId: string;
}

/** A photo as we keep it, before anything was read in it. */
export interface KeptPhoto {
  readonly id: string;
  readonly mode: ScanMode;
  readonly jpeg: Buffer;
}

/** A scan as it stands, and the device it belongs to when we know one. */
export interface ScanState {
  readonly scan: Scan;
  readonly match: { readonly device: Device; readonly found: FoundDevice } | null;
}

/** Photos of labels: taken in, kept, read, and looked up among our devices. */
@Injectable()
export class VisionService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly queue: Queue,
    private readonly storage: Storage,
    private readonly reader: VisionReader,
    private readonly equipment: EquipmentService,
    private readonly log: Log,
  ) {}

  get(me: Actor, id: string): Read<Scan> {
    return one(Scan, (scan) => and(this.visibleTo(me, scan), sql`${scan.id} = ${id}::uuid`));
  }

  /** Technicians see their own scans, the office all of them. Every read starts here. */
  visibleTo(me: Actor, scan: Columns<Scan>): Sql {
    return me.kind === 'technician' ? sql`${scan.technicianId} = ${me.technicianId}::uuid` : sql`true`;
  }

  /** Takes a photo in and keeps it, unread. */
  async keep(me: Actor, upload: Upload, mode: ScanMode, jobId: string | null): Promise<KeptPhoto> {
    const image = await takeIn(upload);
    const id = uuidv7();
    const fileKey = `${me.tenantId}/scans/${id}.jpg`;
    await this.storage.put(fileKey, image.jpeg, 'image/jpeg');
    await this.storage.put(smallKey(fileKey), image.thumbnail, 'image/jpeg');
    await this.db.tx(me, () => this.db.repo(Scan).insert({ id, mode, jobId, fileKey, technicianId: me.technicianId ?? null }));
    return { id, mode, jpeg: image.jpeg };
  }

  /** Reads a kept photo: at once if it can be, later by itself if not. */
  async readNow(me: Actor, { id, mode, jpeg }: KeptPhoto): Promise<ScanState> {
    try {
      return await this.answer(me, id, jpeg, mode, BARCODES_WITHIN_MS);
    } catch (error) {
      if (!(error instanceof VisionUnavailable)) throw error;
      return this.postpone(me, id, error);
    }
  }

  /** Reads a photo that had to wait; thrown failures are tried again by the queue. */
  async readLater({ tenantId, scanId }: ReadLater): Promise<void> {
    const system = systemActor(tenantId);
    const scan = await this.db.tx(system, () => this.db.repo(Scan).findOneBy({ id: scanId }));
    if (!scan || scan.status !== ScanStatus.QUEUED) return;
    const file = await this.storage.get(scan.fileKey);
    if (!file) return this.fail(system, scanId);
    try {
      await this.answer(system, scanId, file.bytes, scan.mode);
    } catch (error) {
      if (!(error instanceof VisionUnavailable) || error.retryable) throw error;
      await this.fail(system, scanId);
    }
  }

  /** The photo of a scan, or the small one for lists. */
  async photo(me: Actor, id: string, small: boolean): Promise<{ bytes: Buffer; contentType: string } | null> {
    const scan = await this.db.tx(me, () => this.db.repo(Scan).findOneBy({ id, ...(me.kind === 'technician' ? { technicianId: me.technicianId! } : {}) }));
    return scan && this.storage.get(small ? smallKey(scan.fileKey) : scan.fileKey);
  }

  private async answer(me: Actor, id: string, image: Buffer, mode: ScanMode, withinMs?: number): Promise<ScanState> {
    if (mode !== ScanMode.INVOICE) return this.finish(me, id, await this.read(image, mode, withinMs));
    const reading = await this.reader.readInvoice(image);
    return this.finish(me, id, { codes: [], fields: [] }, { ...reading, lines: [...reading.lines], doubts: [...invoiceDoubts(reading)] });
  }

  private async read(image: Buffer, mode: ScanMode, withinMs?: number): Promise<LabelReading> {
    if (mode === ScanMode.LABEL) return this.reader.readLabel(image);
    const reading = this.reader.readBarcodes(image);
    const codes = await (withinMs ? within(reading, withinMs) : reading);
    return { codes, fields: fieldsOfCodes(codes) };
  }

  private async finish(me: Actor, id: string, { codes, fields }: LabelReading, invoice: ScannedInvoice | null = null): Promise<ScanState> {
    const wanted = [...fields.filter((f) => f.name === 'SERIAL' || f.name === 'GPON' || f.name === 'MAC').map((f) => f.value), ...codes.map((c) => c.text)];
    return this.db.tx(me, async () => {
      const found = await this.equipment.findByCodes(me, [...new Set(wanted)]);
      await this.db.repo(Scan).update({ id }, {
        status: ScanStatus.DONE,
        codes: codes.map(({ format, text }) => ({ format: codeFormat(format), text })),
        fields: fields.map(({ name, value, confidence }) => ({ name: name.toLowerCase(), value, confidence })),
        invoice: invoice as never,
        deviceId: found?.deviceId ?? null,
        finishedAt: this.clock.now(),
      });
      const scan = await this.db.repo(Scan).findOneByOrFail({ id });
      await this.events.emit(new ScanFinished(id, scan.technicianId));
      return { scan, match: found && { found, device: await this.db.repo(Device).findOneByOrFail({ id: found.deviceId }) } };
    });
  }

  private async postpone(me: Actor, id: string, error: VisionUnavailable): Promise<ScanState> {
    this.log.warn('vision', { scan: id, reason: error.reason });
    if (!error.retryable) await this.fail(me, id);
    return this.db.tx(me, async () => {
      if (error.retryable) await this.queue.send(READ_LATER, { tenantId: me.tenantId, scanId: id } satisfies ReadLater, error.retryAfterMs ? { startAfter: new Date(this.clock.now().getTime() + error.retryAfterMs) } : {});
      return { scan: await this.db.repo(Scan).findOneByOrFail({ id }), match: null };
    });
  }

  private fail(me: Actor, id: string): Promise<void> {
    return this.db.tx(me, async () => {
      await this.db.repo(Scan).update({ id }, { status: ScanStatus.FAILED, finishedAt: this.clock.now() });
      const { technicianId } = await this.db.repo(Scan).findOneByOrFail({ id });
      await this.events.emit(new ScanFinished(id, technicianId));
    });
  }
}

function smallKey(fileKey: string): string {
  return fileKey.replace(/\.jpg$/, '.small.jpg');
}

async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new VisionUnavailable('TIMEOUT')), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
