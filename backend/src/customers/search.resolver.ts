import { Args, ArgsType, Field, Int, Query, Resolver } from '@nestjs/graphql';
import { IsInt, Max, MaxLength, Min } from 'class-validator';
import { Allow } from '../auth/allow.js';
import type { Actor } from '../auth/actor.js';
import { Me } from '../auth/me.js';
import { Ready } from '../platform/graphql/engine.js';
import { SearchHit } from './search-hit.enum.js';
import { SearchService } from './search.service.js';

@ArgsType()
class SearchArgs {
  @Field({ description: 'Name, phone, e-mail, address, serial, MAC, or a number such as C-42, INV-2026-17, T-9 or J-3. Small mistakes are forgiven.' })
  @MaxLength(200)
  text: string;

  @Field(() => Int, { defaultValue: 10, description: 'How many, 1 to 20.' })
  @IsInt() @Min(1) @Max(20)
  first: number;
}

@Resolver()
export class SearchResolver {
  constructor(private readonly service: SearchService) {}

  @Allow('customers:read')
  @Query(() => [SearchHit], { description: 'Everything that fits a text, best first.' })
  async search(@Me() me: Actor, @Args() { text, first }: SearchArgs) {
    return new Ready(await this.service.search(me, text, first));
  }
}
