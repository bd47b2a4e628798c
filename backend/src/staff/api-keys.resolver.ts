import { Args, createUnionType, Field, ID, InputType, Int, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, ArrayUnique, IsArray, IsInt, IsString, Length, Max, Min } from 'class-validator';
import { ApiKey } from '../auth/api-key.entity.js';
import { ApiKeysService } from '../auth/api-keys.service.js';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { AuditService } from '../audit/audit.service.js';
import { BadInputError, NotFoundError } from '../platform/graphql/errors.js';
import { many, one } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { beyond, ungrantable } from './rights.js';
import { BeyondYourRights } from './staff.results.js';

/** What a new key is for, what it may do, and for how long. */
@InputType()
export class ApiKeyInput {
  @Field({ description: 'What it is for, 1 to 60 characters.' }) @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value)) @Length(1, 60) name: string;
  @Field(() => [String], { description: 'At least one, and only such as the caller has.' }) @IsArray() @ArrayNotEmpty() @ArrayUnique() @ArrayMaxSize(200) @IsString({ each: true }) permissions: string[];
  @Field(() => Int, { description: 'Days until it expires, 1 to 365.' }) @IsInt() @Min(1) @Max(365) days: number;
}

/** A key that was just made. */
@ObjectType({ description: 'A key that was just made.' })
export class ApiKeyMinted {
  @Field(() => ApiKey) apiKey: ApiKey;
  @Field(() => String, { nullable: true, description: 'The key itself: shown this once, and null when the same request is sent again.' }) key: string | null;

  static of(apiKey: ApiKey, key: string): ApiKeyMinted {
    return Object.assign(new ApiKeyMinted(), { apiKey, key });
  }

  /** What is recorded for a retry: everything but the key, which is kept nowhere. */
  toJSON(): object {
    const { hash: _hash, ...apiKey } = this.apiKey;
    return { apiKey, key: null };
  }
}

export const MintApiKeyResult = createUnionType({ name: 'MintApiKeyResult', types: () => [ApiKeyMinted, BeyondYourRights] as const });

/** Keys of programs, for those of the office who may hand them out. */
@Resolver(() => ApiKey)
export class ApiKeysResolver {
  constructor(
    private readonly keys: ApiKeysService,
    private readonly audit: AuditService,
  ) {}

  @Allow('keys:write')
  @Query(() => [ApiKey], { description: 'All keys, the newest first; revoked and expired ones stay for the record.' })
  apiKeys() {
    return many(ApiKey, { order: [[(key) => key.createdAt, 'desc']], limit: 500 });
  }

  @Allow('keys:write')
  @Mutation(() => MintApiKeyResult, { description: 'Makes a key for a program. It is shown once.' })
  async mintApiKey(@Me() me: Actor, @Args('input') input: ApiKeyInput): Promise<ApiKeyMinted | BeyondYourRights> {
    const unknown = ungrantable(input.permissions);
    if (unknown.length) throw new BadInputError(`A key cannot have these permissions: ${unknown.slice(0, 5).join(', ')}`, { 'input.permissions': 'unknown' });
    const refused = beyond(me.permissions, [], input.permissions);
    if (refused.length) return BeyondYourRights.of(refused);
    const { row, key } = await this.keys.mint(me, input);
    await this.audit.record(me, { action: 'api-key.minted', target: `api-key:${row.id}`, detail: { name: row.name, permissions: row.permissions, expiresAt: row.expiresAt } });
    return ApiKeyMinted.of(row, key);
  }

  @Allow('keys:write')
  @Mutation(() => ApiKey, { description: 'Ends a key: its requests are refused and its sockets closed within a second.' })
  async revokeApiKey(@Me() me: Actor, @Args('id', { type: () => ID }) id: string) {
    const row = await this.keys.revoke(id);
    if (!row) throw new NotFoundError();
    if (!row.revokedAt) await this.audit.record(me, { action: 'api-key.revoked', target: `api-key:${id}`, detail: { name: row.name } });
    return one(ApiKey, (key) => sql`${key.id} = ${id}`);
  }
}
