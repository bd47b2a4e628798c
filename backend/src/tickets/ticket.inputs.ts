import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { ArrayMaxSize, ArrayMinSize, IsBoolean, IsEnum, IsInt, IsOptional, IsUUID, Length, Matches, Max, Min } from 'class-validator';
import { MessageChannel, Priority, TicketKind, TicketStatus } from './ticket.entity.js';

/** Longest text of a message: a very long mail, not a pasted log file. */
export const LONGEST_MESSAGE = 20_000;
/** The most photos beside one message. */
export const MOST_FILES = 6;
/** What a tag may look like once it is trimmed and in lower case. */
const TAG = /^[\p{L}\p{N}][\p{L}\p{N} _-]{0,29}$/u;

@InputType()
export class TicketFilter {
  @Field(() => [TicketStatus], { nullable: true }) @IsOptional() @IsEnum(TicketStatus, { each: true }) @ArrayMaxSize(5)
  status?: TicketStatus[] | null;

  @Field(() => [Priority], { nullable: true }) @IsOptional() @IsEnum(Priority, { each: true }) @ArrayMaxSize(4)
  priority?: Priority[] | null;

  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID()
  customerId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Only those assigned to me.' }) @IsOptional() @IsBoolean()
  mine?: boolean | null;

  @Field(() => String, { nullable: true }) @IsOptional() @Length(1, 30)
  tag?: string | null;

  @Field(() => String, { nullable: true, description: 'Words of the number, subject, person, customer’s name or of what was said.' }) @IsOptional() @Length(2, 80)
  text?: string | null;
}

@InputType()
export class OpenTicketInput {
  @Field() @Length(3, 140) subject: string;
  @Field() @Length(1, LONGEST_MESSAGE) description: string;
  @Field(() => TicketKind, { defaultValue: TicketKind.SUPPORT }) @IsEnum(TicketKind) kind: TicketKind;
  @Field(() => Priority, { defaultValue: Priority.MEDIUM }) @IsEnum(Priority) priority: Priority;
  @Field(() => ID, { nullable: true, description: 'For whom; the office only. A customer opens its own.' }) @IsOptional() @IsUUID() customerId?: string | null;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() locationId?: string | null;
  @Field(() => [ID], { defaultValue: [], description: 'Photos sent before to /files/message.' }) @IsUUID(undefined, { each: true }) @ArrayMaxSize(MOST_FILES) files: string[];
}

@InputType()
export class ReplyInput {
  @Field() @Length(0, LONGEST_MESSAGE) body: string;
  @Field({ defaultValue: false, description: 'A note that only the office sees.' }) @IsBoolean() internal: boolean;
  @Field(() => [ID], { defaultValue: [], description: 'Photos sent before to /files/message.' }) @IsUUID(undefined, { each: true }) @ArrayMaxSize(MOST_FILES) files: string[];
  @Field(() => ID, { nullable: true, description: 'The last message one had read; when a colleague has answered since, nothing is said and AnsweredMeanwhile tells.' }) @IsOptional() @IsUUID() seenUntil?: string | null;
  @Field(() => MessageChannel, { nullable: true, description: 'How the office’s answer reaches the customer; without, through the portal and a mail.' }) @IsOptional() @IsEnum(MessageChannel) channel?: MessageChannel | null;
}

@InputType()
export class UpdateTicketInput {
  @Field(() => TicketStatus, { nullable: true }) @IsOptional() @IsEnum(TicketStatus) status?: TicketStatus | null;
  @Field(() => Priority, { nullable: true }) @IsOptional() @IsEnum(Priority) priority?: Priority | null;
  @Field(() => TicketKind, { nullable: true }) @IsOptional() @IsEnum(TicketKind) kind?: TicketKind | null;
  @Field(() => ID, { nullable: true, description: 'Staff user; null leaves it as it is.' }) @IsOptional() @IsUUID() assigneeId?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Takes it away from whoever has it.' }) @IsOptional() @IsBoolean() unassign?: boolean | null;
  @Field(() => [String], { nullable: true, description: 'All its tags from now on.' }) @IsOptional() @Matches(TAG, { each: true }) @ArrayMaxSize(12) tags?: string[] | null;
}

@InputType()
export class SplitTicketInput {
  @Field() @Length(3, 140) subject: string;
  @Field(() => [ID], { description: 'The messages that go to the new ticket; at least one must stay.' }) @IsUUID(undefined, { each: true }) @ArrayMinSize(1) @ArrayMaxSize(100) messageIds: string[];
}

@InputType()
export class RateTicketInput {
  @Field(() => Int, { description: 'From 1, bad, to 5, very good.' }) @IsInt() @Min(1) @Max(5) rating: number;
  @Field({ defaultValue: '' }) @Length(0, 2_000) text: string;
}

@InputType()
export class SavedReplyInput {
  @Field(() => ID, { nullable: true, description: 'Which one to change; without, a new one.' }) @IsOptional() @IsUUID() id?: string | null;
  @Field() @Length(2, 80) name: string;
  @Field({ description: 'May hold {client}, {number}, {agent} and {provider}.' }) @Length(1, LONGEST_MESSAGE) bodyFr: string;
  @Field() @Length(1, LONGEST_MESSAGE) bodyEn: string;
}

@InputType()
export class ArticleInput {
  @Field(() => ID, { nullable: true, description: 'Which one to change; without, a new one.' }) @IsOptional() @IsUUID() id?: string | null;
  @Field() @Length(3, 140) titleFr: string;
  @Field() @Length(3, 140) titleEn: string;
  @Field({ description: 'Plain text; an empty line parts paragraphs.' }) @Length(1, LONGEST_MESSAGE) bodyFr: string;
  @Field() @Length(1, LONGEST_MESSAGE) bodyEn: string;
  @Field({ defaultValue: false }) @IsBoolean() published: boolean;
}
