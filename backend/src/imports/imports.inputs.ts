import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import { IsBoolean, IsOptional, IsUUID, Length } from 'class-validator';

/** Which upload to read, and whether only to check it. */
@InputType()
export class StartImportInput {
  @Field(() => ID, { description: 'The answer of POST /imports/upload.' }) @IsUUID() uploadId: string;
  @Field({ description: 'Whether to check and report without writing anything.' }) @IsBoolean() dryRun: boolean;
}

@ArgsType()
export class ImportIssueFilter {
  @Field(() => ID) @IsUUID() runId: string;
  @Field(() => String, { nullable: true, description: 'Code of a reason.' }) @IsOptional() @Length(1, 60) reason?: string | null;
  @Field(() => String, { nullable: true, description: 'Kind of record in the other system.' }) @IsOptional() @Length(1, 60) doctype?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Only what was left out, or only what was taken with a remark.' }) @IsOptional() @IsBoolean() refused?: boolean | null;
}
