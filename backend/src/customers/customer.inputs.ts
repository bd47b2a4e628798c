import { Field, Float, ID, InputType } from '@nestjs/graphql';
import { ArrayMaxSize, IsEnum, IsLatitude, IsLongitude, IsOptional, IsUUID, Length, MaxLength, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import { Language } from '../tenancy/tenant.entity.js';
import { ContactRoleName, CustomerKind, CustomerStatus, PhoneKind } from './customer.entity.js';

/** Which customers of the list. */
@InputType()
export class CustomerFilter {
  @Field(() => String, { nullable: true, description: 'Name, phone, e-mail, address, serial or number; small mistakes are forgiven. Best first.' })
  @IsOptional() @MaxLength(200)
  text?: string | null;

  @Field(() => CustomerStatus, { nullable: true }) @IsOptional() status?: CustomerStatus | null;
  @Field(() => CustomerKind, { nullable: true }) @IsOptional() kind?: CustomerKind | null;
  @Field(() => String, { nullable: true }) @IsOptional() @MaxLength(100) tag?: string | null;
}

/** A place where a customer is to be served. */
@InputType()
export class LocationInput {
  @Field(() => String, { nullable: true, description: 'What people call it; « Principal » when nothing is said.' }) @IsOptional() @MaxLength(80) name?: string | null;
  @Field() @MaxLength(200) line1: string;
  @Field() @MaxLength(100) city: string;
  @Field(() => String, { nullable: true, description: 'Two letters; QC when nothing is said.' }) @IsOptional() @Length(2, 2) province?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @MaxLength(12) postalCode?: string | null;
  @Field(() => Float, { nullable: true }) @IsOptional() @IsLatitude() lat?: number | null;
  @Field(() => Float, { nullable: true }) @IsOptional() @IsLongitude() lon?: number | null;
  @Field(() => String, { nullable: true }) @IsOptional() @MaxLength(1000) accessNotes?: string | null;
}

/** Somebody to ask for at a place. */
@InputType()
export class PlaceContactInput {
  @Field() @Length(1, 120) name: string;
  @Field(() => String, { nullable: true }) @IsOptional() @MaxLength(40) phone?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @MaxLength(200) note?: string | null;
}

/** What is to be changed about a place; what is left out stays. */
@InputType()
export class LocationChange {
  @Field(() => String, { nullable: true }) @IsOptional() @MaxLength(80) name?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @MaxLength(200) line1?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @MaxLength(100) city?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @Length(2, 2) province?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @MaxLength(12) postalCode?: string | null;
  @Field(() => Float, { nullable: true }) @IsOptional() @IsLatitude() lat?: number | null;
  @Field(() => Float, { nullable: true }) @IsOptional() @IsLongitude() lon?: number | null;
  @Field(() => String, { nullable: true }) @IsOptional() @MaxLength(1000) accessNotes?: string | null;
  @Field(() => [PlaceContactInput], { nullable: true, description: 'All of them; at most 8.' }) @IsOptional() @ArrayMaxSize(8) @ValidateNested({ each: true }) @Type(() => PlaceContactInput) contacts?: PlaceContactInput[] | null;
}

/** A new customer; the rest can be added later. */
@InputType()
export class CustomerInput {
  @Field() @MaxLength(140) name: string;
  @Field(() => CustomerKind, { nullable: true }) @IsOptional() kind?: CustomerKind | null;
  @Field(() => Language, { nullable: true }) @IsOptional() language?: Language | null;
  @Field(() => String, { nullable: true, description: 'Becomes the billing address, and that of a contact who may sign in.' }) @IsOptional() @MaxLength(254) email?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @MaxLength(40) phone?: string | null;
  @Field(() => LocationInput, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => LocationInput) location?: LocationInput | null;
}

/** What is to be changed about a customer; what is left out stays, also when somebody else changes it meanwhile. */
@InputType()
export class CustomerChange {
  @Field(() => String, { nullable: true }) @IsOptional() @MaxLength(140) name?: string | null;
  @Field(() => CustomerKind, { nullable: true }) @IsOptional() kind?: CustomerKind | null;
  @Field(() => CustomerStatus, { nullable: true }) @IsOptional() status?: CustomerStatus | null;
  @Field(() => Language, { nullable: true }) @IsOptional() language?: Language | null;
  @Field(() => String, { nullable: true, description: 'Empty removes it.' }) @IsOptional() @MaxLength(254) billingEmail?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @MaxLength(5000) notes?: string | null;
  @Field(() => [String], { nullable: true }) @IsOptional() @ArrayMaxSize(20) @Length(1, 100, { each: true }) tags?: string[] | null;
}

/** A telephone number to add. */
@InputType()
export class PhoneInput {
  @Field(() => ID) @IsUUID() customerId: string;
  @Field() @MaxLength(40) number: string;
  @Field(() => PhoneKind, { nullable: true }) @IsOptional() kind?: PhoneKind | null;
}

/** A person to add to a customer. */
@InputType()
export class ContactInput {
  @Field(() => ID) @IsUUID() customerId: string;
  @Field() @MaxLength(140) name: string;
  @Field(() => String, { nullable: true, description: 'Somebody known by it already becomes a contact here too.' }) @IsOptional() @MaxLength(254) email?: string | null;
  @Field(() => ContactRoleName, { nullable: true }) @IsOptional() role?: ContactRoleName | null;
  @Field(() => Language, { nullable: true }) @IsOptional() language?: Language | null;
}

/** What is to be changed about a contact of a customer. */
@InputType()
export class ContactChange {
  @Field(() => String, { nullable: true }) @IsOptional() @MaxLength(140) name?: string | null;
  @Field(() => String, { nullable: true, description: 'Empty removes it.' }) @IsOptional() @MaxLength(254) email?: string | null;
  @Field(() => ContactRoleName, { nullable: true }) @IsOptional() role?: ContactRoleName | null;
}

/** A colleague to invite to one's own account. */
@InputType()
export class ColleagueInput {
  @Field() @MaxLength(140) name: string;
  @Field() @MaxLength(254) email: string;
  @Field(() => ContactRoleName) @IsEnum(ContactRoleName) role: ContactRoleName;
}
