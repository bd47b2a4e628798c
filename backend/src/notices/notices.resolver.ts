import { Args, ID, Mutation, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { Customer } from '../customers/customer.entity.js';
import { live } from '../platform/graphql/live.js';
import { FromSql } from '../platform/read/from-sql.js';
import { many, one } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { NoticeState, ServiceNotice } from './notice.entity.js';
import { ServiceNoticeChanged } from './notice.events.js';
import { ServiceNoticeInput } from './notice.inputs.js';
import { ServiceNoticeResult } from './notice.results.js';
import { NoticesService, stateOf } from './notices.service.js';

const id = { type: () => ID } as const;

/** Outages, maintenance and news, as the office writes them. */
@Resolver(() => ServiceNotice)
export class NoticesResolver {
  constructor(private readonly notices: NoticesService) {}

  @Allow('tickets:read')
  @Query(() => [ServiceNotice], { description: 'The last 200, the newest first.' })
  serviceNotices() {
    return this.notices.list();
  }

  @Allow('tickets:write')
  @Mutation(() => ServiceNoticeResult, { description: 'Shows a notice on the status page and to the customers whom it concerns.' })
  publishServiceNotice(@Me() me: Actor, @Args('input') input: ServiceNoticeInput) {
    return this.notices.publish(me, input);
  }

  @Allow('tickets:write')
  @Mutation(() => ServiceNoticeResult, { description: 'Says it in other words, elsewhere, or for longer; one that is over stays as it was.' })
  changeServiceNotice(@Me() me: Actor, @Args('id', id) noticeId: string, @Args('input') input: ServiceNoticeInput) {
    return this.notices.change(me, noticeId, input);
  }

  @Allow('tickets:write')
  @Mutation(() => ServiceNoticeResult, { description: 'Says that it is over, or called off. It stays on the status page for seven days.' })
  endServiceNotice(@Me() me: Actor, @Args('id', id) noticeId: string) {
    return this.notices.end(me, noticeId);
  }

  @Allow('tickets:read')
  @Subscription(() => ServiceNotice, { description: 'A notice was published, changed, or is over.' })
  serviceNoticeChanged() {
    return live([ServiceNoticeChanged], { read: ({ noticeId }) => one(ServiceNotice, (n) => sql`${n.id} = ${noticeId}`) });
  }

  @FromSql(ServiceNotice, (notice) => stateOf(notice))
  @ResolveField(() => NoticeState)
  state(): void {}
}

/** Adds to customers what concerns their own places, so that customers need not know of notices. */
@Resolver(() => Customer)
export class CustomerNoticesResolver {
  @Allow('customers:read', 'own:read')
  @FromSql(Customer, (customer) => many(ServiceNotice, {
    where: (n) => sql`(${stateOf(n)}) <> 'OVER' and (cardinality(${n.places}) = 0 or exists (select 1 from service_location l, unnest(${n.places}) place where l.customer_id = ${customer.id} and (lower(l.city) = lower(place) or starts_with(replace(upper(l.postal_code), ' ', ''), replace(upper(place), ' ', '')))))`,
    order: [[(n) => n.startsAt, 'desc']],
    limit: 10,
  }))
  @ResolveField(() => [ServiceNotice], { description: 'What is going on or to come where their services are.' })
  notices(): void {}

  @Allow('own:read')
  @Subscription(() => Customer, { nullable: true, description: 'The account that is signed in, whenever a notice was published, changed, or is over.' })
  accountNoticesChanged(@Me() me: Actor) {
    return live([ServiceNoticeChanged], { read: () => one(Customer, (customer) => sql`${customer.id} = ${me.customerId ?? null}::uuid`) });
  }
}
