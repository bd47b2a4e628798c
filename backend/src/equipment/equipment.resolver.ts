import { Args, ID, Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow } from '../auth/allow.js';
import type { Actor } from '../auth/actor.js';
import { Me } from '../auth/me.js';
import { Customer } from '../customers/customer.entity.js';
import { PageArgs } from '../platform/graphql/page.type.js';
import { FromSql } from '../platform/read/from-sql.js';
import { many, one } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { DeviceTiesService } from './device-ties.service.js';
import { Device, DeviceModel, DeviceMovement, DevicePage } from './device.entity.js';
import { DeviceFilter, DeviceInput, DeviceTiesInput, RemovalReason } from './equipment.inputs.js';
import { CreateDeviceResult, LinkDeviceResult, SwapDeviceResult, TieDeviceResult, UnlinkDeviceResult } from './equipment.results.js';
import { EquipmentService } from './equipment.service.js';

@Resolver(() => Device)
export class EquipmentResolver {
  constructor(
    private readonly service: EquipmentService,
    private readonly ties: DeviceTiesService,
  ) {}

  @Allow('equipment:read', 'field:work')
  @Query(() => Device, { nullable: true })
  device(@Me() me: Actor, @Args('id', { type: () => ID }) id: string) {
    return this.service.device(me, id);
  }

  @Allow('equipment:read', 'field:work')
  @Query(() => DevicePage, { description: 'By serial; with a text the best fits first.' })
  devices(@Me() me: Actor, @Args() page: PageArgs, @Args('filter', { type: () => DeviceFilter, nullable: true }) filter: DeviceFilter | null) {
    return this.service.list(me, filter ?? {}, page);
  }

  @Allow('equipment:read', 'field:work')
  @Query(() => Device, { nullable: true, description: 'By serial, else barcode, else MAC, in any spelling.' })
  deviceByCode(@Me() me: Actor, @Args('code') code: string) {
    return this.service.byCode(me, code);
  }

  @Allow('equipment:read', 'field:work')
  @Query(() => [DeviceModel], { description: 'The models there are, the commonest first; at most 300.' })
  deviceModels(@Me() me: Actor) {
    return this.service.models(me);
  }

  @Allow('equipment:read', 'field:work')
  @ResolveField(() => [Device], { description: 'What hangs on it.' })
  @FromSql(Device, (device) => many(Device, { where: (d) => sql`${d.parentId} = ${device.id}`, order: [[(d) => d.parentPort, 'asc'], [(d) => d.serialKey, 'asc']], limit: 200 }))
  behind(): void {}

  @Allow('equipment:read', 'field:work')
  @ResolveField(() => [DeviceMovement], { description: 'Newest first; the latest 500.' })
  @FromSql(Device, (device) => many(DeviceMovement, { where: (m) => sql`${m.deviceId} = ${device.id}`, order: [[(m) => m.createdAt, 'desc']], limit: 500 }))
  movements(): void {}

  @Allow('equipment:read', 'field:work')
  @ResolveField(() => String, { description: 'The path of its help page, which its QR code leads to; `/qr.svg` below it is that code.' })
  @FromSql(Device, (device) => sql`'/q/' || ${device.helpCode}`)
  helpPath(): void {}

  @Allow('equipment:write')
  @Mutation(() => CreateDeviceResult)
  createDevice(@Me() me: Actor, @Args('input') input: DeviceInput) {
    return this.service.create(me, input);
  }

  @Allow('equipment:write')
  @Mutation(() => LinkDeviceResult, { description: 'Installs a device at a place, for a job when there is one.' })
  linkDevice(@Me() me: Actor, @Args('deviceId', { type: () => ID }) deviceId: string, @Args('locationId', { type: () => ID }) locationId: string, @Args('jobId', { type: () => ID, nullable: true }) jobId: string | null) {
    return this.service.link(me, deviceId, locationId, jobId ?? null);
  }

  @Allow('equipment:write')
  @Mutation(() => UnlinkDeviceResult)
  unlinkDevice(@Me() me: Actor, @Args('deviceId', { type: () => ID }) deviceId: string, @Args('reason', { type: () => RemovalReason, defaultValue: RemovalReason.RETURNED }) reason: RemovalReason) {
    return this.service.unlink(me, deviceId, reason);
  }

  @Allow('equipment:write')
  @Mutation(() => TieDeviceResult, { description: 'Says whose a device is, what is delivered through it and what it hangs on.' })
  tieDevice(@Me() me: Actor, @Args('deviceId', { type: () => ID }) deviceId: string, @Args('input') input: DeviceTiesInput) {
    return this.ties.tie(me, deviceId, input);
  }

  @Allow('equipment:write')
  @Mutation(() => SwapDeviceResult, { description: 'Puts the new device where the old one is, and takes the old one back.' })
  swapDevice(@Me() me: Actor, @Args('oldId', { type: () => ID }) oldId: string, @Args('newId', { type: () => ID }) newId: string, @Args('jobId', { type: () => ID, nullable: true }) jobId: string | null) {
    return this.service.swap(me, oldId, newId, jobId ?? null);
  }
}

/** Adds to a move of a device for whom it was, so that its life can be followed. */
@Resolver(() => DeviceMovement)
export class DeviceMovementResolver {
  @Allow('equipment:read', 'field:work')
  @ResolveField(() => Customer, { nullable: true, description: 'At whose place it was put, or from whose it was taken.' })
  @FromSql(DeviceMovement, (move) => one(Customer, (customer) => sql`${customer.id} = ${move.customerId}`))
  customer(): void {}
}
