import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Schedule } from '../platform/queue/queue.js';

/** At most `most` within any `minutes`. */
export interface Limit {
  readonly most: number;
  readonly minutes: number;
}

/** Links asked for, by identifier (requirement AUTH 4). */
export const LINK_REQUESTS: Limit = { most: 3, minutes: 15 };
/** Codes asked for, by identifier or session. */
export const CODE_REQUESTS: Limit = { most: 3, minutes: 15 };
/** Links sent to one account however it is spelled, so that nobody's mailbox is flooded. */
export const LINKS_TO_ACCOUNT: Limit = { most: 10, minutes: 15 };
/** Whatever one address tries without a session. */
export const REQUESTS_OF_ADDRESS: Limit = { most: 60, minutes: 15 };
/** Passwords tried for one account from one address, or by a browser that its owner has signed in with before. */
export const PASSWORD_TRIES: Limit = { most: 10, minutes: 15 };
/** Passwords tried for one account from everywhere its owner has not signed in yet. */
export const PASSWORD_TRIES_OF_STRANGERS: Limit = { most: 40, minutes: 15 };
/** Second proofs and step-ups tried by one person. */
export const PROOF_TRIES: Limit = { most: 10, minutes: 15 };

/** Codes one person has sent to where they want to be reached: nobody knows yet whose address it is. */
export const CODES_TO_NEW_ADDRESS: Limit = { most: 6, minutes: 15 };

/** Sign-in links one person of the office sends, to whomever. */
export const LINKS_OF_PERSON: Limit = { most: 120, minutes: 15 };

/** Takes an attempt when fewer than the most are inside the window; the row's lock makes it exact over all processes. */
const TAKE = `
  insert into rate_window as w (bucket, hits, accepted, until) values ($1, array[$2::timestamptz], true, $2::timestamptz + $4::interval)
  on conflict (bucket) do update set
    accepted = cardinality(array(select h from unnest(w.hits) h where h > $2::timestamptz - $4::interval)) < $3,
    hits = case when cardinality(array(select h from unnest(w.hits) h where h > $2::timestamptz - $4::interval)) < $3
      then array(select h from unnest(w.hits) h where h > $2::timestamptz - $4::interval order by h) || $2::timestamptz else w.hits end,
    until = $2::timestamptz + $4::interval
  returning accepted, cardinality(hits) as hits, ceil(extract(epoch from (select min(h) from unnest(hits) h where h > $2::timestamptz - $4::interval) + $4::interval - $2::timestamptz)) as wait`;

/** A full window refuses without a lock, so that a flood of tries waits for nobody and holds up nobody. */
const FULL = `
  select cardinality(w.inside) as hits, ceil(extract(epoch from w.inside[1] + $4::interval - $2::timestamptz)) as wait
  from (select array(select h from rate_window r, unnest(r.hits) h where r.bucket = $1 and h > $2::timestamptz - $4::interval order by h) as inside) w
  where cardinality(w.inside) >= $3`;

/** What an attempt met. */
export interface Taken {
  readonly accepted: boolean;
  /** Attempts inside the window. */
  readonly hits: number;
  /** Until the oldest of them leaves it. */
  readonly waitSeconds: number;
}

/** Limits kept in PostgreSQL: they survive a restart and hold over every process. */
@Injectable()
export class RateLimits {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** Counts one attempt, unless it is one too many. */
  async take(what: string, who: string, limit: Limit): Promise<Taken> {
    const values = [bucketOf(what, who), this.clock.now().toISOString(), limit.most, `${limit.minutes} minutes`];
    const row = await this.db.unscoped('limits hold before anybody is known', async () => {
      const [full] = await this.db.query<{ accepted?: boolean; hits: number; wait: string }>(FULL, values);
      return full ?? (await this.db.query<{ accepted?: boolean; hits: number; wait: string }>(TAKE, values))[0]!;
    });
    return { accepted: row.accepted ?? false, hits: row.hits, waitSeconds: Math.min(Math.max(1, Number(row.wait)), limit.minutes * 60) };
  }

  /** Starts again, after a success. */
  async forget(what: string, who: string): Promise<void> {
    await this.db.unscoped('limits hold before anybody is known', () => this.db.query('delete from rate_window where bucket = $1', [bucketOf(what, who)]));
  }

  @Schedule('17 * * * *')
  async sweep(): Promise<void> {
    await this.db.unscoped('limits belong to no tenant', () => this.db.query('delete from rate_window where until < $1', [this.clock.now()]));
  }
}

/** The name of a bucket says nothing about the person. */
const bucketOf = (what: string, who: string): string => `${what}:${createHash('sha256').update(who).digest('base64url')}`;
