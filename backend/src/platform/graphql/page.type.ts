import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import { IsInt, IsOptional, Length, Max, Min } from 'class-validator';

/** Which page of a list: how many, and after which row. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 20, description: 'How many, 1 to 100.' })
  @IsInt() @Min(1) @Max(100)
  first: number;

  @Field(() => String, { nullable: true, description: 'The `endCursor` of the page before.' })
  @IsOptional() @Length(1, 1000)
  after?: string | null;
}

/** Makes the page type of a list: `export class InvoicePage extends PageOf(Invoice) {}`. */
export function PageOf<T>(item: new () => T) {
  @ObjectType({ isAbstract: true })
  abstract class Page {
    @Field(() => [item]) nodes: T[];
    @Field(() => String, { nullable: true, description: 'Give it as `after` for the next page.' }) endCursor: string | null;
    @Field({ description: 'Whether there is more after this page.' }) hasNextPage: boolean;
    @Field(() => Int, { description: 'How many there are in all; counted on demand, so ask only where it is shown.' }) totalCount: number;
  }
  return Page;
}
