import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { Allow as Keep, ArrayMaxSize, IsDate, IsInt, IsOptional, IsUUID, Length, Max, Min, ValidateNested } from 'class-validator';
import { Json } from '../platform/graphql/scalars.js';

/** How many commands one call may carry; a phone with more sends the rest when these are answered. */
export const MOST_COMMANDS = 200;

/** Something done in the field, as the phone recorded it. */
@InputType()
export class FieldCommandInput {
  @Field(() => ID, { description: 'Made once by the phone; the same id is done once however often it arrives.' }) @IsUUID() commandId: string;
  @Field(() => Int, { description: 'The phone’s own count, from 1 without gaps.' }) @IsInt() @Min(1) seq: number;
  @Field({ description: 'job.travel, job.arrive, job.pause, job.complete, job.giveUp, job.tick, job.note, job.classify, job.photo, job.sign, device.link, device.unlink, device.create, device.swap, device.move, part.use, part.count, part.move or conflict.settle.' }) @Length(1, 40) kind: string;
  @Field(() => Json, { description: 'What the kind needs, as docs/features/field.md lists it.' }) @Keep() payload: unknown;
  @Field(() => Date, { description: 'By the phone’s clock; one in the future is taken as now.' }) @IsDate() occurredAt: Date;
}

@ArgsType()
export class ReplayArgs {
  @Field({ description: 'The phone’s own name for itself.' }) @Length(8, 64) deviceId: string;
  @Field() @Length(0, 40) appVersion: string;
  @Field(() => Int, { description: 'How many actions wait on the phone, these included.' }) @IsInt() @Min(0) @Max(1_000_000) pending: number;
  @Field(() => Date, { nullable: true, description: 'The phone’s clock as it sends: how far it is off is taken off the times of the commands.' }) @IsOptional() @IsDate() phoneClock?: Date | null;
  @Field(() => [FieldCommandInput]) @ArrayMaxSize(MOST_COMMANDS) @ValidateNested({ each: true }) @Type(() => FieldCommandInput) commands: FieldCommandInput[];
}
