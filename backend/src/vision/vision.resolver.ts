import { Args, ID, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { Device } from '../equipment/device.entity.js';
import { live } from '../platform/graphql/live.js';
import { FromSql } from '../platform/read/from-sql.js';
import { one } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { Scan } from './scan.entity.js';
import { ScanFinished } from './vision.events.js';
import { VisionService } from './vision.service.js';

const id = { type: () => ID } as const;

@Resolver(() => Scan)
export class VisionResolver {
  constructor(private readonly service: VisionService) {}

  @Allow('vision:scan')
  @Query(() => Scan, { nullable: true, description: 'A photo sent to /files/scan and what was read in it.' })
  scan(@Me() me: Actor, @Args('id', id) scanId: string) {
    return this.service.get(me, scanId);
  }

  @Allow('vision:scan')
  @Subscription(() => Scan, { nullable: true, description: 'A scan that had to wait has been read, or could not be.' })
  scanFinished(@Me() me: Actor, @Args('id', id) scanId: string) {
    return live([ScanFinished], { when: (event) => event.scanId === scanId, read: (event) => this.service.get(me, event.scanId) });
  }

  @FromSql(Scan, (scan) => one(Device, (device) => sql`${device.id} = ${scan.deviceId}`))
  @ResolveField(() => Device, { nullable: true, description: 'The device of ours that the label belongs to.' })
  device(): void {}
}
