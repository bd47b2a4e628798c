import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, Unique } from 'typeorm';
import { EnumColumn, TenantRow } from '../platform/db/columns.js';
import { Language } from '../tenancy/tenant.entity.js';

/** A text of a message that a provider may change. */
export enum WordingField {
  SUBJECT = 'SUBJECT',
  HEADING = 'HEADING',
  BODY = 'BODY',
  SMS = 'SMS',
}
registerEnumType(WordingField, { name: 'WordingField', description: 'SUBJECT, HEADING and BODY are the mail’s.' });

/** One version of a provider's words for a message in one language; rows are only ever added, and the newest counts. A text that is null is ours. */
@ObjectType({ description: 'One version of a provider’s words for a message. A text that is null is ours.' })
@Entity()
@Unique('UQ_letter_wording', ['tenantId', 'template', 'variant', 'language', 'version'])
export class LetterWording extends TenantRow {
  @Column('text') template: string;
  /** The case of the message; empty where it has one only. */
  @Column('text') variant: string;
  @EnumColumn(Language) language: Language;
  @Field(() => Int, { description: 'From 1 on.' }) @Column('int') version: number;
  @Field(() => String, { nullable: true }) @Column('text', { nullable: true }) subject: string | null;
  @Field(() => String, { nullable: true }) @Column('text', { nullable: true }) heading: string | null;
  @Field(() => String, { nullable: true }) @Column('text', { nullable: true }) body: string | null;
  @Field(() => String, { nullable: true }) @Column('text', { nullable: true }) sms: string | null;
  @Field({ description: 'Who wrote it.' }) @Column('text') by: string;
}

/** The words of a message, with placeholders. */
@ObjectType({ description: 'The words of a message, with placeholders such as {number}.' })
export class WordingTexts {
  @Field() subject: string;
  @Field() heading: string;
  @Field({ description: 'Of the mail; an empty line parts paragraphs.' }) body: string;
  @Field() sms: string;
}

/** A placeholder that may stand in a message. */
@ObjectType()
export class WordingPlaceholder {
  @Field({ description: 'Without its braces.' }) name: string;
  @Field({ description: 'What stands there in the sample.' }) sample: string;
}

/** A message as its provider may word it. */
@ObjectType({ description: 'A message as its provider may word it: our words, theirs, and what may stand in them.' })
export class MessageWording {
  @Field(() => ID, { description: 'Message, case and language.' }) id: string;
  @Field() template: string;
  @Field({ description: 'The case of the message; empty where it has one only.' }) variant: string;
  @Field(() => Language) language: Language;
  @Field(() => Int, { description: '0 while nobody has changed anything.' }) version: number;
  @Field({ description: 'What we say.' }) ours: WordingTexts;
  @Field({ description: 'What is sent: theirs, and ours where they changed nothing.' }) inForce: WordingTexts;
  @Field(() => [WordingPlaceholder]) placeholders: WordingPlaceholder[];
  @Field(() => [LetterWording], { description: 'The newest first, at most 50.' }) versions: LetterWording[];
}
