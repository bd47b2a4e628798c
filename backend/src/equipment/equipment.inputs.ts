import { Field, ID, InputType, registerEnumType } from '@nestjs/graphql';
import { IsOptional, IsUUID, Length, MaxLength } from 'class-validator';
import { DeviceKind, DeviceOwner, DeviceStatus } from './device.entity.js';

/** Which devices of the list. */
@InputType()
export class DeviceFilter {
  @Field(() => String, { nullable: true, description: 'Serial, MAC, barcode or model, or a part of them.' }) @IsOptional() @MaxLength(200) text?: string | null;
  @Field(() => DeviceStatus, { nullable: true }) @IsOptional() status?: DeviceStatus | null;
  @Field(() => DeviceKind, { nullable: true }) @IsOptional() kind?: DeviceKind | null;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() customerId?: string | null;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() locationId?: string | null;
  @Field(() => ID, { nullable: true, description: 'The shelf or van.' }) @IsOptional() @IsUUID() stockPlaceId?: string | null;
}

/** A device as its label says. */
@InputType()
export class DeviceInput {
  @Field() @Length(1, 80) serial: string;
  @Field(() => String, { nullable: true, description: 'In any spelling.' }) @IsOptional() @MaxLength(40) mac?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @MaxLength(120) barcode?: string | null;
  @Field(() => DeviceKind, { nullable: true }) @IsOptional() kind?: DeviceKind | null;
  @Field(() => String, { nullable: true }) @IsOptional() @MaxLength(80) brand?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @MaxLength(80) model?: string | null;
}

/** What a device belongs to; what is left out stays, null lets go. */
@InputType()
export class DeviceTiesInput {
  @Field(() => DeviceOwner, { nullable: true }) @IsOptional() owner?: DeviceOwner | null;
  @Field(() => ID, { nullable: true, description: 'One of the customer’s, at this place or at none.' }) @IsOptional() @IsUUID() subscriptionId?: string | null;
  @Field(() => ID, { nullable: true, description: 'A device at the same place, or one at no customer, such as a splitter.' }) @IsOptional() @IsUUID() parentId?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @MaxLength(40) parentPort?: string | null;
}

/** What became of a device that was removed. */
export enum RemovalReason {
  RETURNED = 'RETURNED',
  LOST = 'LOST',
  RMA = 'RMA',
}
registerEnumType(RemovalReason, { name: 'RemovalReason' });
