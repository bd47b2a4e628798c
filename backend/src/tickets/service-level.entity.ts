import { Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsBoolean, IsEnum, IsInt, IsOptional, IsUUID, Length, Matches, Max, Min, ValidateNested } from 'class-validator';
import { Column, Entity, Unique } from 'typeorm';
import { EnumColumn, TenantRow } from '../platform/db/columns.js';
import { Priority, TicketKind } from './ticket.entity.js';

/** How soon the office promises to answer and to settle. The most particular one that fits a ticket counts: customer, then kind, then priority. */
@ObjectType({ description: 'How soon the office promises to answer and to settle; the most particular one that fits a ticket counts.' })
@Entity()
export class ServiceLevel extends TenantRow {
  @Field() @Column('text') name: string;
  @Field(() => Priority, { nullable: true, description: 'Null for any.' }) @EnumColumn(Priority, { nullable: true }) priority: Priority | null;
  @Field(() => TicketKind, { nullable: true, description: 'Null for any.' }) @EnumColumn(TicketKind, { nullable: true }) kind: TicketKind | null;
  @Field(() => ID, { nullable: true, description: 'Null for any.' }) @Column('uuid', { nullable: true }) customerId: string | null;
  @Field(() => Int) @Column('int') replyMinutes: number;
  @Field(() => Int) @Column('int') settleMinutes: number;
  @Field({ description: 'Whether only the hours in which the office is open count.' }) @Column('boolean', { default: true }) onlyOpenHours: boolean;
}

/** A stretch of a weekday in which the office is open. */
@ObjectType()
@InputType('OpeningInput')
export class Opening {
  @Field(() => Int, { description: '1 is Monday.' }) @IsInt() @Min(1) @Max(7) weekday: number;
  @Field(() => Int, { description: 'Minutes after local midnight.' }) @IsInt() @Min(0) @Max(1_439) from: number;
  @Field(() => Int) @IsInt() @Min(1) @Max(1_440) to: number;
}

/** When the office is open; one row for each provider. */
@ObjectType({ description: 'When the office is open.' })
@Entity()
@Unique('UQ_service_hours_tenant', ['tenantId'])
export class ServiceHours extends TenantRow {
  @Field(() => [Opening]) @Column('jsonb', { default: [] }) week: Opening[];
  @Field(() => [String], { description: 'Days as YYYY-MM-DD.' }) @Column('jsonb', { default: [] }) holidays: string[];
}

@InputType()
export class ServiceHoursInput {
  @Field(() => [Opening]) @ArrayMaxSize(28) @ValidateNested({ each: true }) @Type(() => Opening) week: Opening[];
  @Field(() => [String]) @ArrayMaxSize(60) @Matches(/^\d{4}-\d\d-\d\d$/, { each: true }) holidays: string[];
}

@InputType()
export class ServiceLevelInput {
  @Field(() => ID, { nullable: true, description: 'Which one to change; without, a new one.' }) @IsOptional() @IsUUID() id?: string | null;
  @Field() @Length(2, 80) name: string;
  @Field(() => Priority, { nullable: true }) @IsOptional() @IsEnum(Priority) priority?: Priority | null;
  @Field(() => TicketKind, { nullable: true }) @IsOptional() @IsEnum(TicketKind) kind?: TicketKind | null;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() customerId?: string | null;
  @Field(() => Int) @IsInt() @Min(5) @Max(60 * 24 * 60) replyMinutes: number;
  @Field(() => Int) @IsInt() @Min(5) @Max(60 * 24 * 60) settleMinutes: number;
  @Field({ defaultValue: true }) @IsBoolean() onlyOpenHours: boolean;
}

/** Open promises of one person or one kind. */
@ObjectType()
export class ServiceGroup {
  @Field({ description: 'A person’s name, empty for nobody; or a TicketKind.' }) name: string;
  @Field(() => Int) onTime: number;
  @Field(() => Int) warned: number;
  @Field(() => Int, { description: 'Late or long late.' }) late: number;
}

/** How the promises stand now, and how they were kept in the last 30 days. */
@ObjectType()
export class ServiceReport {
  @Field(() => Int) onTime: number;
  @Field(() => Int, { description: 'Four fifths of the time are used.' }) warned: number;
  @Field(() => Int) late: number;
  @Field(() => Int, { description: 'Late by half as much again.' }) longLate: number;
  @Field(() => Float, { nullable: true, description: 'The part of first answers of the last 30 days that came in time; null without any.' }) repliedInTime: number | null;
  @Field(() => [ServiceGroup], { description: 'Open ones by whoever has them, the latest first.' }) byAssignee: ServiceGroup[];
  @Field(() => [ServiceGroup], { description: 'Open ones by kind, the latest first.' }) byKind: ServiceGroup[];
}
