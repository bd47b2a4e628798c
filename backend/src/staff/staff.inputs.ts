import { Field, InputType } from '@nestjs/graphql';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsEmail, IsEnum, IsOptional, IsString, Length, MaxLength } from 'class-validator';
import { Language } from '../tenancy/tenant.entity.js';

const trimmed = ({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value);

/** A role as a person writes it: its name and what it may do. */
@InputType()
export class RoleInput {
  @Field({ description: 'What people of the office read, 1 to 40 characters.' }) @Transform(trimmed) @Length(1, 40) name: string;
  @Field(() => [String], { description: 'Such as invoices:read.' }) @IsArray() @ArrayUnique() @ArrayMaxSize(200) @IsString({ each: true }) permissions: string[];
}

/** Somebody new in the office. */
@InputType()
export class EmployeeInput {
  @Field() @Transform(trimmed) @IsEmail() @MaxLength(254) email: string;
  @Field() @Transform(trimmed) @Length(1, 80) name: string;
  @Field({ description: 'Name of a role.' }) @Length(1, 40) role: string;
  @Field(() => Language) @IsEnum(Language) language: Language;
}

/** What changes about an employee; what is left out stays. */
@InputType()
export class EmployeeChange {
  @Field({ nullable: true }) @IsOptional() @Transform(trimmed) @Length(1, 80) name?: string;
  @Field({ nullable: true, description: 'Name of a role.' }) @IsOptional() @Length(1, 40) role?: string;
  @Field(() => Language, { nullable: true }) @IsOptional() @IsEnum(Language) language?: Language;
}
