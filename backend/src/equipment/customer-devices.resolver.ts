import { Field, ObjectType, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow } from '../auth/allow.js';
import { Customer, ServiceLocation } from '../customers/customer.entity.js';
import { FromSql } from '../platform/read/from-sql.js';
import { many } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { Device, DeviceKind } from './device.entity.js';

/** A device as its owner sees it: what it is, without the numbers by which it could be taken over. */
@ObjectType()
export class InstalledDevice {
  @Field(() => DeviceKind) kind: DeviceKind;
  @Field() brand: string;
  @Field() model: string;
}

/** Adds to a customer the devices they have. */
@Resolver(() => Customer)
export class CustomerDevicesResolver {
  @Allow('equipment:read', 'field:work')
  @ResolveField(() => [Device])
  @FromSql(Customer, (customer) => many(Device, { where: (d) => sql`${d.customerId} = ${customer.id}`, order: [[(d) => d.kind, 'asc'], [(d) => d.serialKey, 'asc']] }))
  devices(): void {}
}

/** Adds to a place the devices installed there. */
@Resolver(() => ServiceLocation)
export class LocationDevicesResolver {
  @Allow('equipment:read', 'field:work')
  @ResolveField(() => [Device])
  @FromSql(ServiceLocation, (place) => many(Device, { where: (d) => sql`${d.locationId} = ${place.id}`, order: [[(d) => d.kind, 'asc'], [(d) => d.serialKey, 'asc']] }))
  devices(): void {}

  @ResolveField(() => [InstalledDevice], { description: 'What is installed here, by kind and model alone.' })
  @FromSql(ServiceLocation, (place) => sql`(select coalesce(jsonb_agg(jsonb_build_object('kind', d.kind, 'brand', d.brand, 'model', d.model) order by d.kind, d.id), '[]') from device d where d.location_id = ${place.id})`)
  installed(): void {}
}
