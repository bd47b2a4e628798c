import { ArgsType, Field } from '@nestjs/graphql';
import { IsEnum, IsOptional, Length } from 'class-validator';
import { OutgoingChannel } from './outgoing-message.entity.js';

/** Which messages of the outbox. */
@ArgsType()
export class OutgoingFilter {
  @Field(() => OutgoingChannel, { nullable: true }) @IsOptional() @IsEnum(OutgoingChannel) channel?: OutgoingChannel | null;
  @Field(() => String, { nullable: true, description: 'Part of the address, subject or text.' }) @IsOptional() @Length(1, 80) text?: string | null;
}
