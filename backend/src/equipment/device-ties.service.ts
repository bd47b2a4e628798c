import { Injectable } from '@nestjs/common';
import type { Actor } from '../auth/actor.js';
import { ServiceSubscription } from '../catalog/catalog.entity.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import { one, type Read } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { Device } from './device.entity.js';
import { DeviceTied } from './equipment.events.js';
import type { DeviceTiesInput } from './equipment.inputs.js';
import { DeviceTieRefused, DeviceTieWhy } from './equipment.results.js';

/** What a device belongs to: whose it is, what is delivered through it, and what it hangs on. */
@Injectable()
export class DeviceTiesService {
  constructor(
    private readonly db: Db,
    private readonly events: Events,
  ) {}

  /** One change of what hangs on what at a time: two at once could make a ring. Asked for before any device is held. */
  async alone(): Promise<void> {
    await this.db.query(`select pg_advisory_xact_lock(hashtextextended('device.ties ' || current_tenant(), 0))`);
  }

  /** What hangs on a device hangs on another from now on, or on none. */
  async hand(fromId: string, toId: string | null): Promise<void> {
    await this.db.query(`update device set parent_id = case when id = $2 then null else $2 end, parent_port = case when id = $2 or $2 is null then '' else parent_port end where parent_id = $1`, [fromId, toId]);
  }

  async tie(me: Actor, deviceId: string, { owner, subscriptionId, parentId, parentPort }: DeviceTiesInput): Promise<Read<Device> | DeviceTieRefused> {
    await this.alone();
    const device = await this.db.repo(Device).findOne({ where: { id: deviceId }, lock: { mode: 'pessimistic_write' } });
    if (!device) throw new NotFoundError();
    const why = (subscriptionId && (await this.subscriptionRefused(device, subscriptionId))) || (parentId && (await this.parentRefused(device, parentId)));
    if (why) return new DeviceTieRefused(why);
    const isFree = parentId === null;
    const change = {
      ...(owner ? { owner } : {}), ...(subscriptionId === undefined ? {} : { subscriptionId }), ...(parentId === undefined ? {} : { parentId }),
      ...(isFree ? { parentPort: '' } : typeof parentPort === 'string' && (parentId ?? device.parentId) ? { parentPort: parentPort.trim() } : {}),
    };
    if (Object.keys(change).length) {
      await this.db.repo(Device).update({ id: deviceId }, change);
      await this.events.emit(new DeviceTied(deviceId, me.name));
    }
    return one(Device, (row) => sql`${row.id} = ${deviceId}::uuid`);
  }

  private async subscriptionRefused({ customerId, locationId }: Device, id: string): Promise<DeviceTieWhy | undefined> {
    const subscription = await this.db.repo(ServiceSubscription).findOneBy({ id });
    if (!subscription) throw new NotFoundError();
    const isHere = customerId !== null && subscription.customerId === customerId && (subscription.locationId === null || subscription.locationId === locationId);
    return isHere ? undefined : DeviceTieWhy.SUBSCRIPTION_ELSEWHERE;
  }

  private async parentRefused(device: Device, id: string): Promise<DeviceTieWhy | undefined> {
    const parent = await this.db.repo(Device).findOneBy({ id });
    if (!parent) throw new NotFoundError();
    const [ring] = await this.db.query<{ id: string }>(
      'with recursive above as (select id, parent_id from device where id = $1 union select d.id, d.parent_id from device d join above a on d.id = a.parent_id) select id from above where id = $2', [id, device.id]);
    if (ring) return DeviceTieWhy.PARENT_BEHIND_IT;
    return parent.customerId === null || (parent.customerId === device.customerId && parent.locationId === device.locationId) ? undefined : DeviceTieWhy.PARENT_ELSEWHERE;
  }
}
