import { Injectable, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext, type GqlContextType } from '@nestjs/graphql';
import { ThrottlerGuard, type ThrottlerLimitDetail, type ThrottlerModuleOptions, type ThrottlerStorage } from '@nestjs/throttler';
import type { GraphContext } from '../platform/graphql/engine.js';
import { RateLimitedError } from '../platform/graphql/errors.js';
import type { Actor } from './actor.js';
import type { RateLimits } from './rate-limits.service.js';

/** What `@Limited` writes on an operation, by the name the throttler reads it under. */
const LIMITED = 'THROTTLER:LIMITdefault';

/** One limiter, which stands before the operations marked `@Limited` only. */
export const throttlerOptions: ThrottlerModuleOptions = { throttlers: [{ limit: 0, ttl: 0 }], setHeaders: false };

/** Where the throttler counts: the rows of `RateLimits`. Its keys are `operation|person`, its `ttl` is in milliseconds. */
export const throttlerStorage = (limits: RateLimits): ThrottlerStorage => ({
  async increment(key, ttl, limit) {
    const at = key.indexOf('|');
    const { accepted, hits, waitSeconds } = await limits.take(key.slice(0, at), key.slice(at + 1), { most: limit, minutes: ttl / 60_000 });
    return { totalHits: hits, timeToExpire: waitSeconds, isBlocked: !accepted, timeToBlockExpire: accepted ? 0 : waitSeconds };
  },
});

/** Counts tries of limited operations by person; unmarked ones pass at once, so that reads never wait for a row. */
@Injectable()
export class RateGuard extends ThrottlerGuard {
  protected override shouldSkip(context: ExecutionContext): Promise<boolean> {
    return Promise.resolve(context.getType<GqlContextType>() !== 'graphql' || !this.reflector.get<unknown>(LIMITED, context.getHandler()));
  }

  protected override getRequestResponse(context: ExecutionContext) {
    return { req: GqlExecutionContext.create(context).getContext<GraphContext>(), res: {} };
  }

  protected override getTracker(context: GraphContext): Promise<string> {
    const { tenantId, staffId, technicianId, contactId, customerId, sessionId } = context.caller as Actor;
    return Promise.resolve(`${tenantId}:${staffId ?? technicianId ?? contactId ?? customerId ?? sessionId ?? 'anonymous'}`);
  }

  /** Readable in the rows; the person stands in it as a hash. */
  protected override generateKey(context: ExecutionContext, tracker: string): string {
    return `${context.getHandler().name}|${tracker}`;
  }

  protected override throwThrottlingException(_context: ExecutionContext, { timeToBlockExpire }: ThrottlerLimitDetail): Promise<void> {
    return Promise.reject(new RateLimitedError(timeToBlockExpire));
  }
}
