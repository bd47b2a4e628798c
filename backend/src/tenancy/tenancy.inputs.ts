import { ArgsType, Field, InputType, Int } from '@nestjs/graphql';
import { ArrayNotEmpty, ArrayUnique, IsArray, IsBoolean, IsEmail, IsEnum, IsInt, IsOptional, IsTimeZone, Length, Matches, Max, MaxLength, Min, ValidateIf } from 'class-validator';
import { DomainKind, Language, LinkUse, SignInMethod, StepUpArea } from './tenant.entity.js';

/** Settings to change; what is left out stays as it is. */
@InputType()
export class TenantInput {
  @Field({ nullable: true }) @IsOptional() @Length(1, 80) name?: string;
  @Field({ nullable: true, description: 'Name on invoices.' }) @IsOptional() @Length(1, 120) legalName?: string;
  @Field({ nullable: true, description: 'Accent colour as #rrggbb.' }) @IsOptional() @Matches(/^#[0-9a-f]{6}$/i) colour?: string;
  @Field(() => Language, { nullable: true }) @IsOptional() @IsEnum(Language) language?: Language;
  @Field(() => [Language], { nullable: true, description: 'At least one, each once.' }) @IsOptional() @IsArray() @ArrayNotEmpty() @ArrayUnique() @IsEnum(Language, { each: true }) languages?: Language[];
  @Field({ nullable: true, description: 'IANA name, such as America/Toronto.' }) @IsOptional() @IsTimeZone() timeZone?: string;
  @Field(() => String, { nullable: true, description: 'Mail comes from here; empty for none.' }) @IsOptional() @ValidateIf((_, value) => value !== '') @IsEmail() email?: string | null;
  @Field(() => String, { nullable: true, description: 'Empty for none.' }) @IsOptional() @MaxLength(40) phone?: string | null;
  @Field({ nullable: true, description: 'Printed at the foot of invoices.' }) @IsOptional() @MaxLength(600) invoiceFooter?: string;
  @Field(() => Int, { nullable: true, description: 'Days between an invoice and its due date.' }) @IsOptional() @IsInt() @Min(0) @Max(120) termsDays?: number;
  @Field(() => String, { nullable: true, description: 'As +14505550100; empty for that of the server.' }) @IsOptional() @ValidateIf((_, value) => value !== '') @Matches(/^\+[1-9]\d{6,14}$/) smsNumber?: string | null;
  @Field(() => Int, { nullable: true, description: 'Minutes after local midnight.' }) @IsOptional() @IsInt() @Min(0) @Max(1_439) quietFrom?: number;
  @Field(() => Int, { nullable: true, description: 'Minutes after local midnight.' }) @IsOptional() @IsInt() @Min(0) @Max(1_439) quietTo?: number;
  @Field({ nullable: true }) @IsOptional() @IsBoolean() disclosingSignIn?: boolean;
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() @Min(1) @Max(24) linkHours?: number;
  @Field(() => LinkUse, { nullable: true }) @IsOptional() @IsEnum(LinkUse) linkUse?: LinkUse;
  @Field(() => [SignInMethod], { nullable: true, description: 'At least one, each once; the first is offered first.' }) @IsOptional() @IsArray() @ArrayNotEmpty() @ArrayUnique() @IsEnum(SignInMethod, { each: true }) householdSignIn?: SignInMethod[];
  @Field(() => [SignInMethod], { nullable: true, description: 'At least one, each once.' }) @IsOptional() @IsArray() @ArrayNotEmpty() @ArrayUnique() @IsEnum(SignInMethod, { each: true }) companySignIn?: SignInMethod[];
  @Field({ nullable: true }) @IsOptional() @IsBoolean() companyTotp?: boolean;
  @Field(() => [SignInMethod], { nullable: true, description: 'At least one, each once.' }) @IsOptional() @IsArray() @ArrayNotEmpty() @ArrayUnique() @IsEnum(SignInMethod, { each: true }) staffSignIn?: SignInMethod[];
  @Field({ nullable: true }) @IsOptional() @IsBoolean() staffTotp?: boolean;
  @Field(() => [StepUpArea], { nullable: true, description: 'Empty asks for nothing.' }) @IsOptional() @IsArray() @ArrayUnique() @IsEnum(StepUpArea, { each: true }) stepUp?: StepUpArea[];
  @Field(() => [StepUpArea], { nullable: true, description: 'Empty asks for nothing.' }) @IsOptional() @IsArray() @ArrayUnique() @IsEnum(StepUpArea, { each: true }) staffStepUp?: StepUpArea[];
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() @Min(1) @Max(240) stepUpMinutes?: number;
  @Field({ nullable: true }) @IsOptional() @IsBoolean() viewAsCustomer?: boolean;
  @Field({ nullable: true }) @IsOptional() @IsBoolean() shareLinks?: boolean;
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() @Min(1) @Max(90) customerSessionDays?: number;
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() @Min(1) @Max(90) staffSessionDays?: number;
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() @Min(1) @Max(90) technicianSessionDays?: number;
}

/** A host to add. */
@ArgsType()
export class NewDomainArgs {
  @Field({ description: 'Such as portail.example.ca; an address is cut down to its host.' }) @Length(1, 300) host: string;
  @Field(() => DomainKind, { description: 'VANITY or LEGACY.' }) @IsEnum(DomainKind) kind: DomainKind;
}
