import { Injectable } from '@nestjs/common';
import type { Actor } from '../auth/actor.js';
import type { JobKind } from '../dispatch/dispatch.entity.js';
import { EquipmentService } from '../equipment/equipment.service.js';
import { Part, PartMovementKind } from '../equipment/stock.entity.js';
import { StockService } from '../equipment/stock.service.js';
import { Db } from '../platform/db/db.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import { many, type Read } from '../platform/read/read.js';
import { PartNeed } from './part-need.entity.js';

/** What is on board of a technician's van: used at visits, counted, given to a colleague or taken from a shelf. */
@Injectable()
export class VanService {
  constructor(
    private readonly db: Db,
    private readonly stock: StockService,
    private readonly equipment: EquipmentService,
  ) {}

  needs(): Read<PartNeed> {
    return many(PartNeed, { order: [[(need) => need.kind, 'asc'], [(need) => need.partId, 'asc']], limit: 2_000 });
  }

  /** Says what a visit of a kind usually takes; none of it takes the word back. */
  async setNeed(partId: string, kind: JobKind, quantity: number): Promise<Read<PartNeed>> {
    if (!(await this.db.repo(Part).existsBy({ id: partId }))) throw new NotFoundError();
    if (quantity) await this.db.repo(PartNeed).upsert({ partId, kind, quantity }, ['tenantId', 'partId', 'kind']);
    else await this.db.repo(PartNeed).delete({ partId, kind });
    return this.needs();
  }

  /** Parts used at a visit come out of the own van. */
  async use(me: Actor, partId: string, quantity: number, jobId: string): Promise<unknown> {
    return this.stock.move(me, { partId, kind: PartMovementKind.USED, quantity, fromPlaceId: await this.own(me), toPlaceId: null }, jobId);
  }

  async count(me: Actor, partId: string, counted: number): Promise<unknown> {
    return this.stock.count(me, { partId, placeId: await this.own(me), counted });
  }

  /** Between the own van and another place, either way; never between two others. */
  async move(me: Actor, partId: string, quantity: number, fromPlaceId: string, toPlaceId: string): Promise<unknown> {
    const van = await this.own(me);
    if (fromPlaceId !== van && toPlaceId !== van) throw new NotFoundError();
    return this.stock.move(me, { partId, kind: PartMovementKind.TRANSFERRED, quantity, fromPlaceId, toPlaceId });
  }

  /** A device out of the own van, or into it from a shelf or from a customer. */
  async moveDevice(me: Actor, deviceId: string, placeId: string): Promise<unknown> {
    const van = await this.own(me);
    const [device] = await this.db.query<{ stock_place_id: string | null }>('select stock_place_id from device where id = $1', [deviceId]);
    if (!device || (placeId !== van && device.stock_place_id !== van)) throw new NotFoundError();
    return this.equipment.transfer(me, deviceId, placeId);
  }

  private async own(me: Actor): Promise<string> {
    const van = await this.stock.vanOf(me);
    if (!van) throw new NotFoundError();
    return van;
  }
}
