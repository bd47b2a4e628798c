import { createHash } from 'node:crypto';
import { Injectable, SetMetadata, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { GqlExecutionContext, type GqlContextType } from '@nestjs/graphql';
import { isNonNullType, print, type GraphQLResolveInfo } from 'graphql';
import { firstValueFrom, from, type Observable } from 'rxjs';
import type { Caller } from '../caller.js';
import { Clock } from '../clock.js';
import { Db } from '../db/db.js';
import { Read, type Computed } from '../read/read.js';
import { Engine, isUnread, Ready, type GraphContext } from './engine.js';
import { BadInputError, ConflictError, NotFoundError } from './errors.js';
import { RecordedAnswer } from './recorded-answer.entity.js';
import { Problem } from './problem.js';

const OUTSIDE = 'demarc:outside';

/** A mutation that talks to a remote system, so it runs outside of a transaction; say which. Its own keys make it retryable. */
export const Outside = (why: string) => SetMetadata(OUTSIDE, why);

const FLEETING = 'demarc:fleeting';

/** A mutation that says how things are right now: repeated it does the same, so its answer is not kept for a retry. Say why. */
export const Fleeting = (why: string) => SetMetadata(FLEETING, why);

/**
 * Stands around every operation: asks the database what a resolver's read selects, and makes every mutation one
 * transaction with its recorded answer, so that a retry with the same key gives the same answer and does nothing twice.
 */
@Injectable()
export class ReadInterceptor implements NestInterceptor {
  constructor(
    private readonly engine: Engine,
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType<GqlContextType>() !== 'graphql') return next.handle();
    const graph = GqlExecutionContext.create(context);
    const info = graph.getInfo<GraphQLResolveInfo>();
    const { caller, compiled } = graph.getContext<GraphContext>();
    const operation = info.parentType.name;
    if (operation === 'Subscription' || compiled) return next.handle();
    if (operation !== 'Mutation') return from(firstValueFrom(next.handle()).then((value) => this.shown(caller, value, info)));
    const work = async () => this.shown(caller, await firstValueFrom(next.handle()), info);
    if (this.reflector.get<string | undefined>(FLEETING, context.getHandler()) !== undefined) return from(this.db.tx(caller, work));
    const outside = this.reflector.get<string | undefined>(OUTSIDE, context.getHandler());
    return from(this.once(caller, graph.getArgs<{ key: string }>(), info, work, outside !== undefined));
  }

  private async shown(caller: Caller, value: unknown, info: GraphQLResolveInfo): Promise<unknown> {
    if (value instanceof Ready) return this.engine.shown(value.value, info);
    if (value instanceof Problem) return value.inLocale(caller.locale);
    if (!isUnread(value)) return value;
    const read = named(value, await this.engine.readField(caller, value, info));
    if (read === null && isNonNullType(info.returnType)) throw new NotFoundError();
    return read;
  }

  /** What a retry is answered: a member's `toJSON` leaves out what may be shown once only. */
  private recordable(value: unknown): unknown {
    if (value === undefined) return null;
    // A member of a union says which one it is, so that a retry finds its type again in what was recorded.
    const isMember = typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date) && Object.getPrototypeOf(value) !== Object.prototype;
    return isMember ? { __typename: value.constructor.name, ...JSON.parse(JSON.stringify(value)) as object } : value;
  }

  private async once(caller: Caller, args: { key: string }, info: GraphQLResolveInfo, work: () => Promise<unknown>, outside: boolean): Promise<unknown> {
    if (args.key.length < 8 || args.key.length > 100) throw new BadInputError('key must be 8 to 100 characters', { key: 'length' });
    const request = createHash('sha256').update(info.fieldName).update(info.fieldNodes.map((node) => print(node)).join()).update(JSON.stringify(args)).digest('hex');
    if (!outside) return this.db.tx(caller, () => this.inTx(caller, args.key, request, work));
    const known = await this.db.tx(caller, () => this.recorded(caller, args.key, request));
    if (known) return known.answer;
    const answer = await work();
    await this.db.tx(caller, () => this.record(caller, args.key, request, this.recordable(answer)));
    return answer ?? null;
  }

  private async inTx(caller: Caller, key: string, request: string, work: () => Promise<unknown>): Promise<unknown> {
    const [lock] = await this.db.query<{ got: boolean }>('select pg_try_advisory_xact_lock(hashtextextended($1, 0)) got', [`${caller.tenantId}:${actorOf(caller)}:${key}`]);
    if (!lock?.got) throw new ConflictError('The same request is being worked on. Ask again in a moment.');
    const known = await this.recorded(caller, key, request);
    if (known) return known.answer;
    const answer = await work();
    await this.record(caller, key, request, this.recordable(answer));
    return answer ?? null;
  }

  private async recorded(caller: Caller, key: string, request: string): Promise<RecordedAnswer | null> {
    const known = await this.db.repo(RecordedAnswer).findOneBy({ actor: actorOf(caller), key });
    if (known && known.request !== request) throw new ConflictError('This key was used for another request.', 'KEY_REUSED');
    return known;
  }

  private async record(caller: Caller, key: string, request: string, answer: unknown): Promise<void> {
    await this.db.query('insert into recorded_answer (actor, key, request, answer, created_at) values ($1, $2, $3, $4, $5) on conflict do nothing', [actorOf(caller), key, request, JSON.stringify(answer), this.clock.now()]);
  }
}

/** Keys of different people never meet. */
function actorOf(caller: Caller): string {
  const who = caller as Caller & { readonly sessionId?: string; readonly staffId?: string; readonly contactId?: string; readonly technicianId?: string; readonly kind?: string };
  return who.staffId ?? who.technicianId ?? who.contactId ?? who.sessionId ?? who.kind ?? 'anonymous';
}

/** A row says its type, so that it is found among the members of a result even when the document does not ask for it. */
function named(read: Computed, row: unknown): unknown {
  return read instanceof Read && read.kind === 'one' && row ? { __typename: read.entity.name, ...row } : row;
}
