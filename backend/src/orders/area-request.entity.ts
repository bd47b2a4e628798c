import { Field, ObjectType } from '@nestjs/graphql';
import { Column, Entity, Unique } from 'typeorm';
import { InstantColumn, TenantRow } from '../platform/db/columns.js';

/** Somebody outside the served area who wants to hear when the network reaches them. */
@ObjectType({ description: 'Somebody outside the served area who wants to hear when the network reaches them.' })
@Entity()
@Unique('UQ_area_request', ['tenantId', 'reach', 'line1', 'city'])
export class AreaRequest extends TenantRow {
  @Field({ description: 'E-mail address or telephone number.' }) @Column('text') reach: string;
  @Field() @Column('text') line1: string;
  @Field() @Column('text') city: string;
  @Field() @Column('text') postalCode: string;
  /** The language of the page they asked on. */
  @Column('text') locale: string;
  @Field(() => Date, { nullable: true, description: 'When the office was done with it.' }) @InstantColumn({ nullable: true }) doneAt: Date | null;
  @Field() @Column('text', { default: '' }) doneBy: string;
}
