import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, Index, Unique } from 'typeorm';
import { EnumColumn, TenantRow } from '../platform/db/columns.js';
import { PageOf } from '../platform/graphql/page.type.js';
import { MessageChannel } from '../tickets/ticket.entity.js';

/** What became of something that arrived. */
export enum InboundFate {
  WAITING = 'WAITING',
  TAKEN = 'TAKEN',
  SET_ASIDE = 'SET_ASIDE',
}
registerEnumType(InboundFate, { name: 'InboundFate', description: 'WAITING: not looked at yet. TAKEN: it is in a conversation. SET_ASIDE: it is no message of a person.' });

/** Why something that arrived is in no conversation. */
export enum AsideReason {
  AUTO_REPLY = 'AUTO_REPLY',
  BOUNCE = 'BOUNCE',
  LOOP = 'LOOP',
  TOO_MANY = 'TOO_MANY',
  EMPTY = 'EMPTY',
  DAMAGED = 'DAMAGED',
}
registerEnumType(AsideReason, {
  name: 'AsideReason',
  description: 'AUTO_REPLY: written by a program, such as an absence notice. BOUNCE: news of a mail that came back. LOOP: one of our own. TOO_MANY: too many from one address within an hour. EMPTY: nothing in it. DAMAGED: it could not be read.',
});

/** A mail or text that arrived, kept before anything is done about it. */
@ObjectType({ description: 'A mail or text that arrived.' })
@Entity()
@Unique('UQ_inbound_message_source', ['tenantId', 'sourceId'])
@Index('IDX_inbound_message_sender', ['tenantId', 'sender', 'createdAt'])
export class InboundMessage extends TenantRow {
  @Field(() => MessageChannel) @EnumColumn(MessageChannel) channel: MessageChannel;
  /** What its sender’s system calls it: the same one is taken once. */
  @Column('text') sourceId: string;
  @Field({ description: 'Number or address.' }) @Column('text') sender: string;
  @Field(() => String, { nullable: true }) @Column('text', { nullable: true }) subject: string | null;
  @Field(() => InboundFate) @EnumColumn(InboundFate, { default: InboundFate.WAITING }) fate: InboundFate;
  @Field(() => AsideReason, { nullable: true }) @EnumColumn(AsideReason, { nullable: true }) reason: AsideReason | null;
  /** What is needed to take it in; emptied once it is. */
  @Column('jsonb', { default: {} }) payload: InboundPayload;
  @Column('uuid', { nullable: true }) conversationId: string | null;
}

/** A text with its pictures, or where the mail is kept and which message it answers. */
export interface InboundPayload {
  readonly body?: string;
  readonly media?: readonly { readonly url: string; readonly type: string }[];
  /** What the SMS service did by itself with a word such as STOP. */
  readonly optOut?: string;
  readonly fileKey?: string;
  readonly answers?: string | null;
}

@ObjectType()
export class InboundMessagePage extends PageOf(InboundMessage) {}
