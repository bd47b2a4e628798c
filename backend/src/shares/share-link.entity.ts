import { Field, ObjectType } from '@nestjs/graphql';
import { Column, Entity, Index, JoinColumn, ManyToOne, type Relation } from 'typeorm';
import { ServiceLocation } from '../customers/customer.entity.js';
import { InstantColumn, TenantRow } from '../platform/db/columns.js';

/** A link that shows one place to people without an account, until it is revoked. */
@ObjectType({ description: 'A link that shows one place to people without an account.' })
@Entity()
export class ShareLink extends TenantRow {
  @Field({ description: 'For whom it is.' }) @Column('text') label: string;
  @Index('IDX_share_link_customer') @Column('uuid') customerId: string;
  @Column('uuid') locationId: string;
  @Field(() => ServiceLocation) @ManyToOne(() => ServiceLocation, { nullable: false }) @JoinColumn({ foreignKeyConstraintName: 'FK_share_link_location' }) location: Relation<ServiceLocation>;
  /** SHA-256 of the link's secret; the secret itself is kept nowhere. */
  @Index('UQ_share_link_hash', { unique: true }) @Column('text') hash: string;
  @Field() @Column('text') createdByName: string;
  @Field(() => Date, { nullable: true, description: 'Within a minute.' }) @InstantColumn({ nullable: true }) lastUsedAt: Date | null;
  @Field(() => Date, { nullable: true }) @InstantColumn({ nullable: true }) revokedAt: Date | null;
}
