import { Field, Float, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, Index, JoinColumn, ManyToOne, Unique, type Relation } from 'typeorm';
import { EnumColumn, TenantRow } from '../platform/db/columns.js';

/** Where an address of the register comes from. */
export enum AddressSource {
  /** The provincial register of Québec. */
  RQA = 'RQA',
  OPENADDRESSES = 'OPENADDRESSES',
  /** Made up for the demonstration, in real places. */
  DEMO = 'DEMO',
}
registerEnumType(AddressSource, { name: 'AddressSource' });

/** A street of a municipality; its addresses hang on it, so that a search compares words with streets and not with every door. */
@Entity()
@Unique('UQ_address_street', ['tenantId', 'province', 'folded'])
@Index('address_street_words', { synchronize: false })
@Index('address_street_lexemes', { synchronize: false })
export class AddressStreet extends TenantRow {
  @Column('text') name: string;
  @Column('text') city: string;
  @Column('text', { default: 'QC' }) province: string;
  /** Street and municipality in plain small letters, abbreviations written out: what a search compares with. */
  @Column('text') folded: string;
}

/** A word of the register's streets, each once: a misspelled one is compared with words, which are few, and not with streets. Kept by the database. */
@Entity()
@Unique('UQ_address_word', ['tenantId', 'word'])
@Index('address_word_letters', { synchronize: false })
export class AddressWord extends TenantRow {
  @Column('text') word: string;
}

/** A door of the address register. */
@Entity()
@Unique('UQ_address_source', ['tenantId', 'source', 'sourceId'])
@Index('IDX_address_door', ['streetId', 'number'])
export class Address extends TenantRow {
  @Column('uuid') streetId: string;
  @ManyToOne(() => AddressStreet, { nullable: false }) @JoinColumn({ foreignKeyConstraintName: 'FK_address_street' }) street: Relation<AddressStreet>;
  @EnumColumn(AddressSource) source: AddressSource;
  /** The register's own name of it, by which an import finds it again. */
  @Column('text') sourceId: string;
  @Column('int') number: number;
  /** What follows the number: A, ½. */
  @Column('text', { default: '' }) suffix: string;
  @Column('text', { default: '' }) unit: string;
  @Column('text', { default: '' }) postalCode: string;
  @Column('double precision', { nullable: true }) lat: number | null;
  @Column('double precision', { nullable: true }) lon: number | null;
}

/** A part of the country where the provider connects homes: a municipality, the beginning of a postal code, or both. */
@ObjectType({ description: 'Where the provider connects homes: a municipality, the beginning of a postal code, or both.' })
@Entity()
export class ServiceArea extends TenantRow {
  @Field({ description: 'Empty: any municipality.' }) @Column('text', { default: '' }) city: string;
  /** The municipality as a search compares it. */
  @Column('text', { default: '' }) folded: string;
  @Field({ description: 'Such as J7Z; empty: every postal code.' }) @Column('text', { default: '' }) postalPrefix: string;
}

/** An address that was found in the register. */
@ObjectType({ description: 'An address of the register.' })
export class FoundAddress {
  @Field() id: string;
  @Field({ description: 'Number, street and unit.' }) line1: string;
  @Field() city: string;
  @Field({ description: 'Two letters, such as QC.' }) province: string;
  @Field() postalCode: string;
  @Field(() => Float, { nullable: true }) lat: number | null;
  @Field(() => Float, { nullable: true }) lon: number | null;
  @Field({ description: 'Whether the provider connects homes there.' }) served: boolean;
}

/** How much the register holds. */
@ObjectType({ description: 'How much the address register holds.' })
export class AddressRegister {
  @Field(() => Int) addresses: number;
  @Field(() => Int) streets: number;
}
