import { Field, Int, InputType } from '@nestjs/graphql';
import { IsEnum, IsInt, IsOptional, Length, Matches, Max, Min } from 'class-validator';
import { BillingFrequency, ItemGroup } from './catalog.entity.js';

/** Dearer than this is a slip of the finger. */
const MOST_CENTS = 100_000_000;

/** A new item of the catalogue. */
@InputType()
export class CatalogItemInput {
  @Field({ description: 'Short code on invoices, such as FIBRE-500.' }) @Matches(/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,39}$/u) code: string;
  @Field() @Length(1, 140) name: string;
  @Field(() => ItemGroup) @IsEnum(ItemGroup) group: ItemGroup;
  @Field(() => Int, { description: 'Minor units of the tenant’s currency.' }) @IsInt() @Min(-MOST_CENTS) @Max(MOST_CENTS) price: number;
  @Field(() => BillingFrequency) @IsEnum(BillingFrequency) frequency: BillingFrequency;
  @Field(() => Boolean, { nullable: true }) @IsOptional() requiresVisit?: boolean | null;
  @Field(() => Boolean, { nullable: true }) @IsOptional() taxable?: boolean | null;
}

/** What is to be changed about an item; what is left out stays. */
@InputType()
export class CatalogItemChange {
  @Field(() => String, { nullable: true }) @IsOptional() @Length(1, 140) name?: string | null;
  @Field(() => Int, { nullable: true, description: 'For new subscriptions; agreed prices stay.' }) @IsOptional() @IsInt() @Min(-MOST_CENTS) @Max(MOST_CENTS) price?: number | null;
  @Field(() => Boolean, { nullable: true }) @IsOptional() requiresVisit?: boolean | null;
  @Field(() => Boolean, { nullable: true }) @IsOptional() taxable?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether it is for sale.' }) @IsOptional() active?: boolean | null;
}
