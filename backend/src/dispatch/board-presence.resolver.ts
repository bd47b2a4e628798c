import { Args, Mutation, Resolver, Subscription } from '@nestjs/graphql';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { Clock } from '../platform/clock.js';
import { Events } from '../platform/events/events.js';
import { live } from '../platform/graphql/live.js';
import { Fleeting } from '../platform/graphql/read.interceptor.js';
import { sql } from '../platform/read/sql.js';
import { lastDay } from './board-place.js';
import { BoardSeen } from './dispatch.events.js';
import { BoardArgs, BoardSeenArgs } from './dispatch.inputs.js';
import { BoardColleague } from './dispatch.results.js';
import { TrackingService } from './tracking.service.js';

const DAY_MS = 86_400_000;

/** Who else looks at a board, and what they point at: told as it happens and kept nowhere. */
@Resolver()
export class BoardPresenceResolver {
  constructor(
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly tracking: TrackingService,
  ) {}

  @Allow('dispatch:read')
  @Fleeting('says what somebody points at right now')
  @Mutation(() => Boolean, { description: 'Tells colleagues on the same board what one points at. Said again every 20 seconds while the board is open; who is silent for longer has gone.' })
  async showOnBoard(@Me() me: Actor, @Args() { day, days, window, jobIds, isNew, isGone }: BoardSeenArgs) {
    this.events.whisper(me.tenantId, new BoardSeen(day, days, window, me.name, jobIds, isNew, isGone));
    // The board of the day is where the office sees who is where: whoever is on the way is told that it was looked at.
    const now = this.clock.now().getTime();
    if (!isGone && me.kind === 'staff' && Date.parse(day) <= now + DAY_MS && Date.parse(lastDay(day, days)) >= now - DAY_MS) await this.tracking.looked(me);
    return true;
  }

  @Allow('dispatch:read')
  @Subscription(() => BoardColleague, { description: 'Colleagues on the board of these days, and what they point at.' })
  boardColleagueSeen(@Me() me: Actor, @Args() { day, days }: BoardArgs) {
    return live<BoardSeen>([BoardSeen], {
      when: (seen) => me.kind !== 'technician' && seen.day <= lastDay(day, days) && day <= lastDay(seen.day, seen.days),
      read: ({ window, name, jobIds, isNew, isGone }) => ({ window, name, jobIds: sql`${JSON.stringify(jobIds)}::jsonb`, isNew, isGone }),
    });
  }
}
