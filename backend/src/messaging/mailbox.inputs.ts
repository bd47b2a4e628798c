import { Field, InputType, Int } from '@nestjs/graphql';
import { IsBoolean, IsInt, IsOptional, Length, Matches, Max, Min } from 'class-validator';

/** A mailbox to fetch mail from. */
@InputType()
export class MailboxInput {
  @Field({ description: 'Such as imap.example.ca.' }) @Matches(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i) @Length(1, 253) host: string;
  @Field(() => Int, { description: '993, or 143 to turn to TLS before the sign-in.' }) @IsInt() @Min(1) @Max(65_535) port: number;
  @Field({ description: 'The name to sign in with, mostly the address.' }) @Matches(/^[^\p{Cc}]+$/u) @Length(1, 200) account: string;
  @Field(() => String, { nullable: true, description: 'Left out, the one that is kept stays, as long as host, port and name do.' }) @IsOptional() @Matches(/^[^\p{Cc}]+$/u) @Length(1, 500) password?: string | null;
  @Field({ defaultValue: 'INBOX' }) @Matches(/^[^\p{Cc}]+$/u) @Length(1, 200) folder: string;
  @Field({ defaultValue: true, description: 'Whether mail is fetched.' }) @IsBoolean() enabled: boolean;
}
