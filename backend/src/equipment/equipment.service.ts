import { Injectable } from '@nestjs/common';
import type { Actor } from '../auth/actor.js';
import { SearchKind } from '../customers/search-hit.enum.js';
import { SearchService } from '../customers/search.service.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import type { PageArgs } from '../platform/graphql/page.type.js';
import { one, page, type Columns, type Read } from '../platform/read/read.js';
import { and, sql, type Sql } from '../platform/read/sql.js';
import { DeviceTiesService } from './device-ties.service.js';
import { Device, DeviceMovement, DeviceStatus, MovementKind, type DeviceModel } from './device.entity.js';
import { DeviceCreated, DeviceLinked, DeviceSwapped, DeviceUnlinked } from './equipment.events.js';
import { RemovalReason, type DeviceFilter, type DeviceInput } from './equipment.inputs.js';
import { DeviceElsewhere, DeviceNotInstalled, MacNotUnderstood, SerialMissing, SerialTaken } from './equipment.results.js';
import { macAddress } from './mac-address.js';
import { serialKey, serialKeys } from './serial-key.js';
import { StockPlace } from './stock.entity.js';
import { DeviceMoved } from './stock.events.js';

const MOST_FOUND = 200;

/** A device that one of the codes of a scan belongs to, and by which of the three ways it was found. */
export interface FoundDevice {
  readonly deviceId: string;
  readonly code: string;
  readonly tier: 'SERIAL' | 'BARCODE' | 'MAC';
}

/** Devices from the shelf to the customer's wall and back; every move is written down and never changed. */
@Injectable()
export class EquipmentService {
  constructor(
    private readonly db: Db,
    private readonly events: Events,
    private readonly search: SearchService,
    private readonly ties: DeviceTiesService,
  ) {}

  /** Every read of devices starts here: a portal caller sees those at the own places. */
  visibleTo(me: Actor, device: Columns<Device>): Sql {
    if (me.seesAllCustomers) return sql`true`;
    return me.customerId ? sql`${device.customerId} = ${me.customerId}::uuid` : sql`false`;
  }

  device(me: Actor, id: string): Read<Device> {
    return one(Device, (device) => and(this.visibleTo(me, device), sql`${device.id} = ${id}::uuid`));
  }

  async list(me: Actor, filter: DeviceFilter, paging: PageArgs): Promise<Read<Device>> {
    const text = filter.text?.trim();
    const ids = text ? await this.search.idsOf(me, SearchKind.DEVICE, text, MOST_FOUND) : undefined;
    return page(Device, {
      page: paging,
      where: (device) => and(
        this.visibleTo(me, device),
        ids && sql`${device.id} = any(${ids}::uuid[])`,
        filter.status && sql`${device.status} = ${filter.status}`,
        filter.kind && sql`${device.kind} = ${filter.kind}`,
        filter.customerId && sql`${device.customerId} = ${filter.customerId}::uuid`,
        filter.locationId && sql`${device.locationId} = ${filter.locationId}::uuid`,
        filter.stockPlaceId && sql`${device.stockPlaceId} = ${filter.stockPlaceId}::uuid`,
      ),
      order: [ids ? [(device) => sql`to_char(array_position(${ids}::uuid[], ${device.id}), 'FM0000')`, 'asc'] : [(device) => device.serialKey, 'asc']],
    });
  }

  /** The models there are. */
  models(me: Actor): Promise<DeviceModel[]> {
    return this.db.tx(me, () => this.db.query<DeviceModel>(
      `select brand, model, kind, count(*) filter (where status = 'IN_STOCK')::int as "inStock", count(*) filter (where status = 'INSTALLED')::int as installed
         from device where model <> '' group by brand, model, kind order by count(*) desc, brand, model, kind limit 300`));
  }

  /** The device a code belongs to, or none. */
  async byCode(me: Actor, code: string): Promise<Read<Device> | null> {
    const found = await this.findByCodes(me, [code]);
    return found ? this.device(me, found.deviceId) : null;
  }

  /** Looks codes up as serials, then as barcodes, then as MACs; the first tier that knows one of them answers. */
  async findByCodes(me: Actor, codes: readonly string[]): Promise<FoundDevice | null> {
    const given = codes.slice(0, 20).map((code) => code.trim()).filter((code) => code && code.length <= 200);
    const serials = new Map(given.flatMap((code) => serialKeys(code).map((key) => [key, code] as const)));
    const barcodes = new Map(given.map((code) => [code, code] as const));
    const macs = new Map(given.flatMap((code) => { const mac = macAddress(code); return mac ? [[mac, code] as const] : []; }));
    return this.db.tx(me, async () =>
      (await this.inTier('serial_key', 'SERIAL', serials)) ?? (await this.inTier('barcode', 'BARCODE', barcodes)) ?? (await this.inTier('mac', 'MAC', macs)));
  }

  /** Takes a device into stock. */
  async create(me: Actor, input: DeviceInput): Promise<Read<Device> | SerialTaken | SerialMissing | MacNotUnderstood> {
    const serial = input.serial.trim();
    const mac = input.mac?.trim() ? macAddress(input.mac) : null;
    if (!serialKey(serial)) return new SerialMissing();
    if (mac === undefined) return new MacNotUnderstood(input.mac!);
    const known = await this.bySerial(serial);
    if (known) return this.taken(known, serial);
    const device = Object.assign(new Device(), {
      serial, serialKey: serialKey(serial), mac, barcode: input.barcode?.trim() || null, brand: input.brand?.trim() ?? '', model: input.model?.trim() ?? '', ...(input.kind ? { kind: input.kind } : {}),
    });
    // Somebody else may be creating the same one right now: the unique key decides, not the look before.
    const inserted = await this.db.repo(Device).createQueryBuilder().insert().values(device).orIgnore().returning('id').execute();
    if (!(inserted.raw as unknown[]).length) return this.taken((await this.bySerial(serial))!, serial);
    await this.move(me, device.id, MovementKind.RECEIVED, {});
    await this.events.emit(new DeviceCreated(device.id, me.name));
    return this.device(me, device.id);
  }

  /** Installs a device at a place, for a job when there is one. Where it already is it stays. */
  async link(me: Actor, deviceId: string, locationId: string, jobId: string | null): Promise<Read<Device> | DeviceElsewhere> {
    const device = await this.hold(deviceId);
    const place = await this.place(locationId);
    if (device.status === DeviceStatus.INSTALLED && device.locationId === locationId) return this.device(me, deviceId);
    if (device.status === DeviceStatus.INSTALLED && device.customerId) return new DeviceElsewhere(deviceId, device.serial, (await this.whereIs(device)) ?? '');
    await this.db.repo(Device).update({ id: deviceId }, { status: DeviceStatus.INSTALLED, customerId: place.customer_id, locationId, stockPlaceId: null });
    await this.move(me, deviceId, MovementKind.INSTALLED, { customerId: place.customer_id, locationId, jobId, note: place.address });
    await this.events.emit(new DeviceLinked(deviceId, place.customer_id, locationId, jobId, me.name));
    return this.device(me, deviceId);
  }

  /** Takes a device away from where it is installed. */
  async unlink(me: Actor, deviceId: string, reason: RemovalReason, jobId: string | null = null): Promise<Read<Device> | DeviceNotInstalled> {
    await this.ties.alone();
    const device = await this.hold(deviceId);
    if (device.status !== DeviceStatus.INSTALLED || !device.customerId) return new DeviceNotInstalled(deviceId, device.serial);
    await this.takeAway(me, device, reason, MovementKind[reason], jobId, (await this.whereIs(device)) ?? '');
    await this.events.emit(new DeviceUnlinked(deviceId, device.customerId, device.locationId, me.name));
    return this.device(me, deviceId);
  }

  /** Puts a device where another is, and takes that one back. */
  async swap(me: Actor, oldId: string, newId: string, jobId: string | null): Promise<Read<Device> | DeviceNotInstalled | DeviceElsewhere> {
    if (oldId === newId) return this.device(me, newId);
    await this.ties.alone();
    // Always in the order of ids, so that two swaps of the same pair never wait for each other.
    const [first, second] = [oldId, newId].sort() as [string, string];
    const held = new Map([[first, await this.hold(first)], [second, await this.hold(second)]]);
    const [old, fresh] = [held.get(oldId)!, held.get(newId)!];
    if (old.status !== DeviceStatus.INSTALLED || !old.customerId) return new DeviceNotInstalled(oldId, old.serial);
    if (fresh.status === DeviceStatus.INSTALLED && fresh.customerId) return new DeviceElsewhere(newId, fresh.serial, (await this.whereIs(fresh)) ?? '');
    const { customerId, locationId, subscriptionId, parentId, parentPort } = old;
    await this.ties.hand(oldId, newId);
    await this.takeAway(me, old, RemovalReason.RETURNED, MovementKind.SWAPPED, jobId, `→ ${fresh.serial}`);
    await this.db.repo(Device).update({ id: newId }, { status: DeviceStatus.INSTALLED, customerId, locationId, stockPlaceId: null, subscriptionId, parentId: parentId === newId ? null : parentId, parentPort });
    await this.move(me, newId, MovementKind.SWAPPED, { customerId, locationId, jobId, note: `← ${old.serial}` });
    await this.events.emit(new DeviceSwapped(oldId, newId, customerId, locationId, me.name));
    return this.device(me, newId);
  }

  /** Puts a device that is at no customer on a shelf or into a van. */
  async transfer(me: Actor, deviceId: string, placeId: string): Promise<Read<Device> | DeviceElsewhere> {
    const device = await this.hold(deviceId);
    const place = await this.db.repo(StockPlace).findOneBy({ id: placeId });
    if (!place) throw new NotFoundError();
    if (device.customerId) return new DeviceElsewhere(deviceId, device.serial, (await this.whereIs(device)) ?? '');
    if (device.stockPlaceId === placeId && device.status === DeviceStatus.IN_STOCK) return this.device(me, deviceId);
    await this.db.repo(Device).update({ id: deviceId }, { status: DeviceStatus.IN_STOCK, stockPlaceId: placeId });
    await this.move(me, deviceId, MovementKind.TRANSFERRED, { note: `→ ${place.name}` });
    await this.events.emit(new DeviceMoved(deviceId, me.name));
    return this.device(me, deviceId);
  }

  /** Takes a device that is at no customer out of stock: to repair, back to its maker, or lost. */
  async retire(me: Actor, deviceId: string, reason: RemovalReason): Promise<Read<Device> | DeviceElsewhere> {
    const device = await this.hold(deviceId);
    if (device.customerId) return new DeviceElsewhere(deviceId, device.serial, (await this.whereIs(device)) ?? '');
    if (device.status === DeviceStatus[reason]) return this.device(me, deviceId);
    await this.db.repo(Device).update({ id: deviceId }, { status: DeviceStatus[reason], stockPlaceId: null });
    await this.move(me, deviceId, MovementKind[reason], {});
    await this.events.emit(new DeviceMoved(deviceId, me.name));
    return this.device(me, deviceId);
  }

  private async takeAway(me: Actor, device: Device, reason: RemovalReason, kind: MovementKind, jobId: string | null, note: string): Promise<void> {
    await this.ties.hand(device.id, null);
    await this.db.repo(Device).update({ id: device.id }, { status: DeviceStatus[reason], customerId: null, locationId: null, subscriptionId: null, parentId: null, parentPort: '' });
    await this.move(me, device.id, kind, { customerId: device.customerId, locationId: device.locationId, jobId, note });
  }

  private async move(me: Actor, deviceId: string, kind: MovementKind, where: Partial<Pick<DeviceMovement, 'customerId' | 'locationId' | 'jobId' | 'note'>>): Promise<void> {
    await this.db.repo(DeviceMovement).insert(Object.assign(new DeviceMovement(), { deviceId, kind, by: me.name, ...where }));
  }

  private async inTier(column: 'serial_key' | 'barcode' | 'mac', tier: FoundDevice['tier'], keys: ReadonlyMap<string, string>): Promise<FoundDevice | null> {
    if (!keys.size) return null;
    const [row] = await this.db.query<{ id: string; key: string }>(`select id, ${column} as key from device where ${column} = any($1::text[]) order by (status = 'INSTALLED') desc, id desc limit 1`, [[...keys.keys()]]);
    return row ? { deviceId: row.id, tier, code: keys.get(row.key)! } : null;
  }

  private async bySerial(serial: string): Promise<Device | null> {
    return this.db.repo(Device).createQueryBuilder('d').where('d.serialKey = any(:keys)', { keys: serialKeys(serial) }).getOne();
  }

  private async taken(device: Device, serial: string): Promise<SerialTaken> {
    return new SerialTaken(device.id, serial, await this.whereIs(device));
  }

  private async hold(id: string): Promise<Device> {
    const device = await this.db.repo(Device).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!device) throw new NotFoundError();
    return device;
  }

  private async place(locationId: string): Promise<{ customer_id: string; address: string }> {
    const [place] = await this.db.query<{ customer_id: string; address: string }>(`select customer_id, concat_ws(', ', line1, city) as address from service_location where id = $1`, [locationId]);
    if (!place) throw new NotFoundError();
    return place;
  }

  /** The customer and address in words; null for one in stock. */
  private async whereIs(device: Device): Promise<string | null> {
    const [row] = await this.db.query<{ place: string }>(
      `select concat_ws(', ', c.name, l.line1, l.city) as place from customer c left join service_location l on l.id = $2 where c.id = $1`, [device.customerId, device.locationId]);
    return row?.place ?? null;
  }
}
