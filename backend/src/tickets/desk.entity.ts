import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Column, Entity, Unique } from 'typeorm';
import { TenantRow } from '../platform/db/columns.js';

/** An answer that is given often, in both languages; {client}, {number}, {agent} and {provider} are filled in. */
@ObjectType({ description: 'An answer that is given often; {client}, {number}, {agent} and {provider} are filled in.' })
@Entity()
@Unique('UQ_saved_reply_name', ['tenantId', 'name'])
export class SavedReply extends TenantRow {
  @Field() @Column('text') name: string;
  @Field() @Column('text') bodyFr: string;
  @Field() @Column('text') bodyEn: string;
}

/** What the provider knows about a question, offered to customers before they ask it. */
@ObjectType({ description: 'What the provider knows about a question, offered to customers before they ask it.' })
@Entity()
export class Article extends TenantRow {
  @Field() @Column('text') titleFr: string;
  @Field() @Column('text') titleEn: string;
  @Field({ description: 'Plain text; an empty line parts paragraphs.' }) @Column('text') bodyFr: string;
  @Field() @Column('text') bodyEn: string;
  @Field() @Column('boolean', { default: false }) published: boolean;
  @Field(() => Int, { description: 'How often a customer opened it before asking.' }) @Column('int', { default: 0 }) shown: number;
  @Field(() => Int, { description: 'How often it made asking unnecessary.' }) @Column('int', { default: 0 }) helped: number;
}
