import { Field, ID, InputType } from '@nestjs/graphql';
import { ArrayMaxSize, ArrayMinSize, IsBoolean, IsEnum, IsOptional, IsUUID, Length } from 'class-validator';
import { MessageChannel } from './ticket.entity.js';
import { LONGEST_MESSAGE, MOST_FILES } from './ticket.inputs.js';

@InputType()
export class ConversationFilter {
  @Field(() => Boolean, { nullable: true, description: 'Only those in which somebody waits for an answer.' }) @IsOptional() @IsBoolean() waiting?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Only those that belong to no known customer yet.' }) @IsOptional() @IsBoolean() unknown?: boolean | null;
  @Field(() => MessageChannel, { nullable: true }) @IsOptional() @IsEnum(MessageChannel) channel?: MessageChannel | null;
  @Field(() => String, { nullable: true, description: 'Words of the customer’s name, or part of the address.' }) @IsOptional() @Length(1, 80) text?: string | null;
}

@InputType()
export class SayInput {
  @Field() @Length(0, LONGEST_MESSAGE) body: string;
  @Field(() => MessageChannel, { nullable: true, description: 'How it reaches the customer; without, as they wrote last. PHONE writes down a call; NOTE is for the office alone.' }) @IsOptional() @IsEnum(MessageChannel) channel?: MessageChannel | null;
  @Field(() => ID, { nullable: true, description: 'The ticket it is about.' }) @IsOptional() @IsUUID() ticketId?: string | null;
  @Field(() => [ID], { defaultValue: [], description: 'Photos sent before to /files/message.' }) @IsUUID(undefined, { each: true }) @ArrayMaxSize(MOST_FILES) files: string[];
  @Field(() => ID, { nullable: true, description: 'The last message one had read; when a colleague has answered since, AnsweredMeanwhile tells.' }) @IsOptional() @IsUUID() seenUntil?: string | null;
}

@InputType()
export class TicketFromMessagesInput {
  @Field() @Length(3, 140) subject: string;
  @Field(() => [ID]) @IsUUID(undefined, { each: true }) @ArrayMinSize(1) @ArrayMaxSize(100) messageIds: string[];
}
