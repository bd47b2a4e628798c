import { Args, ID, Int, Mutation, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { live } from '../platform/graphql/live.js';
import { PageArgs } from '../platform/graphql/page.type.js';
import { FromSql } from '../platform/read/from-sql.js';
import { many } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { AlertChanged } from './alert.events.js';
import { AlertEvent, AlertEventPage, AlertRule } from './alert.entity.js';
import { AlertFilter, NewDeviceKey, SamplePoint } from './alert.inputs.js';
import { trendOf } from './alert-trend.js';
import { AlertsService } from './alerts.service.js';

const id = { type: () => ID } as const;
const ACTIVE = sql`(select count(*)::int from alert_event where cleared_at is null)`;

@Resolver(() => AlertEvent)
export class AlertsResolver {
  constructor(private readonly service: AlertsService) {}

  @Allow('alerts:read')
  @Query(() => AlertEventPage, { description: 'Newest first.' })
  alerts(@Args() page: PageArgs, @Args('filter', { nullable: true, defaultValue: {} }) filter: AlertFilter) {
    return this.service.list(filter, page);
  }

  @Allow('alerts:read')
  @Query(() => Int, { description: 'How many are not over; 0 is all clear.' })
  activeAlertCount() {
    return ACTIVE;
  }

  @Allow('alerts:read')
  @Query(() => [AlertRule])
  alertRules() {
    return many(AlertRule, { order: [[(r) => r.name, 'asc']] });
  }

  @Allow('alerts:read')
  @Query(() => [SamplePoint], { description: 'One device’s measurements, oldest first; the newest 2,000 since the given instant.' })
  samples(@Args('deviceId', id) deviceId: string, @Args('metric') metric: string, @Args('since') since: Date) {
    return sql`(select coalesce(jsonb_agg(jsonb_build_object('at', at, 'value', value) order by at), '[]') from (select at, value from sample where device_id = ${deviceId}::uuid and metric = ${metric} and at >= ${since}::timestamptz order by at desc limit 2000) s)`;
  }

  @Allow('alerts:write')
  @Mutation(() => AlertEvent, { description: 'Says that somebody has seen it.' })
  acknowledgeAlert(@Me() me: Actor, @Args('id', id) alertId: string) {
    return this.service.acknowledge(me, alertId);
  }

  @Allow('settings:write')
  @Mutation(() => NewDeviceKey, { description: 'Makes a key with which equipment posts measurements.' })
  createDeviceKey(@Me() me: Actor, @Args('name') name: string) {
    return this.service.makeKey(me, name);
  }

  @Allow('alerts:read')
  @Subscription(() => AlertEvent, { nullable: true, description: 'An alert that began, got worse, was acknowledged or is over.' })
  alertChanged() {
    return live([AlertChanged], { read: (event) => this.service.get(event.alertId) });
  }

  @Allow('alerts:read')
  @Subscription(() => Int, { description: 'How many are not over, whenever that changes.' })
  activeAlertCountChanged() {
    return live([AlertChanged], { when: (event) => event.what === 'onset' || event.what === 'clear', read: () => ACTIVE });
  }

  @Allow('alerts:read')
  @FromSql(AlertEvent, (event) => trendOf(event))
  @ResolveField(() => [SamplePoint], { description: 'The measurements around it, oldest first: from half an hour before, at most six hours, in about 120 steps that each show their worst.' })
  trend(): void {}
}
