import type { Duplex } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { FieldNode, OperationDefinitionNode } from 'graphql';
import type { WebSocket } from 'ws';
import type { Caller } from '../caller.js';
import type { Delivered } from '../events/event.js';
import { LiveBus } from '../events/live-bus.js';
import { Log } from '../observability/log.js';
import { fieldsOf, type Document } from '../read/selection.js';
import type { Prepared } from './documents.js';
import { Engine, type GraphContext } from './engine.js';
import { LiveSource } from './live.js';
import { visibilityOf } from './visibility.js';

/** A socket that has this much unsent is too slow: it is closed, and resumes from its last number. */
const MOST_BUFFERED = 1_000_000;
/** How many events leave together at most, so that nobody waits long for the first. */
const MOST_TOGETHER = 32;
export const CLOSE_SLOW = 4_290;

export interface Subscriber {
  readonly socket: WebSocket;
  /** The connection below it, on which several frames leave as one write. */
  readonly wire: Duplex;
  /** The id the client gave the operation; clients of ours give the same one for the same document and variables. */
  readonly operationId: string;
}

interface Group {
  readonly key: string;
  readonly caller: Caller;
  readonly source: LiveSource;
  readonly prepared: Prepared;
  readonly operation: OperationDefinitionNode;
  readonly document: Document;
  readonly members: Map<Subscriber, { from: number; held: Told[] | undefined }>;
  /** Events that arrived and are not out yet. */
  readonly waiting: Delivered[];
  draining?: Promise<void>;
}

/** An event as it is told to a group. */
interface Told {
  readonly seq: number;
  readonly payload: string;
}

/**
 * Fans events out to sockets. Subscribers with the same document, variables and visibility form a group: the selection
 * is read once per event and group, and the same frame goes to all of its sockets.
 */
@Injectable()
export class LiveHub {
  private readonly groups = new Map<string, Group>();
  private readonly byTenant = new Map<string, Set<Group>>();

  constructor(
    private readonly engine: Engine,
    private readonly bus: LiveBus,
    private readonly log: Log,
  ) {}

  start(): void {
    this.bus.hear((delivered) => this.deliver(delivered));
  }

  /** Joins a socket to its group, sending first what it missed after number `after`. Returns how to leave. */
  async join(subscriber: Subscriber, context: GraphContext, prepared: Prepared, operation: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>, after: number | undefined): Promise<() => void> {
    const group = await this.groupOf(context, prepared, operation, variables);
    const member = { from: 0, held: after === undefined ? undefined : ([] as Told[]) };
    group.members.set(subscriber, member);
    if (after !== undefined) {
      await this.catchUp(group, subscriber, after);
      // What was caught up with is not told again, even when its event came by meanwhile.
      for (const { seq, payload } of member.held ?? []) if (isNews(seq, member.from)) this.send(subscriber, frameOf(subscriber.operationId, payload));
      member.held = undefined;
    }
    return () => this.leave(group, subscriber);
  }

  private async groupOf(context: GraphContext, prepared: Prepared, operation: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>): Promise<Group> {
    const document = this.engine.documentOf(prepared, operation, variables);
    const root = this.engine.schema.getSubscriptionType()!;
    const [[, nodes]] = [...fieldsOf(document, root, [operation as unknown as FieldNode])] as [[string, FieldNode[]]];
    const source = await this.engine.resolve(root, nodes, document, { ...context, compiled: true }, 'subscribe');
    if (!(source instanceof LiveSource)) throw new Error(`${nodes[0]!.name.value} does not answer a live source`);
    const key = JSON.stringify([prepared.id, operation.name?.value, document.variables, visibilityOf(context.caller)]);
    const known = this.groups.get(key);
    if (known) return known;
    const group: Group = { key, caller: context.caller, source, prepared, operation, document, members: new Map(), waiting: [] };
    this.groups.set(key, group);
    const ofTenant = this.byTenant.get(context.caller.tenantId) ?? new Set();
    this.byTenant.set(context.caller.tenantId, ofTenant.add(group));
    return group;
  }

  private leave(group: Group, subscriber: Subscriber): void {
    group.members.delete(subscriber);
    if (group.members.size) return;
    this.groups.delete(group.key);
    this.byTenant.get(group.caller.tenantId)?.delete(group);
  }

  private deliver(delivered: Delivered): void {
    for (const group of this.byTenant.get(delivered.tenantId) ?? []) {
      if (!group.source.kinds.has(delivered.kind) || !group.source.when(delivered.event)) continue;
      group.waiting.push(delivered);
      group.draining ??= this.drain(group).finally(() => (group.draining = undefined));
    }
  }

  /** Tells a group what waits, in order. Under load several events gather while the last ones leave, and then leave together. */
  private async drain(group: Group): Promise<void> {
    while (group.waiting.length) {
      const told: Told[] = [];
      while (group.waiting.length && told.length < MOST_TOGETHER) {
        const delivered = group.waiting.shift()!;
        try {
          const payload = await this.payload(group, delivered);
          if (payload) told.push({ seq: delivered.seq, payload });
        } catch (error) {
          this.log.error(error as Error, { where: 'live', event: delivered.kind });
        }
      }
      if (told.length) this.fanOut(group, told);
    }
  }

  private fanOut(group: Group, told: readonly Told[]): void {
    const framesOf = new Map<string, Buffer[]>();
    for (const [subscriber, member] of group.members) {
      const fresh = told.flatMap(({ seq }, i) => (isNews(seq, member.from) ? [i] : []));
      if (member.held) {
        member.held.push(...fresh.map((i) => told[i]!));
        continue;
      }
      let frames = framesOf.get(subscriber.operationId);
      if (!frames) framesOf.set(subscriber.operationId, (frames = told.map(({ payload }) => Buffer.from(frameOf(subscriber.operationId, payload)))));
      const { wire } = subscriber;
      if (fresh.length > 1) wire.cork();
      for (const i of fresh) this.send(subscriber, frames[i]!);
      if (fresh.length > 1) wire.uncork();
    }
  }

  private async payload(group: Group, delivered: Delivered): Promise<string | null> {
    const data = await this.engine.liveJson(group.caller, group.source.read(delivered.event), group.prepared, group.operation, group.document);
    return data && (delivered.seq ? `{"data":${data},"extensions":{"seq":${delivered.seq}}}` : `{"data":${data}}`);
  }

  private async catchUp(group: Group, subscriber: Subscriber, after: number): Promise<void> {
    const missed = await this.bus.since(group.caller.tenantId, after);
    if (!missed) {
      const seq = await this.bus.lastSeq(group.caller.tenantId);
      this.send(subscriber, frameOf(subscriber.operationId, `{"data":null,"extensions":{"seq":${seq},"code":"RESYNC"}}`));
      return;
    }
    const member = group.members.get(subscriber);
    for (const delivered of missed) {
      if (member) member.from = delivered.seq;
      if (!group.source.kinds.has(delivered.kind) || !group.source.when(delivered.event)) continue;
      const payload = await this.payload(group, delivered);
      if (payload) this.send(subscriber, frameOf(subscriber.operationId, payload));
    }
  }

  private send({ socket }: Subscriber, frame: string | Buffer): void {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > MOST_BUFFERED) socket.close(CLOSE_SLOW, 'Too slow');
    else socket.send(frame, { binary: false });
  }
}

/** Whether an event comes after what a member has; what is whispered has no number and always does. */
const isNews = (seq: number, from: number): boolean => seq === 0 || seq > from;
const frameOf = (operationId: string, payload: string) => `{"id":${JSON.stringify(operationId)},"type":"next","payload":${payload}}`;
