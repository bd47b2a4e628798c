import { Args, createUnionType, Field, ID, InputType, Mutation, ObjectType, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsEnum, IsOptional, IsUrl, Length, Matches, MaxLength, ValidateNested } from 'class-validator';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Realm } from '../auth/auth.entity.js';
import { Me } from '../auth/me.js';
import { IdentityProvider } from '../auth/oidc/identity-provider.entity.js';
import { Outside } from '../platform/graphql/read.interceptor.js';
import { FromSql } from '../platform/read/from-sql.js';
import { many } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { IdentityProviderSettings } from './identity-provider-settings.service.js';
import { BeyondYourRights, RoleUnknown } from './staff.results.js';

const trimmed = ({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value);

/** Which role the people of a group get. */
@InputType()
export class GroupRoleInput {
  @Field() @Transform(trimmed) @Length(1, 200) group: string;
  @Field() @Length(1, 40) role: string;
}

/** A company's own sign-in, as its settings say. */
@InputType()
export class IdentityProviderInput {
  @Field({ description: 'What the button says, 1 to 60 characters.' }) @Transform(trimmed) @Length(1, 60) label: string;
  @Field(() => Realm, { description: 'STAFF or CUSTOMER.' }) @IsEnum([Realm.STAFF, Realm.CUSTOMER]) realm: Realm;
  @Field({ description: 'Exactly as the provider writes it.' }) @Transform(trimmed) @MaxLength(300) @IsUrl({ protocols: ['https', 'http'], require_protocol: true, require_tld: false }) issuer: string;
  @Field() @Transform(trimmed) @Length(1, 200) clientId: string;
  @Field(() => String, { nullable: true, description: 'Left out, the one that is kept stays; empty for a client without one. It is never shown again.' }) @IsOptional() @MaxLength(500) clientSecret?: string | null;
  @Field({ defaultValue: 'openid profile email' }) @Transform(trimmed) @MaxLength(200) @Matches(/^(?=.*\bopenid\b)[\w .:/-]+$/) scopes: string;
  @Field({ defaultValue: 'groups' }) @Transform(trimmed) @Length(1, 200) groupsClaim: string;
  @Field(() => [GroupRoleInput], { defaultValue: [] }) @IsArray() @ArrayMaxSize(50) @ValidateNested({ each: true }) @Type(() => GroupRoleInput) roles: GroupRoleInput[];
  @Field({ defaultValue: false }) @IsBoolean() trustsEmail: boolean;
  @Field({ defaultValue: true }) @IsBoolean() enabled: boolean;
}

/** What a provider answered when it was asked what it publishes. */
@ObjectType({ description: 'What a provider answered when it was asked what it publishes.' })
export class IdentityProviderChecked {
  @Field({ description: 'Whether it answers as it should.' }) ok: boolean;
  @Field(() => String, { nullable: true, description: 'What is wrong, in the caller’s language.' }) problem: string | null;
  @Field(() => String, { nullable: true, description: 'The same for whoever looks after the provider.' }) detail: string | null;
}

export const IdentityProviderResult = createUnionType({ name: 'IdentityProviderResult', types: () => [IdentityProvider, RoleUnknown, BeyondYourRights] as const });

/** The settings of companies' own sign-in. */
@Resolver(() => IdentityProvider)
export class IdentityProvidersResolver {
  constructor(private readonly settings: IdentityProviderSettings) {}

  @Allow('settings:write')
  @Query(() => [IdentityProvider], { description: 'Companies’ own sign-ins that are set up, by name.' })
  identityProviders() {
    return many(IdentityProvider, { order: [[(provider) => provider.label, 'asc']], limit: 100 });
  }

  @ResolveField(() => Boolean, { description: 'Whether a client secret is kept.' })
  @FromSql(IdentityProvider, (provider) => sql`${provider.clientSecret} is not null`)
  hasSecret(): void {}

  @Allow('settings:write')
  @Mutation(() => IdentityProviderResult, { description: 'Adds a sign-in, or changes the one of this id.' })
  saveIdentityProvider(@Me() me: Actor, @Args('id', { type: () => ID, nullable: true }) id: string | null, @Args('input') input: IdentityProviderInput) {
    return this.settings.save(me, id, input);
  }

  @Allow('settings:write')
  @Mutation(() => Boolean, { description: 'Takes a sign-in away; people who came by it stay signed in.' })
  removeIdentityProvider(@Me() me: Actor, @Args('id', { type: () => ID }) id: string): Promise<boolean> {
    return this.settings.remove(me, id);
  }

  @Allow('settings:write')
  @Outside('asks the provider what it publishes')
  @Mutation(() => IdentityProviderChecked, { description: 'Asks the provider whether the settings can work.' })
  checkIdentityProvider(@Me() me: Actor, @Args('id', { type: () => ID }) id: string): Promise<IdentityProviderChecked> {
    return this.settings.check(me, id);
  }
}
