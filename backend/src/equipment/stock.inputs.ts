import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { IsEnum, IsIn, IsInt, IsOptional, IsUUID, Length, Matches, Max, MaxLength, Min } from 'class-validator';
import { PartMovementKind, StockPlaceKind } from './stock.entity.js';

/** More than this is a slip of the finger. */
const MOST = 1_000_000;

/** A warehouse or a van. */
@InputType()
export class StockPlaceInput {
  @Field() @Length(1, 80) name: string;
  @Field(() => StockPlaceKind) @IsEnum(StockPlaceKind) kind: StockPlaceKind;
  @Field(() => ID, { nullable: true, description: 'Whose van it is.' }) @IsOptional() @IsUUID() technicianId?: string | null;
}

/** A part that is counted. */
@InputType()
export class PartInput {
  @Field({ description: 'Short code, such as SC-APC.' }) @Matches(/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,39}$/u) code: string;
  @Field() @Length(1, 140) name: string;
  @Field(() => String, { nullable: true, description: 'What one of it is.' }) @IsOptional() @MaxLength(20) unit?: string | null;
  @Field(() => Int, { nullable: true, description: 'Fewer than this over all places is too few.' }) @IsOptional() @IsInt() @Min(0) @Max(MOST) minimum?: number | null;
}

/** Parts that come, go or change place. */
@InputType()
export class PartMoveInput {
  @Field(() => ID) @IsUUID() partId: string;
  @Field(() => PartMovementKind, { description: 'Not COUNTED: countPart finds the difference itself.' })
  @IsIn([PartMovementKind.RECEIVED, PartMovementKind.TRANSFERRED, PartMovementKind.USED, PartMovementKind.RETURNED, PartMovementKind.LOST])
  kind: PartMovementKind;
  @Field(() => Int) @IsInt() @Min(1) @Max(MOST) quantity: number;
  @Field(() => ID, { nullable: true, description: 'Where they are taken from; nothing when they are received.' }) @IsOptional() @IsUUID() fromPlaceId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Where they go; only when received or transferred.' }) @IsOptional() @IsUUID() toPlaceId?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @MaxLength(200) note?: string | null;
}

/** What somebody counted at a place. */
@InputType()
export class PartCountInput {
  @Field(() => ID) @IsUUID() partId: string;
  @Field(() => ID) @IsUUID() placeId: string;
  @Field(() => Int) @IsInt() @Min(0) @Max(MOST) counted: number;
}
