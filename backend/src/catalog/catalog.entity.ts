import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, Index, ManyToOne, Unique, type Relation } from 'typeorm';
import { Customer, ServiceLocation } from '../customers/customer.entity.js';
import { EnumColumn, MoneyColumn, TenantRow } from '../platform/db/columns.js';
import { DateOnly, MoneyType } from '../platform/graphql/scalars.js';

export enum BillingFrequency {
  MONTHLY = 'MONTHLY',
  YEARLY = 'YEARLY',
  ONE_TIME = 'ONE_TIME',
}
registerEnumType(BillingFrequency, { name: 'BillingFrequency' });

export enum ItemGroup {
  INTERNET = 'INTERNET',
  PHONE = 'PHONE',
  BUNDLE = 'BUNDLE',
  EQUIPMENT = 'EQUIPMENT',
}
registerEnumType(ItemGroup, { name: 'ItemGroup' });

export enum SubscriptionStatus {
  ACTIVE = 'ACTIVE',
  PAUSED = 'PAUSED',
  CANCELLED = 'CANCELLED',
}
registerEnumType(SubscriptionStatus, { name: 'SubscriptionStatus' });

/** How a thing is taxed: telecom services, anything else, or not at all. Each tax rate says which classes it is on. */
export enum TaxClass {
  STANDARD = 'STANDARD',
  TELECOM = 'TELECOM',
  EXEMPT = 'EXEMPT',
}
registerEnumType(TaxClass, { name: 'TaxClass' });

/** Something the provider sells. */
@ObjectType()
@Entity()
@Unique(['tenantId', 'code'])
export class CatalogItem extends TenantRow {
  @Field() @Column('text') code: string;
  @Field() @Column('text') name: string;
  @Field(() => ItemGroup) @EnumColumn(ItemGroup) group: ItemGroup;
  /** Until the first dated price; the GraphQL field `price` is that of today. */
  @MoneyColumn() price: number;
  @Column('text', { default: 'CAD' }) currency: string;
  @Field(() => BillingFrequency) @EnumColumn(BillingFrequency) frequency: BillingFrequency;
  @Field({ description: 'Whether a technician has to come.' }) @Column('boolean', { default: false }) requiresVisit: boolean;
  @Field(() => TaxClass) @EnumColumn(TaxClass, { default: TaxClass.STANDARD }) taxClass: TaxClass;
  @Field() @Column('boolean', { default: true }) active: boolean;
}

/** What an item costs from a day on. */
@ObjectType({ description: 'What an item costs from a day on.' })
@Entity()
@Unique(['itemId', 'validFrom'])
export class CatalogPrice extends TenantRow {
  @Column('uuid') itemId: string;
  @ManyToOne(() => CatalogItem, { nullable: false }) item: Relation<CatalogItem>;
  @Field(() => MoneyType) @MoneyColumn() price: number;
  @Column('text', { default: 'CAD' }) currency: string;
  @Field(() => DateOnly) @Column('date') validFrom: string;
}

/** A sales tax of a province, from a day on. */
@ObjectType({ description: 'A sales tax of a province, from a day on.' })
@Entity()
@Unique(['tenantId', 'province', 'code', 'validFrom'])
export class TaxRateRow extends TenantRow {
  @Field({ description: 'Two letters, such as QC.' }) @Column('text') province: string;
  @Field({ description: 'GST, QST, HST or PST.' }) @Column('text') code: string;
  @Field(() => Int, { description: 'In millionths: QST 9.975 % is 99,750.' }) @Column('int') rateMillionths: number;
  @Field(() => DateOnly) @Column('date') validFrom: string;
  @Field(() => [TaxClass], { description: 'What it is on.' }) @Column('text', { array: true, default: [TaxClass.STANDARD, TaxClass.TELECOM] }) taxClasses: TaxClass[];
}

/** An item a customer has at a location, at its price. */
@ObjectType()
@Entity('subscription')
@Unique(['tenantId', 'sourceId'])
export class ServiceSubscription extends TenantRow {
  @Index() @Column('uuid') customerId: string;
  @ManyToOne(() => Customer, { nullable: false }) customer: Relation<Customer>;
  @Index() @Column('uuid', { nullable: true }) locationId: string | null;
  @Field(() => ServiceLocation, { nullable: true }) @ManyToOne(() => ServiceLocation, { nullable: true }) location: Relation<ServiceLocation> | null;
  @Column('uuid') itemId: string;
  @Field(() => CatalogItem) @ManyToOne(() => CatalogItem, { nullable: false }) item: Relation<CatalogItem>;
  @Field(() => MoneyType) @MoneyColumn() price: number;
  @Column('text', { default: 'CAD' }) currency: string;
  @Field(() => Int) @Column('int', { default: 1 }) quantity: number;
  @Field(() => BillingFrequency) @EnumColumn(BillingFrequency) frequency: BillingFrequency;
  @Field(() => SubscriptionStatus) @EnumColumn(SubscriptionStatus, { default: SubscriptionStatus.ACTIVE }) status: SubscriptionStatus;
  @Field(() => DateOnly) @Column('date') startsOn: string;
  @Field(() => DateOnly, { nullable: true }) @Column('date', { nullable: true }) endsOn: string | null;
  /** The last day on an invoice; null before the first one here. */
  @Column('date', { nullable: true }) billedThrough: string | null;
  @Column('text', { nullable: true }) sourceId: string | null;
}
