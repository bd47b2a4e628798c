import { Field, InputType } from '@nestjs/graphql';
import { IsDate, IsIn, IsOptional, Length } from 'class-validator';
import { Type } from 'class-transformer';

/** The kinds of actors that the log knows. */
export const ACTOR_KINDS = ['customer', 'staff', 'technician', 'integrator', 'device', 'system', 'anonymous'] as const;

/** Which entries of the log; everything given has to fit. */
@InputType()
export class AuditFilter {
  @Field(() => String, { nullable: true, description: 'A part of the name of who did it.' }) @IsOptional() @Length(1, 80) actor?: string | null;
  @Field(() => String, { nullable: true, description: 'customer, staff, technician, integrator, device, system or anonymous.' }) @IsOptional() @IsIn(ACTOR_KINDS) actorKind?: string | null;
  @Field(() => String, { nullable: true, description: 'session.refused, or session. for all of that thing.' }) @IsOptional() @Length(1, 60) action?: string | null;
  @Field(() => String, { nullable: true, description: 'The beginning of the target: customer:… or an id.' }) @IsOptional() @Length(1, 120) target?: string | null;
  @Field(() => String, { nullable: true, description: 'The beginning of the network address.' }) @IsOptional() @Length(1, 60) address?: string | null;
  @Field(() => Date, { nullable: true, description: 'Not before.' }) @IsOptional() @Type(() => Date) @IsDate() from?: Date | null;
  @Field(() => Date, { nullable: true, description: 'Before.' }) @IsOptional() @Type(() => Date) @IsDate() until?: Date | null;
}
