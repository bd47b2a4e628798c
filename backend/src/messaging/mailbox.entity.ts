import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, Unique } from 'typeorm';
import { EnumColumn, InstantColumn, TenantRow } from '../platform/db/columns.js';

/** Why no mail was fetched. */
export enum MailboxProblem {
  UNKNOWN_HOST = 'UNKNOWN_HOST',
  PRIVATE_ADDRESS = 'PRIVATE_ADDRESS',
  NO_ANSWER = 'NO_ANSWER',
  NO_TLS = 'NO_TLS',
  UNTRUSTED = 'UNTRUSTED',
  BAD_SIGN_IN = 'BAD_SIGN_IN',
  NO_FOLDER = 'NO_FOLDER',
}
registerEnumType(MailboxProblem, {
  name: 'MailboxProblem',
  description: 'UNKNOWN_HOST: no server has this name. PRIVATE_ADDRESS: the name leads into a private network. NO_ANSWER: nobody answers, or the answer broke off. NO_TLS: the server speaks no TLS there. UNTRUSTED: its certificate is not good for this name. BAD_SIGN_IN: it does not take name and password. NO_FOLDER: it has no such folder.',
});

/** A provider's own mailbox, from which mail is fetched by IMAP (RFC 9051). A provider has one at most. */
@ObjectType({ description: 'The provider’s mailbox, from which mail is fetched by IMAP.' })
@Entity()
@Unique('UQ_mailbox_tenant', ['tenantId'])
export class Mailbox extends TenantRow {
  @Field() @Column('text') host: string;
  @Field(() => Int, { description: '143 begins in the clear and turns to TLS before the sign-in; any other speaks TLS from the start.' }) @Column('int') port: number;
  @Field({ description: 'The name to sign in with.' }) @Column('text') account: string;
  /** Sealed under a key of ours; no answer carries it. */
  @Column('text') password: string;
  @Field({ description: 'Where the mail lies, such as INBOX.' }) @Column('text', { default: 'INBOX' }) folder: string;
  @Field({ description: 'Whether mail is fetched.' }) @Column('boolean', { default: true }) enabled: boolean;
  /** Mail from before this day stays where it is. */
  @InstantColumn() since: Date;
  @Field(() => Date, { nullable: true, description: 'When it was last looked into with success.' }) @InstantColumn({ nullable: true }) checkedAt: Date | null;
  @Field(() => Date, { nullable: true, description: 'When the last mail came from it.' }) @InstantColumn({ nullable: true }) lastMailAt: Date | null;
  @Field(() => MailboxProblem, { nullable: true, description: 'Why the last try fetched nothing.' }) @EnumColumn(MailboxProblem, { nullable: true }) problem: MailboxProblem | null;
  /** Tries in a row that failed. */
  @Column('int', { default: 0 }) failures: number;
  @Field(() => Date, { nullable: true, description: 'Until when it is left alone after a failure.' }) @InstantColumn({ nullable: true }) restsUntil: Date | null;
  /** Until when one process fetches and the others keep away. */
  @InstantColumn({ nullable: true }) claimedUntil: Date | null;
}

/** What a try to sign in found. */
@ObjectType({ description: 'What a try to sign in to a mailbox found; nothing in it was changed.' })
export class MailboxCheck {
  @Field(() => MailboxProblem, { nullable: true, description: 'Why it cannot be used; null when all is well.' }) problem: MailboxProblem | null;
  @Field(() => Int, { description: 'How many unread mails of the last day lie in it.' }) unread: number;
}
