import { Field, Float, ID, InputType, Int } from '@nestjs/graphql';
import { IsIn, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { DateOnly } from '../platform/graphql/scalars.js';

const MOST = 100_000_000;

/** What a customer begins to subscribe to. */
@InputType()
export class StartSubscriptionInput {
  @Field(() => ID) @IsUUID() customerId: string;
  @Field(() => ID) @IsUUID() itemId: string;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() locationId?: string | null;
  @Field(() => Int, { defaultValue: 1 }) @IsInt() @Min(1) @Max(1000) quantity: number;
  @Field(() => Float, { nullable: true, description: 'Minor units; otherwise the catalogue’s of that day.' }) @IsOptional() @IsInt() @Min(-MOST) @Max(MOST) price?: number | null;
  @Field(() => DateOnly, { nullable: true, description: 'Otherwise today.' }) @IsOptional() startsOn?: string | null;
}

/** A change of a subscription. */
@InputType()
export class SubscriptionChangeInput {
  @Field({ description: 'CHANGE, PAUSE, RESUME or CANCEL.' }) @IsIn(['CHANGE', 'PAUSE', 'RESUME', 'CANCEL']) kind: 'CHANGE' | 'PAUSE' | 'RESUME' | 'CANCEL';
  @Field(() => DateOnly, { nullable: true, description: 'The first day on which it holds; otherwise today.' }) @IsOptional() effectiveOn?: string | null;
  @Field(() => ID, { nullable: true, description: 'Another item, at its price of that day unless `price` is given.' }) @IsOptional() @IsUUID() itemId?: string | null;
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() @Min(1) @Max(1000) quantity?: number | null;
  @Field(() => Float, { nullable: true, description: 'Minor units.' }) @IsOptional() @IsInt() @Min(-MOST) @Max(MOST) price?: number | null;
}
