import { Args, ID, Int, Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow } from '../auth/allow.js';
import type { Actor } from '../auth/actor.js';
import { Me } from '../auth/me.js';
import { PageArgs } from '../platform/graphql/page.type.js';
import { many } from '../platform/read/read.js';
import { FromSql } from '../platform/read/from-sql.js';
import { sql } from '../platform/read/sql.js';
import { Device } from './device.entity.js';
import { RemovalReason } from './equipment.inputs.js';
import { EquipmentService } from './equipment.service.js';
import { Part, PartMovementPage, StockLevel, StockPlace } from './stock.entity.js';
import { PartCountInput, PartInput, PartMoveInput, StockPlaceInput } from './stock.inputs.js';
import { MovePartsResult, PartResult, StockPlaceResult, TransferDeviceResult } from './stock.results.js';
import { StockService } from './stock.service.js';

@Resolver(() => Part)
export class StockResolver {
  constructor(
    private readonly service: StockService,
    private readonly equipment: EquipmentService,
  ) {}

  @Allow('equipment:read', 'field:work')
  @Query(() => [StockPlace], { description: 'Warehouses first, then vans, by name.' })
  stockPlaces() {
    return this.service.places();
  }

  @Allow('field:work')
  @Query(() => StockPlace, { nullable: true, description: 'The van of the technician who asks.' })
  myVan(@Me() me: Actor) {
    return this.service.van(me);
  }

  @Allow('equipment:read', 'field:work')
  @Query(() => [Part], { description: 'Every part that is counted, by name.' })
  parts() {
    return this.service.parts();
  }

  @Allow('equipment:read')
  @Query(() => PartMovementPage, { description: 'What moved, newest first: of a part, at a place, or all of it.' })
  partMovements(@Args() page: PageArgs, @Args('partId', { type: () => ID, nullable: true }) partId: string | null, @Args('placeId', { type: () => ID, nullable: true }) placeId: string | null) {
    return this.service.movements(partId ?? null, placeId ?? null, page);
  }

  @FromSql(Part, (part) => sql`(select coalesce(jsonb_agg(jsonb_build_object('placeId', lies.place, 'quantity', lies.n) order by lies.place), '[]') from (
    select ends.place, sum(ends.n)::int as n from (
      select m.to_place_id as place, m.quantity as n from part_movement m where m.part_id = ${part.id} and m.to_place_id is not null
      union all select m.from_place_id, -m.quantity from part_movement m where m.part_id = ${part.id} and m.from_place_id is not null) ends group by ends.place having sum(ends.n) <> 0) lies)`)
  @ResolveField(() => [StockLevel], { description: 'Where any of it lies.' })
  levels(): void {}

  @FromSql(Part, (part) => sql`(select coalesce(sum((m.to_place_id is not null)::int * m.quantity - (m.from_place_id is not null)::int * m.quantity), 0)::int from part_movement m where m.part_id = ${part.id})`)
  @ResolveField(() => Int, { description: 'Over all places.' })
  onHand(): void {}

  @Allow('equipment:write')
  @Mutation(() => StockPlaceResult)
  createStockPlace(@Args('input') input: StockPlaceInput) {
    return this.service.addPlace(input);
  }

  @Allow('equipment:write')
  @Mutation(() => PartResult)
  createPart(@Me() me: Actor, @Args('input') input: PartInput) {
    return this.service.addPart(me, input);
  }

  @Allow('equipment:write')
  @Mutation(() => Part, { description: 'Below how many there are too few.' })
  setPartMinimum(@Me() me: Actor, @Args('partId', { type: () => ID }) partId: string, @Args('minimum', { type: () => Int }) minimum: number) {
    return this.service.setMinimum(me, partId, Math.max(0, minimum));
  }

  @Allow('equipment:write')
  @Mutation(() => MovePartsResult, { description: 'Receives, transfers, uses, returns or loses parts.' })
  moveParts(@Me() me: Actor, @Args('input') input: PartMoveInput) {
    return this.service.move(me, input);
  }

  @Allow('equipment:write')
  @Mutation(() => Part, { description: 'What somebody counted; the difference is written down.' })
  countPart(@Me() me: Actor, @Args('input') input: PartCountInput) {
    return this.service.count(me, input);
  }

  @Allow('equipment:write')
  @Mutation(() => TransferDeviceResult, { description: 'Puts a device that is at no customer on a shelf or into a van; from repair it comes back into stock.' })
  transferDevice(@Me() me: Actor, @Args('deviceId', { type: () => ID }) deviceId: string, @Args('placeId', { type: () => ID }) placeId: string) {
    return this.equipment.transfer(me, deviceId, placeId);
  }

  @Allow('equipment:write')
  @Mutation(() => TransferDeviceResult, { description: 'Sends a device that is at no customer to repair, or writes it down as lost.' })
  retireDevice(@Me() me: Actor, @Args('deviceId', { type: () => ID }) deviceId: string, @Args('reason', { type: () => RemovalReason }) reason: RemovalReason) {
    return this.equipment.retire(me, deviceId, reason);
  }
}

/** Adds to a place the devices that lie there. */
@Resolver(() => StockPlace)
export class StockPlaceResolver {
  @Allow('equipment:read', 'field:work')
  @FromSql(StockPlace, (place) => sql`(select count(*)::int from device d where d.stock_place_id = ${place.id})`)
  @ResolveField(() => Int, { description: 'Devices with a serial that lie here.' })
  deviceCount(): void {}

  @Allow('equipment:read', 'field:work')
  @FromSql(StockPlace, (place) => many(Device, { where: (d) => sql`${d.stockPlaceId} = ${place.id}`, order: [[(d) => d.kind, 'asc'], [(d) => d.serialKey, 'asc']], limit: 200 }))
  @ResolveField(() => [Device], { description: 'Devices with a serial that lie here; at most 200.' })
  devices(): void {}
}
