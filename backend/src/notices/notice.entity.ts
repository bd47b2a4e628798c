import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, Index } from 'typeorm';
import { EnumColumn, InstantColumn, TenantRow } from '../platform/db/columns.js';

/** What a notice tells. */
export enum NoticeKind {
  OUTAGE = 'OUTAGE',
  MAINTENANCE = 'MAINTENANCE',
  NEWS = 'NEWS',
}
registerEnumType(NoticeKind, { name: 'NoticeKind', description: 'OUTAGE: something does not work; MAINTENANCE: it will not, for a while that was planned; NEWS: anything else.' });

/** Where a notice stands. */
export enum NoticeState {
  UPCOMING = 'UPCOMING',
  ONGOING = 'ONGOING',
  OVER = 'OVER',
}
registerEnumType(NoticeState, { name: 'NoticeState' });

/** An outage, a planned maintenance or news, on the public status page and with the customers whom it concerns. */
@ObjectType({ description: 'An outage, a planned maintenance or news, for the public status page and the customers whom it concerns.' })
@Entity('service_notice')
@Index('IDX_service_notice_open', ['tenantId', 'endedAt', 'endsAt'])
export class ServiceNotice extends TenantRow {
  @Field(() => NoticeKind) @EnumColumn(NoticeKind) kind: NoticeKind;
  @Field() @Column('text') titleFr: string;
  @Field() @Column('text') titleEn: string;
  @Field() @Column('text', { default: '' }) textFr: string;
  @Field() @Column('text', { default: '' }) textEn: string;
  @Field(() => [String], { description: 'Municipalities and beginnings of postal codes; empty: everywhere.' }) @Column('text', { array: true, default: [] }) places: string[];
  @Field() @InstantColumn() startsAt: Date;
  @Field(() => Date, { nullable: true, description: 'When it is expected to be over. Maintenance and news then are; an outage is only when somebody says so.' }) @InstantColumn({ nullable: true }) endsAt: Date | null;
  @Field(() => Date, { nullable: true, description: 'When somebody said that it is over.' }) @InstantColumn({ nullable: true }) endedAt: Date | null;
  @Field() @InstantColumn() changedAt: Date;
  @Field({ description: 'Who wrote it last.' }) @Column('text') changedBy: string;
}
