import { JobKind } from '../dispatch/dispatch.entity.js';
import { DeviceKind } from '../equipment/device.entity.js';
import { RemovalReason, type DeviceInput } from '../equipment/equipment.inputs.js';
import { Priority } from '../tickets/ticket.entity.js';

/** What a technician did, understood: one shape per kind of command. */
export type FieldAction =
  | { readonly kind: 'job.travel' | 'job.arrive'; readonly jobId: string }
  | { readonly kind: 'job.pause' | 'job.giveUp'; readonly jobId: string; readonly reason: string }
  | { readonly kind: 'job.complete'; readonly jobId: string; readonly outcome: string }
  | { readonly kind: 'job.tick'; readonly jobId: string; readonly done: Readonly<Record<string, boolean>> }
  | { readonly kind: 'job.note'; readonly jobId: string; readonly text: string }
  | { readonly kind: 'job.classify'; readonly jobId: string; readonly jobKind: JobKind; readonly priority: Priority }
  | { readonly kind: 'job.photo'; readonly jobId: string; readonly photoId: string; readonly caption: string }
  | { readonly kind: 'job.sign'; readonly jobId: string; readonly photoId: string; readonly name: string }
  | { readonly kind: 'device.link'; readonly deviceId: string; readonly locationId: string; readonly jobId: string }
  | { readonly kind: 'device.create'; readonly device: DeviceInput; readonly locationId: string | null; readonly jobId: string | null }
  | { readonly kind: 'device.swap'; readonly oldId: string; readonly newId: string; readonly jobId: string }
  | { readonly kind: 'device.unlink'; readonly deviceId: string; readonly jobId: string; readonly reason: RemovalReason }
  | { readonly kind: 'device.move'; readonly deviceId: string; readonly placeId: string }
  | { readonly kind: 'part.use'; readonly partId: string; readonly quantity: number; readonly jobId: string }
  | { readonly kind: 'part.count'; readonly partId: string; readonly counted: number }
  | { readonly kind: 'part.move'; readonly partId: string; readonly quantity: number; readonly fromPlaceId: string; readonly toPlaceId: string }
  | { readonly kind: 'conflict.settle'; readonly commandId: string; readonly choice: Settlement };

/** What a technician decided about an action that met another fact: the server’s stands, or the office shall look. */
export type Settlement = 'KEEP_SERVER' | 'ASK_DISPATCHER';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Why a payload is not understood: the first field that is wrong. */
export class PayloadError extends Error {
  constructor(readonly field: string) {
    super(field);
  }
}

/** Reads the payload of a command; throws a `PayloadError` that names the field. */
export function fieldAction(kind: string, payload: unknown): FieldAction {
  const from = new Payload(payload);
  switch (kind) {
    case 'job.travel':
    case 'job.arrive':
      return { kind, jobId: from.id('jobId') };
    case 'job.pause':
      return { kind, jobId: from.id('jobId'), reason: from.text('reason', 0, 2_000) };
    case 'job.giveUp':
      return { kind, jobId: from.id('jobId'), reason: from.text('reason', 1, 2_000) };
    case 'job.complete':
      return { kind, jobId: from.id('jobId'), outcome: from.text('outcome', 0, 4_000) };
    case 'job.tick':
      return { kind, jobId: from.id('jobId'), done: from.ticks('done') };
    case 'job.note':
      return { kind, jobId: from.id('jobId'), text: from.text('text', 1, 4_000) };
    case 'job.classify':
      return { kind, jobId: from.id('jobId'), jobKind: from.oneOf('jobKind', Object.values(JobKind)), priority: from.oneOf('priority', Object.values(Priority)) };
    case 'job.photo':
      return { kind, jobId: from.id('jobId'), photoId: from.id('photoId'), caption: from.text('caption', 0, 200) };
    case 'job.sign':
      return { kind, jobId: from.id('jobId'), photoId: from.id('photoId'), name: from.text('name', 1, 120) };
    case 'device.link':
      return { kind, deviceId: from.id('deviceId'), locationId: from.id('locationId'), jobId: from.id('jobId') };
    case 'device.create':
      return { kind, device: deviceOf(from), locationId: from.idOrNone('locationId'), jobId: from.idOrNone('jobId') };
    case 'device.swap':
      return { kind, oldId: from.id('oldId'), newId: from.id('newId'), jobId: from.id('jobId') };
    case 'device.unlink':
      return { kind, deviceId: from.id('deviceId'), jobId: from.id('jobId'), reason: from.oneOf('reason', Object.values(RemovalReason)) };
    case 'device.move':
      return { kind, deviceId: from.id('deviceId'), placeId: from.id('placeId') };
    case 'part.use':
      return { kind, partId: from.id('partId'), quantity: from.count('quantity', 1), jobId: from.id('jobId') };
    case 'part.count':
      return { kind, partId: from.id('partId'), counted: from.count('counted', 0) };
    case 'part.move':
      return { kind, partId: from.id('partId'), quantity: from.count('quantity', 1), fromPlaceId: from.id('fromPlaceId'), toPlaceId: from.id('toPlaceId') };
    case 'conflict.settle':
      return { kind, commandId: from.id('commandId'), choice: from.oneOf('choice', ['KEEP_SERVER', 'ASK_DISPATCHER']) };
    default:
      throw new PayloadError('kind');
  }
}

function deviceOf(from: Payload): DeviceInput {
  const kind = from.text('kind', 0, 40);
  return {
    serial: from.text('serial', 1, 80),
    mac: from.text('mac', 0, 40) || null,
    brand: from.text('brand', 0, 80),
    model: from.text('model', 0, 80),
    ...(kind ? { kind: from.oneOf('kind', Object.values(DeviceKind)) } : {}),
  };
}

/** A payload being read field by field. */
class Payload {
  private readonly fields: Readonly<Record<string, unknown>>;

  constructor(payload: unknown) {
    if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) throw new PayloadError('payload');
    this.fields = payload as Record<string, unknown>;
  }

  id(name: string): string {
    const value = this.fields[name];
    if (typeof value !== 'string' || !UUID.test(value)) throw new PayloadError(name);
    return value.toLowerCase();
  }

  idOrNone(name: string): string | null {
    return this.fields[name] == null ? null : this.id(name);
  }

  /** A text of so many characters; one that may be empty may also be left out. */
  text(name: string, least: number, most: number): string {
    const value = this.fields[name] ?? '';
    if (typeof value !== 'string' || value.includes('\u0000') || value.trim().length < least || value.length > most) throw new PayloadError(name);
    return value.trim();
  }

  oneOf<T extends string>(name: string, values: readonly T[]): T {
    const value = values.find((known) => known === this.fields[name]);
    if (!value) throw new PayloadError(name);
    return value;
  }

  /** A whole number of things, of at least so many. */
  count(name: string, least: number): number {
    const value = this.fields[name];
    if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > 100_000) throw new PayloadError(name);
    return value;
  }

  ticks(name: string): Readonly<Record<string, boolean>> {
    const value = this.fields[name];
    const ticks = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
    if (!ticks.length || ticks.length > 50 || ticks.some(([id, done]) => id.length > 40 || typeof done !== 'boolean')) throw new PayloadError(name);
    return Object.fromEntries(ticks) as Record<string, boolean>;
  }
}
