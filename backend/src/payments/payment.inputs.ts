import { Field, Float, ID, InputType } from '@nestjs/graphql';
import { IsIn, IsInt, IsOptional, IsUUID, Max, MaxLength, Min } from 'class-validator';
import { DateOnly } from '../platform/graphql/scalars.js';
import { PaymentMethod } from './payment.entity.js';

@InputType()
export class PaymentInput {
  @Field(() => ID) @IsUUID() customerId: string;
  @Field(() => ID, { nullable: true, description: 'The invoice it is for; otherwise the oldest unpaid ones. What is left stays as a credit.' }) @IsOptional() @IsUUID() invoiceId?: string | null;
  @Field(() => Float, { description: 'Minor units.' }) @IsInt() @Min(1) @Max(100_000_000) amount: number;
  @Field(() => PaymentMethod, { defaultValue: PaymentMethod.CHEQUE }) @IsIn([PaymentMethod.CHEQUE, PaymentMethod.OTHER, PaymentMethod.CARD, PaymentMethod.PRE_AUTHORISED_DEBIT, PaymentMethod.KLARNA]) method: PaymentMethod;
  @Field(() => DateOnly, { nullable: true, description: 'Otherwise today.' }) @IsOptional() receivedOn?: string | null;
  @Field({ defaultValue: '', description: 'Such as a cheque number.' }) @MaxLength(200) reference: string;
}
