import { Field, ObjectType } from '@nestjs/graphql';
import { Column, Entity, Index, ManyToOne, Unique, type Relation } from 'typeorm';
import { Customer } from '../customers/customer.entity.js';
import { EnumColumn, InstantColumn, TenantRow } from '../platform/db/columns.js';
import { PageOf } from '../platform/graphql/page.type.js';
import { Author, MessageChannel } from './ticket.entity.js';

/** Everything said with one customer over every channel, or with a number or address nobody knows yet. A trigger moves it with each message. */
@ObjectType({ description: 'Everything said with one customer over every channel, or with a number or address nobody knows yet.' })
@Entity()
@Unique('UQ_conversation_customer', ['tenantId', 'customerId'])
@Unique('UQ_conversation_address', ['tenantId', 'address'])
@Index('IDX_conversation_last', ['tenantId', 'lastMessageAt'])
export class Conversation extends TenantRow {
  @Column('uuid', { nullable: true }) customerId: string | null;
  @Field(() => Customer, { nullable: true }) @ManyToOne(() => Customer, { nullable: true, createForeignKeyConstraints: false }) customer: Relation<Customer> | null;
  @Field(() => String, { nullable: true, description: 'The number or mail address of somebody who could not be matched.' }) @Column('text', { nullable: true }) address: string | null;
  @Field(() => MessageChannel, { description: 'Where the customer wrote last: answers go there unless one chooses otherwise.' }) @EnumColumn(MessageChannel, { default: MessageChannel.PORTAL }) channel: MessageChannel;
  @Field() @InstantColumn({ default: () => 'now()' }) lastMessageAt: Date;
  @Field({ description: 'How the last message begins.' }) @Column('text', { default: '' }) lastText: string;
  @Field(() => Author) @EnumColumn(Author, { default: Author.CUSTOMER }) lastAuthor: Author;
  @Field(() => Date, { nullable: true, description: 'Since when the customer waits for an answer.' }) @InstantColumn({ nullable: true }) waitingSince: Date | null;
  @Field(() => Date, { nullable: true, description: 'When the customer last read it in the portal.' }) @InstantColumn({ nullable: true }) seenAt: Date | null;
}

@ObjectType()
export class ConversationPage extends PageOf(Conversation) {}
