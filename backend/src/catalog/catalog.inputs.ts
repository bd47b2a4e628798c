import { PROVINCES } from '@demarc/money';
import { Field, Float, ID, Int, InputType } from '@nestjs/graphql';
import { ArrayMinSize, IsEnum, IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Matches, Max, Min } from 'class-validator';
import { DateOnly } from '../platform/graphql/scalars.js';
import { BillingFrequency, ItemGroup, TaxClass } from './catalog.entity.js';

/** Dearer than this is a slip of the finger. */
const MOST_CENTS = 100_000_000;

/** A new item of the catalogue. */
@InputType()
export class CatalogItemInput {
  @Field({ description: 'Short code on invoices, such as FIBRE-500.' }) @Matches(/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,39}$/u) code: string;
  @Field() @Length(1, 140) name: string;
  @Field(() => ItemGroup) @IsEnum(ItemGroup) group: ItemGroup;
  @Field(() => Float, { description: 'Minor units of the tenant’s currency.' }) @IsInt() @Min(-MOST_CENTS) @Max(MOST_CENTS) price: number;
  @Field(() => BillingFrequency) @IsEnum(BillingFrequency) frequency: BillingFrequency;
  @Field(() => Boolean, { nullable: true }) @IsOptional() requiresVisit?: boolean | null;
  @Field(() => TaxClass, { nullable: true, description: 'STANDARD unless given.' }) @IsOptional() @IsEnum(TaxClass) taxClass?: TaxClass | null;
}

/** What is to be changed about an item; what is left out stays. */
@InputType()
export class CatalogItemChange {
  @Field(() => String, { nullable: true }) @IsOptional() @Length(1, 140) name?: string | null;
  @Field(() => Float, { nullable: true, description: 'From today, for new subscriptions; agreed prices stay.' }) @IsOptional() @IsInt() @Min(-MOST_CENTS) @Max(MOST_CENTS) price?: number | null;
  @Field(() => Boolean, { nullable: true }) @IsOptional() requiresVisit?: boolean | null;
  @Field(() => TaxClass, { nullable: true }) @IsOptional() @IsEnum(TaxClass) taxClass?: TaxClass | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether it is for sale.' }) @IsOptional() active?: boolean | null;
}

/** A price that holds from a day on. */
@InputType()
export class CatalogPriceInput {
  @Field(() => ID) @IsUUID() itemId: string;
  @Field(() => Float, { description: 'Minor units of the tenant’s currency.' }) @IsInt() @Min(-MOST_CENTS) @Max(MOST_CENTS) price: number;
  @Field(() => DateOnly, { description: 'Today or later.' }) @IsString() validFrom: string;
}

/** A sales tax of a province from a day on. */
@InputType()
export class TaxRateInput {
  @Field({ description: 'Two letters, such as QC.' }) @IsIn([...PROVINCES]) province: string;
  @Field({ description: 'GST, QST, HST, PST or RST.' }) @IsIn(['GST', 'QST', 'HST', 'PST', 'RST']) code: string;
  @Field(() => Int, { description: 'In millionths: 9.975 % is 99,750. 0 ends the tax.' }) @IsInt() @Min(0) @Max(500_000) rateMillionths: number;
  @Field(() => DateOnly) @IsString() validFrom: string;
  @Field(() => [TaxClass]) @ArrayMinSize(1) @IsIn([TaxClass.STANDARD, TaxClass.TELECOM], { each: true }) taxClasses: TaxClass[];
}
