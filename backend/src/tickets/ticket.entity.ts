import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, Index, ManyToOne, OneToMany, Unique, type Relation } from 'typeorm';
import { StaffUser } from '../auth/auth.entity.js';
import { Customer, ServiceLocation } from '../customers/customer.entity.js';
import { Device } from '../equipment/device.entity.js';
import { EnumColumn, InstantColumn, TenantRow } from '../platform/db/columns.js';
import { PageOf } from '../platform/graphql/page.type.js';

export enum TicketStatus {
  OPEN = 'OPEN',
  REPLIED = 'REPLIED',
  ON_HOLD = 'ON_HOLD',
  RESOLVED = 'RESOLVED',
  CLOSED = 'CLOSED',
}
registerEnumType(TicketStatus, { name: 'TicketStatus' });

export enum Priority {
  LOW = 'LOW',
  MEDIUM = 'MEDIUM',
  HIGH = 'HIGH',
  URGENT = 'URGENT',
}
registerEnumType(Priority, { name: 'Priority' });

export enum TicketKind {
  SUPPORT = 'SUPPORT',
  BILLING = 'BILLING',
  MOVE = 'MOVE',
  ALERT = 'ALERT',
  OTHER = 'OTHER',
}
registerEnumType(TicketKind, { name: 'TicketKind' });

export enum MessageChannel {
  PORTAL = 'PORTAL',
  EMAIL = 'EMAIL',
  SMS = 'SMS',
  PHONE = 'PHONE',
  NOTE = 'NOTE',
}
registerEnumType(MessageChannel, { name: 'MessageChannel' });

export enum Author {
  CUSTOMER = 'CUSTOMER',
  STAFF = 'STAFF',
  SYSTEM = 'SYSTEM',
}
registerEnumType(Author, { name: 'Author' });

/** A customer's request for help, and everything said about it. */
@ObjectType({ description: 'A customer’s request for help, and everything said about it.' })
@Entity()
@Unique(['tenantId', 'number'])
@Unique(['tenantId', 'sourceId'])
@Index(['customerId', 'lastMessageAt'])
@Index(['tenantId', 'status', 'lastMessageAt'])
@Index('IDX_ticket_last_message', ['tenantId', 'lastMessageAt'])
@Index('ticket_words', { synchronize: false })
@Index('one_open_ticket_per_condition', ['tenantId', 'condition'], { unique: true, where: `condition is not null and status not in ('RESOLVED', 'CLOSED')` })
export class Ticket extends TenantRow {
  @Field({ description: 'T-000123.' }) @Column('text') number: string;
  @Field() @Column('text') subject: string;
  /** Number, subject and who raised it, as they are compared when somebody searches; the database writes it. */
  @Column('text', { default: '', select: false }) words: string;
  @Field(() => TicketKind) @EnumColumn(TicketKind, { default: TicketKind.SUPPORT }) kind: TicketKind;
  @Field(() => TicketStatus) @EnumColumn(TicketStatus, { default: TicketStatus.OPEN }) status: TicketStatus;
  @Field(() => Priority) @EnumColumn(Priority, { default: Priority.MEDIUM }) priority: Priority;
  @Column('uuid', { nullable: true }) customerId: string | null;
  @Field(() => Customer, { nullable: true }) @ManyToOne(() => Customer, { nullable: true }) customer: Relation<Customer> | null;
  @Column('uuid', { nullable: true }) locationId: string | null;
  @Field(() => ServiceLocation, { nullable: true }) @ManyToOne(() => ServiceLocation, { nullable: true }) location: Relation<ServiceLocation> | null;
  @Column('uuid', { nullable: true }) deviceId: string | null;
  @Field(() => Device, { nullable: true }) @ManyToOne(() => Device, { nullable: true }) device: Relation<Device> | null;
  @Column('uuid', { nullable: true }) assigneeId: string | null;
  @Field(() => StaffUser, { nullable: true }) @ManyToOne(() => StaffUser, { nullable: true }) assignee: Relation<StaffUser> | null;
  @Field({ description: 'Who raised it.' }) @Column('text', { default: '' }) raisedBy: string;
  @Field(() => MessageChannel) @EnumColumn(MessageChannel, { default: MessageChannel.PORTAL }) channel: MessageChannel;
  @Field() @InstantColumn({ default: () => 'now()' }) openedAt: Date;
  @Field() @InstantColumn({ default: () => 'now()' }) lastMessageAt: Date;
  @Field(() => Date, { nullable: true }) @InstantColumn({ nullable: true }) closedAt: Date | null;
  /** What an alert opened it for: one open ticket per device and condition. */
  @Column('text', { nullable: true }) condition: string | null;
  @Column('text', { nullable: true }) sourceId: string | null;
  /** Words the office sorts by; the GraphQL field is for the office only. */
  @Column('text', { array: true, default: [] }) tags: string[];
  @Column('uuid', { nullable: true }) mergedIntoId: string | null;
  @Field(() => Ticket, { nullable: true, description: 'Where it goes on, when it turned out to be about the same thing.' }) @ManyToOne(() => Ticket, { nullable: true }) mergedInto: Relation<Ticket> | null;
  @Column('uuid', { nullable: true }) followsId: string | null;
  @Field(() => Ticket, { nullable: true, description: 'The one it was split from.' }) @ManyToOne(() => Ticket, { nullable: true }) follows: Relation<Ticket> | null;
  @Field(() => Int, { nullable: true, description: 'What the customer thought of the help, from 1 to 5.' }) @Column('int', { nullable: true }) rating: number | null;
  @Field({ description: 'What the customer wrote beside the rating.' }) @Column('text', { default: '' }) ratingText: string;
  @InstantColumn({ nullable: true }) replyDueAt: Date | null;
  @InstantColumn({ nullable: true }) settleDueAt: Date | null;
  @Column('int', { nullable: true }) replyMinutes: number | null;
  @Column('int', { nullable: true }) settleMinutes: number | null;
  @Column('boolean', { default: false }) onlyOpenHours: boolean;
  @Field(() => Date, { nullable: true, description: 'When the office first answered.' }) @InstantColumn({ nullable: true }) firstRepliedAt: Date | null;
  /** Since when the promise stands still. */
  @InstantColumn({ nullable: true }) clockPausedAt: Date | null;
  /** How late it is; the GraphQL field is for the office only. */
  @Column('int', { default: 0 }) lateLevel: number;
  @Field(() => [TicketMessage]) @OneToMany(() => TicketMessage, (message) => message.ticket) messages: Relation<TicketMessage[]>;
}

/** Something said in a ticket. Internal ones are for staff alone: the database hides them from customers. */
@ObjectType()
@Entity()
@Unique(['tenantId', 'sourceId'])
@Index('IDX_ticket_message_customer', ['customerId', 'sentAt'])
export class TicketMessage extends TenantRow {
  /** Null for what was said outside of any ticket. */
  @Index() @Column('uuid', { nullable: true }) ticketId: string | null;
  @Field(() => Ticket, { nullable: true }) @ManyToOne(() => Ticket, (ticket) => ticket.messages, { nullable: true }) ticket: Relation<Ticket> | null;
  @Column('uuid', { nullable: true }) customerId: string | null;
  /** The conversation with somebody unknown; what is said with a customer is found by the customer. */
  @Index('IDX_ticket_message_conversation') @Column('uuid', { nullable: true }) conversationId: string | null;
  @Field(() => Author) @EnumColumn(Author) author: Author;
  @Field() @Column('text') authorName: string;
  @Field(() => MessageChannel) @EnumColumn(MessageChannel, { default: MessageChannel.PORTAL }) channel: MessageChannel;
  @Field({ description: 'Plain text.' }) @Column('text') body: string;
  @Field({ description: 'Whether only staff see it.' }) @Column('boolean', { default: false }) internal: boolean;
  @Field() @InstantColumn({ default: () => 'now()' }) sentAt: Date;
  @Column('text', { nullable: true }) sourceId: string | null;
  @Field(() => [MessageFile]) @OneToMany(() => MessageFile, (file) => file.message) files: Relation<MessageFile[]>;
}

/** A photo beside a message, made anew without anything the phone wrote into it; without a message while somebody still writes. */
@ObjectType({ description: 'A photo beside a message; GET /files/message/<id> gives it, with ?size=small a small one.' })
@Entity()
export class MessageFile extends TenantRow {
  @Index('IDX_message_file_message') @Column('uuid', { nullable: true }) messageId: string | null;
  @ManyToOne(() => TicketMessage, (message) => message.files, { nullable: true }) message: Relation<TicketMessage> | null;
  @Column('uuid', { nullable: true }) customerId: string | null;
  /** Kind and id of whoever sent it: nobody else may put it beside a message. */
  @Column('text') uploadedBy: string;
  @Column('boolean', { default: false }) internal: boolean;
  @Field({ description: 'As the sender’s device called it.' }) @Column('text') name: string;
  @Field(() => Int, { description: 'Pixels.' }) @Column('int') width: number;
  @Field(() => Int, { description: 'Pixels.' }) @Column('int') height: number;
  @Field(() => Int) @Column('int') bytes: number;
  @Column('text') fileKey: string;
}

@ObjectType()
export class TicketPage extends PageOf(Ticket) {}
