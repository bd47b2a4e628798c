import { Field, Float, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsBoolean, IsEnum, IsInt, IsOptional, IsUUID, Length, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { TaxClass } from '../catalog/catalog.entity.js';
import { DateOnly } from '../platform/graphql/scalars.js';
import { InvoiceStatus } from './invoice.entity.js';

/** A million dollars in cents: more on one line is a slip of the finger. */
const MOST = 100_000_000;

@InputType()
export class InvoiceFilter {
  @Field(() => [InvoiceStatus], { nullable: true }) @IsOptional() @IsEnum(InvoiceStatus, { each: true }) status?: InvoiceStatus[] | null;
  @Field(() => String, { nullable: true, description: 'Part of a number, or of the customer’s name or number.' }) @IsOptional() @Length(1, 80) text?: string | null;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() customerId?: string | null;
}

@InputType()
export class InvoiceLineInput {
  @Field() @Length(1, 300) description: string;
  @Field(() => Int, { defaultValue: 1 }) @IsInt() @Min(1) @Max(10_000) quantity: number;
  @Field(() => Float, { description: 'Minor units for one; negative for a discount.' }) @IsInt() @Min(-MOST) @Max(MOST) unitPrice: number;
  @Field({ defaultValue: true, description: 'False is the same as the class EXEMPT.' }) @IsBoolean() taxable: boolean;
  @Field(() => TaxClass, { defaultValue: TaxClass.STANDARD }) @IsEnum(TaxClass) taxClass: TaxClass;
  @Field(() => DateOnly, { nullable: true }) @IsOptional() periodStart?: string | null;
  @Field(() => DateOnly, { nullable: true, description: 'Last day of the period.' }) @IsOptional() periodEnd?: string | null;
}

@InputType()
export class InvoiceInput {
  @Field(() => ID) @IsUUID() customerId: string;
  @Field(() => ID, { nullable: true, description: 'Where the service is rendered, which decides the taxes; otherwise the customer’s first location.' }) @IsOptional() @IsUUID() locationId?: string | null;
  @Field(() => [InvoiceLineInput]) @ArrayMinSize(1) @ArrayMaxSize(500) @ValidateNested({ each: true }) @Type(() => InvoiceLineInput) lines: InvoiceLineInput[];
  @Field(() => DateOnly, { nullable: true, description: 'Otherwise the provider’s usual term after today.' }) @IsOptional() dueOn?: string | null;
  @Field({ defaultValue: '' }) @MaxLength(1000) memo: string;
}
