import { ArgsType, Field } from '@nestjs/graphql';
import { ArrayMaxSize, IsEnum, IsOptional, Length } from 'class-validator';
import { OutgoingChannel, OutgoingStatus } from './outgoing-message.entity.js';

/** Which messages of the outbox. */
@ArgsType()
export class OutgoingFilter {
  @Field(() => OutgoingChannel, { nullable: true }) @IsOptional() @IsEnum(OutgoingChannel) channel?: OutgoingChannel | null;
  @Field(() => [OutgoingStatus], { nullable: true, description: 'Those of these states.' }) @IsOptional() @IsEnum(OutgoingStatus, { each: true }) @ArrayMaxSize(7) status?: OutgoingStatus[] | null;
  @Field(() => String, { nullable: true, description: 'Part of the address, subject or text.' }) @IsOptional() @Length(1, 80) text?: string | null;
}
