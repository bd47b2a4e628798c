import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Column, Entity, Index, Unique } from 'typeorm';
import { EnumColumn, TenantRow } from '../../platform/db/columns.js';
import { Realm } from '../auth.entity.js';

/** Which role the people of a group have. */
@ObjectType({ description: 'Which role the people of a group have.' })
export class GroupRole {
  @Field() group: string;
  @Field({ description: 'Name of a role of the office.' }) role: string;
}

/** A company's own sign-in by OpenID Connect: Authentik, Keycloak, Google and others. */
@ObjectType({ description: 'A company’s own sign-in by OpenID Connect.' })
@Entity()
export class IdentityProvider extends TenantRow {
  @Field({ description: 'What the button on the sign-in page says.' }) @Column('text') label: string;
  @Field(() => Realm, { description: 'STAFF for the office, CUSTOMER for contacts of companies.' }) @EnumColumn(Realm) realm: Realm;
  @Field({ description: 'Exactly as the provider writes it, a final slash included.' }) @Column('text') issuer: string;
  @Field() @Column('text') clientId: string;
  /** Sealed under a key of ours; null for a client without one. */
  @Column('text', { nullable: true }) clientSecret: string | null;
  @Field({ description: 'Separated by blanks; openid is among them.' }) @Column('text', { default: 'openid profile email' }) scopes: string;
  @Field({ description: 'Where the groups stand in what the provider tells: groups, or a path such as realm_access.roles.' }) @Column('text', { default: 'groups' }) groupsClaim: string;
  @Field(() => [GroupRole], { description: 'The first that fits holds; nobody without a group that fits comes in.' }) @Column('jsonb', { default: [] }) roles: GroupRole[];
  @Field({ description: 'Whether its e-mail addresses are believed even where it does not call them verified.' }) @Column('boolean', { default: false }) trustsEmail: boolean;
  @Field() @Column('boolean', { default: true }) enabled: boolean;
  @Field(() => Int, { description: 'Grows with each change.' }) @Column('int', { default: 1 }) version: number;
}

/** Which employee a person of a provider is, found by the provider's own name for them from the second time on. */
@Entity()
@Unique('UQ_provided_identity', ['providerId', 'subject'])
export class ProvidedIdentity extends TenantRow {
  @Column('uuid') providerId: string;
  @Column('text') subject: string;
  @Column('uuid') staffId: string;
}

/** A session that a provider opened, so that it can end it again. */
@Entity()
@Unique('UQ_provided_session', ['sessionId'])
@Index('IDX_provided_session_subject', ['providerId', 'subject'])
export class ProvidedSession extends TenantRow {
  @Column('uuid') sessionId: string;
  @Column('uuid') providerId: string;
  @Column('text') subject: string;
  /** The provider's own session, where it tells. */
  @Column('text', { nullable: true }) sid: string | null;
  /** Sealed; shown to the provider again when the person signs out. */
  @Column('text') idToken: string;
}
