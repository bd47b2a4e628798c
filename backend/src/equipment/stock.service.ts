import { Injectable } from '@nestjs/common';
import type { Actor } from '../auth/actor.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import type { PageArgs } from '../platform/graphql/page.type.js';
import { many, one, page, type Read } from '../platform/read/read.js';
import { and, sql } from '../platform/read/sql.js';
import { partMoveFits } from './stock-rule.js';
import { Part, PartMovement, PartMovementKind, StockPlace } from './stock.entity.js';
import { PartsMoved } from './stock.events.js';
import type { PartCountInput, PartInput, PartMoveInput, StockPlaceInput } from './stock.inputs.js';
import { PlacesDoNotFit, StockNameTaken, TooFewParts } from './stock.results.js';

/** Parts on shelves and in vans. What lies where is the sum of what moved; the moves are never changed. */
@Injectable()
export class StockService {
  constructor(
    private readonly db: Db,
    private readonly events: Events,
  ) {}

  places(): Read<StockPlace> {
    return many(StockPlace, { where: () => sql`true`, order: [[(place) => place.kind, 'desc'], [(place) => place.name, 'asc']], limit: 500 });
  }

  parts(): Read<Part> {
    return many(Part, { where: () => sql`true`, order: [[(part) => part.name, 'asc']], limit: 2_000 });
  }

  /** The van of a technician; nothing for whoever has none. */
  van(me: Actor): Read<StockPlace> | null {
    const { technicianId } = me;
    return technicianId ? one(StockPlace, (place) => sql`${place.technicianId} = ${technicianId}::uuid`) : null;
  }

  /** The id of the van of a technician; nothing for whoever has none. */
  async vanOf(me: Actor): Promise<string | null> {
    const van = me.technicianId ? await this.db.repo(StockPlace).findOneBy({ technicianId: me.technicianId }) : null;
    return van?.id ?? null;
  }

  movements(partId: string | null, placeId: string | null, paging: PageArgs): Read<PartMovement> {
    return page(PartMovement, {
      page: paging,
      where: (move) => and(sql`true`, partId && sql`${move.partId} = ${partId}::uuid`, placeId && sql`(${move.fromPlaceId} = ${placeId}::uuid or ${move.toPlaceId} = ${placeId}::uuid)`),
      order: [[(move) => move.createdAt, 'desc']],
    });
  }

  async addPlace(input: StockPlaceInput): Promise<Read<StockPlace> | StockNameTaken> {
    const place = Object.assign(new StockPlace(), { name: input.name.trim(), kind: input.kind, technicianId: input.technicianId ?? null });
    const inserted = await this.db.repo(StockPlace).createQueryBuilder().insert().values(place).orIgnore().returning('id').execute();
    if (!(inserted.raw as unknown[]).length) return new StockNameTaken(place.name);
    return one(StockPlace, (row) => sql`${row.id} = ${place.id}::uuid`);
  }

  async addPart(me: Actor, input: PartInput): Promise<Read<Part> | StockNameTaken> {
    const part = Object.assign(new Part(), { code: input.code, name: input.name.trim(), unit: input.unit?.trim() ?? '', minimum: input.minimum ?? 0 });
    const inserted = await this.db.repo(Part).createQueryBuilder().insert().values(part).orIgnore().returning('id').execute();
    if (!(inserted.raw as unknown[]).length) return new StockNameTaken(part.code);
    return this.moved(me, part.id);
  }

  async setMinimum(me: Actor, partId: string, minimum: number): Promise<Read<Part>> {
    const { affected } = await this.db.repo(Part).update({ id: partId }, { minimum });
    if (!affected) throw new NotFoundError();
    return this.moved(me, partId);
  }

  /** Moves parts; what is taken has to be there. */
  async move(me: Actor, { partId, kind, quantity, fromPlaceId, toPlaceId, note }: PartMoveInput, jobId: string | null = null): Promise<Read<Part> | TooFewParts | PlacesDoNotFit> {
    const [from, to] = [fromPlaceId ?? null, toPlaceId ?? null];
    if (!partMoveFits(kind, from, to)) return new PlacesDoNotFit();
    await this.hold(partId);
    if (from) {
      const there = await this.level(partId, from);
      if (there.quantity < quantity) return new TooFewParts(there.quantity, there.name);
    }
    if (to) await this.place(to);
    await this.write(me, { partId, kind, quantity, fromPlaceId: from, toPlaceId: to, jobId, note: note?.trim() ?? '' });
    return this.moved(me, partId);
  }

  /** Sets right what lies at a place: the difference to what was thought is one more move. */
  async count(me: Actor, { partId, placeId, counted }: PartCountInput): Promise<Read<Part>> {
    await this.hold(partId);
    const { quantity } = await this.level(partId, placeId);
    if (quantity === counted) return one(Part, (part) => sql`${part.id} = ${partId}::uuid`);
    const more = counted > quantity;
    await this.write(me, { partId, kind: PartMovementKind.COUNTED, quantity: Math.abs(counted - quantity), fromPlaceId: more ? null : placeId, toPlaceId: more ? placeId : null, jobId: null, note: `${quantity} → ${counted}` });
    return this.moved(me, partId);
  }

  /** One mover of a part at a time: two who take the last ones wait for each other. */
  private async hold(partId: string): Promise<void> {
    if (!(await this.db.repo(Part).findOne({ where: { id: partId }, lock: { mode: 'pessimistic_write' } }))) throw new NotFoundError();
  }

  private async place(id: string): Promise<StockPlace> {
    const place = await this.db.repo(StockPlace).findOneBy({ id });
    if (!place) throw new NotFoundError();
    return place;
  }

  private async level(partId: string, placeId: string): Promise<{ readonly name: string; readonly quantity: number }> {
    const { name } = await this.place(placeId);
    const [row] = await this.db.query<{ quantity: number }>(
      'select coalesce(sum(case when to_place_id = $2 then quantity else -quantity end), 0)::int as quantity from part_movement where part_id = $1 and (to_place_id = $2 or from_place_id = $2)', [partId, placeId]);
    return { name, quantity: row!.quantity };
  }

  private async write(me: Actor, move: Pick<PartMovement, 'partId' | 'kind' | 'quantity' | 'fromPlaceId' | 'toPlaceId' | 'jobId' | 'note'>): Promise<void> {
    await this.db.repo(PartMovement).insert(Object.assign(new PartMovement(), { by: me.name, ...move }));
  }

  private async moved(me: Actor, partId: string): Promise<Read<Part>> {
    await this.events.emit(new PartsMoved(partId, me.name));
    return one(Part, (part) => sql`${part.id} = ${partId}::uuid`);
  }
}
