import { Args, Int, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow } from '../auth/allow.js';
import { Device } from '../equipment/device.entity.js';
import { FromSql } from '../platform/read/from-sql.js';
import { many } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { Ticket } from './ticket.entity.js';

/** Adds tickets to devices, so equipment need not know of them. */
@Resolver(() => Device)
export class DeviceTicketsResolver {
  @Allow('tickets:read', 'field:work')
  @FromSql(Device, (device, { first }) => many(Ticket, { where: (t) => sql`${t.deviceId} = ${device.id} or ${t.locationId} = ${device.locationId}`, order: [[(t) => t.createdAt, 'desc']], limit: Math.min(Math.max(Number(first), 1), 100) }))
  @ResolveField(() => [Ticket], { description: 'About the device or the place where it is, latest first.' })
  tickets(@Args('first', { type: () => Int, defaultValue: 10 }) _first: number): void {}
}
