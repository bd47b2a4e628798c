import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, Unique, type Relation } from 'typeorm';
import { ServiceSubscription } from '../catalog/catalog.entity.js';
import { Customer, ServiceLocation } from '../customers/customer.entity.js';
import { EnumColumn, TenantRow } from '../platform/db/columns.js';
import { PageOf } from '../platform/graphql/page.type.js';
import { StockPlace } from './stock.entity.js';

export enum DeviceKind {
  ONT = 'ONT',
  MODEM = 'MODEM',
  ROUTER = 'ROUTER',
  WIFI_POINT = 'WIFI_POINT',
  PHONE_ADAPTER = 'PHONE_ADAPTER',
  TV_BOX = 'TV_BOX',
  OTHER = 'OTHER',
}
registerEnumType(DeviceKind, { name: 'DeviceKind' });

export enum DeviceStatus {
  IN_STOCK = 'IN_STOCK',
  INSTALLED = 'INSTALLED',
  RETURNED = 'RETURNED',
  LOST = 'LOST',
  RMA = 'RMA',
  QUARANTINED = 'QUARANTINED',
}
registerEnumType(DeviceStatus, { name: 'DeviceStatus' });

/** Whose a device is: lent by the company, or the customer’s own. */
export enum DeviceOwner {
  COMPANY = 'COMPANY',
  CUSTOMER = 'CUSTOMER',
}
registerEnumType(DeviceOwner, { name: 'DeviceOwner', description: 'Whose a device is: lent by the company, or the customer’s own.' });

export enum MovementKind {
  RECEIVED = 'RECEIVED',
  TRANSFERRED = 'TRANSFERRED',
  INSTALLED = 'INSTALLED',
  SWAPPED = 'SWAPPED',
  RETURNED = 'RETURNED',
  LOST = 'LOST',
  RMA = 'RMA',
}
registerEnumType(MovementKind, { name: 'MovementKind' });

/** A piece of equipment with a serial number. */
@ObjectType({ description: 'A piece of equipment with a serial number.' })
@Entity()
@Unique(['tenantId', 'serialKey'])
@Unique(['tenantId', 'sourceId'])
@Index(['tenantId', 'mac'])
@Index(['tenantId', 'barcode'])
@Check('device_hangs_not_on_itself', 'parent_id <> id')
export class Device extends TenantRow {
  @Field() @Column('text') serial: string;
  /** The serial in upper case without spaces and dashes: what is compared. */
  @Column('text') serialKey: string;
  @Field(() => String, { nullable: true, description: 'AA:BB:CC:DD:EE:FF.' }) @Column('text', { nullable: true }) mac: string | null;
  @Field(() => String, { nullable: true }) @Column('text', { nullable: true }) barcode: string | null;
  @Field(() => DeviceKind) @EnumColumn(DeviceKind, { default: DeviceKind.ONT }) kind: DeviceKind;
  @Field() @Column('text', { default: '' }) brand: string;
  @Field() @Column('text', { default: '' }) model: string;
  @Field(() => DeviceStatus) @EnumColumn(DeviceStatus, { default: DeviceStatus.IN_STOCK }) status: DeviceStatus;
  @Index() @Column('uuid', { nullable: true }) customerId: string | null;
  @Field(() => Customer, { nullable: true }) @ManyToOne(() => Customer, { nullable: true }) customer: Relation<Customer> | null;
  @Index() @Column('uuid', { nullable: true }) locationId: string | null;
  @Field(() => ServiceLocation, { nullable: true }) @ManyToOne(() => ServiceLocation, { nullable: true }) location: Relation<ServiceLocation> | null;
  @Index() @Column('uuid', { nullable: true }) stockPlaceId: string | null;
  @Field(() => StockPlace, { nullable: true, description: 'The shelf or van it lies on, when it is at no customer.' }) @ManyToOne(() => StockPlace, { nullable: true }) stockPlace: Relation<StockPlace> | null;
  @Field(() => DeviceOwner) @EnumColumn(DeviceOwner, { default: DeviceOwner.COMPANY }) owner: DeviceOwner;
  @Index('IDX_device_subscription') @Column('uuid', { nullable: true }) subscriptionId: string | null;
  @Field(() => ServiceSubscription, { nullable: true, description: 'What is delivered through it, when that is known.' }) @ManyToOne(() => ServiceSubscription, { nullable: true }) @JoinColumn({ foreignKeyConstraintName: 'FK_device_subscription' }) subscription: Relation<ServiceSubscription> | null;
  @Index('IDX_device_parent') @Column('uuid', { nullable: true }) parentId: string | null;
  @Field(() => Device, { nullable: true, description: 'What it hangs on: the terminal behind which a router is, the splitter a terminal is fed by.' }) @ManyToOne(() => Device, { nullable: true }) @JoinColumn({ foreignKeyConstraintName: 'FK_device_parent' }) parent: Relation<Device> | null;
  @Field({ description: 'At which port of that one; empty when nobody said.' }) @Column('text', { default: '' }) parentPort: string;
  /** Stands behind the QR code on the device: 32 random hexadecimal digits, the same for as long as the device lives. */
  @Index('UQ_device_help_code', { unique: true }) @Column('text', { default: () => 'new_code()' }) helpCode: string;
  @Column('text', { nullable: true }) sourceId: string | null;
}

/** Where a device went, when and by whom; rows are only ever added. */
@ObjectType()
@Entity()
export class DeviceMovement extends TenantRow {
  @Index() @Column('uuid') deviceId: string;
  @Field(() => Device) @ManyToOne(() => Device, { nullable: false }) device: Relation<Device>;
  @Field(() => MovementKind) @EnumColumn(MovementKind) kind: MovementKind;
  @Column('uuid', { nullable: true }) customerId: string | null;
  @Column('uuid', { nullable: true }) locationId: string | null;
  @Column('uuid', { nullable: true }) jobId: string | null;
  @Field({ description: 'Who moved it.' }) @Column('text') by: string;
  @Field({ description: 'In words: the shelf, van or address.' }) @Column('text', { default: '' }) note: string;
}

/** A model as it occurs: what was bought, and where it is. */
@ObjectType({ description: 'A model as it occurs among the devices.' })
export class DeviceModel {
  @Field() brand: string;
  @Field() model: string;
  @Field(() => DeviceKind) kind: DeviceKind;
  @Field(() => Int, { description: 'On shelves and in vans.' }) inStock: number;
  @Field(() => Int, { description: 'At customers.' }) installed: number;
}

@ObjectType()
export class DevicePage extends PageOf(Device) {}
