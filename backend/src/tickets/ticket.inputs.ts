import { Field, ID, InputType } from '@nestjs/graphql';
import { ArrayMaxSize, IsBoolean, IsEnum, IsOptional, IsUUID, Length } from 'class-validator';
import { Priority, TicketKind, TicketStatus } from './ticket.entity.js';

/** Longest text of a message: a very long mail, not a pasted log file. */
export const LONGEST_MESSAGE = 20_000;

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

  @Field(() => String, { nullable: true, description: 'Part of the number, subject or customer’s name.' }) @IsOptional() @Length(2, 80)
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
}

@InputType()
export class ReplyInput {
  @Field() @Length(1, LONGEST_MESSAGE) body: string;
  @Field({ defaultValue: false, description: 'A note that only the office sees.' }) @IsBoolean() internal: boolean;
}

@InputType()
export class UpdateTicketInput {
  @Field(() => TicketStatus, { nullable: true }) @IsOptional() @IsEnum(TicketStatus) status?: TicketStatus | null;
  @Field(() => Priority, { nullable: true }) @IsOptional() @IsEnum(Priority) priority?: Priority | null;
  @Field(() => TicketKind, { nullable: true }) @IsOptional() @IsEnum(TicketKind) kind?: TicketKind | null;
  @Field(() => ID, { nullable: true, description: 'Staff user; null leaves it as it is.' }) @IsOptional() @IsUUID() assigneeId?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Takes it away from whoever has it.' }) @IsOptional() @IsBoolean() unassign?: boolean | null;
}
