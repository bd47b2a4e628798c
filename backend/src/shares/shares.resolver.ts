import { Args, Field, ID, InputType, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Transform } from 'class-transformer';
import { IsUUID, Length } from 'class-validator';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { many, one } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { ShareLink } from './share-link.entity.js';
import { CreateShareLinkResult } from './share.results.js';
import { SharesService } from './shares.service.js';

/** Which place a new link shows, and for whom it is. */
@InputType()
export class ShareLinkInput {
  @Field(() => ID) @IsUUID() locationId: string;
  @Field({ description: 'For whom it is, 1 to 80 characters.' }) @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value)) @Length(1, 80) label: string;
}

@Resolver(() => ShareLink)
export class SharesResolver {
  constructor(private readonly shares: SharesService) {}

  @Allow('shares:write')
  @Query(() => [ShareLink], { description: 'The share links of a customer’s places, the newest first; revoked ones stay for the record.' })
  shareLinks(@Args('customerId', { type: () => ID }) customerId: string) {
    return many(ShareLink, { where: (link) => sql`${link.customerId} = ${customerId}`, order: [[(link) => link.createdAt, 'desc']], limit: 200 });
  }

  @Allow('shares:write')
  @Mutation(() => CreateShareLinkResult, { description: 'Makes a link that shows one place to people without an account.' })
  createShareLink(@Me() me: Actor, @Args('input') { locationId, label }: ShareLinkInput) {
    return this.shares.create(me, locationId, label);
  }

  @Allow('shares:write')
  @Mutation(() => ShareLink, { description: 'The link shows nothing more; pages that are open say so at once.' })
  async revokeShareLink(@Me() me: Actor, @Args('id', { type: () => ID }) id: string) {
    await this.shares.revoke(me, id);
    return one(ShareLink, (link) => sql`${link.id} = ${id}`);
  }
}
