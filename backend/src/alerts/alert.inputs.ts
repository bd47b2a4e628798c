import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { IsBoolean, IsOptional, IsUUID } from 'class-validator';

@InputType()
export class AlertFilter {
  @Field(() => Boolean, { nullable: true, description: 'Only those that are not over.' }) @IsOptional() @IsBoolean() active?: boolean | null;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() deviceId?: string | null;
}

/** A key as it is shown once, when it is made. */
@ObjectType()
export class NewDeviceKey {
  @Field(() => ID) id: string;
  @Field() name: string;
  @Field({ description: 'Shown this once; only its hash is kept.' }) key: string;
}

/** One point of a series. */
@ObjectType()
export class SamplePoint {
  @Field() at: Date;
  @Field() value: number;
}
