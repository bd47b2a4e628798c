import { ArgsType, Field, ID } from '@nestjs/graphql';
import { IsEnum, IsOptional, IsUUID } from 'class-validator';
import { LineMoment } from './line-reading.enum.js';

/** Which line, and for which visit. */
@ArgsType()
export class ReadLineArgs {
  @Field(() => ID) @IsUUID() deviceId: string;
  @Field(() => ID, { nullable: true, description: 'The visit it is evidence for.' }) @IsOptional() @IsUUID() jobId?: string | null;
  @Field(() => LineMoment, { defaultValue: LineMoment.CHECK }) @IsEnum(LineMoment) moment: LineMoment = LineMoment.CHECK;
}
