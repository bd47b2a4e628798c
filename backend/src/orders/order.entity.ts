import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, Index, JoinColumn, ManyToOne, Unique, type Relation } from 'typeorm';
import { BillingFrequency } from '../catalog/catalog.entity.js';
import { Customer, ServiceLocation } from '../customers/customer.entity.js';
import { Job } from '../dispatch/dispatch.entity.js';
import { EnumColumn, InstantColumn, MoneyColumn, TenantRow } from '../platform/db/columns.js';
import { PageOf } from '../platform/graphql/page.type.js';
import { MoneyType } from '../platform/graphql/scalars.js';

/** An order's life. */
export enum OrderStatus {
  /** Waits for its installation. */
  PLACED = 'PLACED',
  /** Everything of it has begun and is billed. */
  ACTIVE = 'ACTIVE',
  CANCELLED = 'CANCELLED',
}
registerEnumType(OrderStatus, { name: 'OrderStatus' });

/** One thing of an order, at the price that was agreed. */
@ObjectType()
export class OrderLine {
  @Field(() => ID) itemId: string;
  @Field() name: string;
  @Field(() => Int) quantity: number;
  @Field(() => Int, { description: 'Each, in minor units, before taxes.' }) price: number;
  @Field(() => BillingFrequency) frequency: BillingFrequency;
  @Field() requiresVisit: boolean;
}

/** What somebody ordered from the public catalogue. */
@ObjectType({ description: 'What somebody ordered from the public catalogue.' })
@Entity('sales_order')
@Unique('UQ_sales_order_number', ['tenantId', 'number'])
@Unique('UQ_sales_order_key', ['tenantId', 'browser', 'key'])
export class Order extends TenantRow {
  @Field({ description: 'O-000123.' }) @Column('text') number: string;
  @Field(() => OrderStatus) @EnumColumn(OrderStatus, { default: OrderStatus.PLACED }) status: OrderStatus;
  @Index('IDX_sales_order_customer') @Column('uuid') customerId: string;
  @Field(() => Customer) @ManyToOne(() => Customer, { nullable: false }) @JoinColumn({ foreignKeyConstraintName: 'FK_sales_order_customer' }) customer: Relation<Customer>;
  @Column('uuid') locationId: string;
  @Field(() => ServiceLocation) @ManyToOne(() => ServiceLocation, { nullable: false }) @JoinColumn({ foreignKeyConstraintName: 'FK_sales_order_location' }) location: Relation<ServiceLocation>;
  @Index('IDX_sales_order_job') @Column('uuid', { nullable: true }) jobId: string | null;
  @ManyToOne(() => Job, { nullable: true }) @JoinColumn({ foreignKeyConstraintName: 'FK_sales_order_job' }) job: Relation<Job> | null;
  @Field(() => [OrderLine]) @Column('jsonb', { default: [] }) lines: OrderLine[];
  @Field(() => MoneyType, { description: 'The first invoice as it was told, with taxes.' }) @MoneyColumn() firstTotal: number;
  @Field(() => MoneyType, { description: 'A usual month, with taxes.' }) @MoneyColumn() monthlyTotal: number;
  @Column('text', { default: 'CAD' }) currency: string;
  @Field({ description: 'Whether the address is one of the register; one typed by hand should be looked at.' }) @Column('boolean', { default: true }) addressKnown: boolean;
  @Field(() => Date, { nullable: true, description: 'The installation was promised from …' }) @InstantColumn({ nullable: true }) windowStart: Date | null;
  @Field(() => Date, { nullable: true, description: '… until.' }) @InstantColumn({ nullable: true }) windowEnd: Date | null;
  @Field(() => Date, { nullable: true }) @InstantColumn({ nullable: true }) activeAt: Date | null;
  @Field() @Column('text', { default: '' }) cancelledBy: string;
  /** SHA-256 of the cookie of the browser that ordered: it may read its confirmation. */
  @Column('text') browser: string;
  /** The browser's own name of the order, so that pressing twice orders once. */
  @Column('text') key: string;
}

/** A place in an installation window that an order holds: whoever comes first has it. */
@Entity()
@Unique('UQ_install_seat', ['tenantId', 'windowStart', 'seat'])
export class InstallSeat extends TenantRow {
  @InstantColumn() windowStart: Date;
  /** Counted from 1 to as many visits as the technicians of that window can make. */
  @Column('int') seat: number;
  @Index('IDX_install_seat_order') @Column('uuid') orderId: string;
  @ManyToOne(() => Order, { nullable: false }) @JoinColumn({ foreignKeyConstraintName: 'FK_install_seat_order' }) order: Relation<Order>;
}

@ObjectType()
export class OrderPage extends PageOf(Order) {}
