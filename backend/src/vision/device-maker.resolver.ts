import { ResolveField, Resolver } from '@nestjs/graphql';
import { Allow } from '../auth/allow.js';
import { Device } from '../equipment/device.entity.js';
import { FromSql } from '../platform/read/from-sql.js';
import { sql } from '../platform/read/sql.js';
import { MAKERS_BY_PREFIX } from './mac-makers.js';

const MAKERS = JSON.stringify(MAKERS_BY_PREFIX);

/** Adds to a device who made it, as the first half of its MAC address tells. */
@Resolver(() => Device)
export class DeviceMakerResolver {
  @Allow('equipment:read', 'field:work')
  @FromSql(Device, (device) => sql`(${MAKERS}::jsonb ->> left(replace(${device.mac}, ':', ''), 6))`)
  @ResolveField(() => String, { nullable: true, description: 'By the first half of its MAC; null when that is not known.' })
  maker(): void {}
}
