import { Injectable } from '@nestjs/common';
import { generateAuthenticationOptions, generateRegistrationOptions, verifyAuthenticationResponse, verifyRegistrationResponse, type AuthenticationResponseJSON, type PublicKeyCredentialCreationOptionsJSON, type PublicKeyCredentialRequestOptionsJSON, type RegistrationResponseJSON } from '@simplewebauthn/server';
import { MoreThan } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config/config.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import { Realm } from './auth.entity.js';
import { SecurityChanged } from './auth.events.js';
import type { Person } from './person.js';
import { ContactPasskey, PasskeyChallenge, StaffPasskey } from './proofs.entity.js';

const CHALLENGE_MINUTES = 5;
export const MOST_PASSKEYS = 20;

/** The page that speaks to an authenticator: where it is and which browser shows it. */
export interface PasskeyPage {
  /** The host without its port: what a passkey is made for. */
  readonly rpId: string;
  readonly origin: string;
  readonly browserHash: string;
}

/** A passkey as its owner sees it. */
export type PasskeyFacts = Pick<ContactPasskey, 'id' | 'name' | 'createdAt' | 'lastUsedAt' | 'synced'>;

/** How adding a passkey went. */
export type Added = { readonly kind: 'added'; readonly passkey: PasskeyFacts } | { readonly kind: 'refused' | 'known' | 'many' };

/**
 * Passkeys (WebAuthn) of people of the portal and of the office, each in a table of their own. Methods run inside a
 * transaction of the tenant that sees all of it.
 */
@Injectable()
export class PasskeysService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly config: Config,
  ) {}

  /** The page of a request; outside production without TLS too, so that a clone works on localhost. */
  pageOf(host: string, browserHash: string): PasskeyPage {
    return { rpId: host.replace(/:\d+$/, '').toLowerCase(), origin: `${this.config.production ? 'https' : 'http'}://${host.toLowerCase()}`, browserHash };
  }

  list({ realm, id }: Person): Promise<PasskeyFacts[]> {
    return this.repo(realm).find({ where: { ownerId: id }, order: { createdAt: 'asc' } });
  }

  /** Whether the person has a passkey that works at this host. */
  worksAt({ realm, id }: Person, { rpId }: PasskeyPage): Promise<boolean> {
    return this.repo(realm).existsBy({ ownerId: id, rpId });
  }

  /** What the browser asks an authenticator for when a passkey is added. */
  async beginAdding(person: Person, owner: { readonly name: string; readonly label: string }, issuer: string, page: PasskeyPage): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const own = await this.repo(person.realm).findBy({ ownerId: person.id, rpId: page.rpId });
    const options = await generateRegistrationOptions({
      rpName: issuer, rpID: page.rpId, userName: owner.label, userDisplayName: owner.name, userID: new Uint8Array(Buffer.from(person.id)), attestationType: 'none',
      excludeCredentials: own.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    await this.keep(options.challenge, person.id, page);
    return options;
  }

  async add(person: Person, name: string, response: unknown, page: PasskeyPage): Promise<Added> {
    const challenge = await this.spend(challengeIn(response), person.id, page);
    if (!challenge) return { kind: 'refused' };
    const found = await verifyRegistrationResponse({ response: response as RegistrationResponseJSON, expectedChallenge: challenge, expectedOrigin: page.origin, expectedRPID: page.rpId }).catch(() => undefined); // whatever it holds against the answer: it is refused
    if (!found?.verified) return { kind: 'refused' };
    const { credential, credentialBackedUp } = found.registrationInfo;
    const repo = this.repo(person.realm);
    if ((await repo.countBy({ ownerId: person.id })) >= MOST_PASSKEYS) return { kind: 'many' };
    if (await repo.existsBy({ credentialId: credential.id })) return { kind: 'known' };
    const row = { ownerId: person.id, name, credentialId: credential.id, publicKey: Buffer.from(credential.publicKey), counter: credential.counter, transports: credential.transports ?? [], rpId: page.rpId, synced: credentialBackedUp, lastUsedAt: null };
    const saved = await repo.save(repo.create(row));
    await this.events.emit(new SecurityChanged(person.realm, person.id, 'passkey.added'));
    return { kind: 'added', passkey: saved };
  }

  /** What the browser asks an authenticator for: a passkey of this person or, when nobody is known yet, any passkey of this host. */
  async beginProof(person: Person | undefined, page: PasskeyPage): Promise<PublicKeyCredentialRequestOptionsJSON> {
    const own = person ? await this.repo(person.realm).findBy({ ownerId: person.id, rpId: page.rpId }) : [];
    const options = await generateAuthenticationOptions({ rpID: page.rpId, userVerification: 'required', allowCredentials: own.map(({ credentialId, transports }) => ({ id: credentialId, transports: transports as never })) });
    await this.keep(options.challenge, person?.id ?? null, page);
    return options;
  }

  /** Whose passkey answered; nobody when the answer is wrong, old, from elsewhere or from a copied authenticator. */
  async prove(person: Person | undefined, response: unknown, page: PasskeyPage): Promise<Person | undefined> {
    const challenge = await this.spend(challengeIn(response), person?.id ?? null, page);
    const id = (response as { id?: unknown } | null)?.id;
    if (!challenge || typeof id !== 'string' || id.length > 1_500) return undefined;
    for (const realm of person ? [person.realm] : ([Realm.STAFF, Realm.CUSTOMER] as const)) {
      const row = await this.repo(realm).findOne({ where: { credentialId: id, rpId: page.rpId, ...(person ? { ownerId: person.id } : {}) }, lock: { mode: 'pessimistic_write' } });
      if (row) return this.isRight(realm, row, response as AuthenticationResponseJSON, challenge, page);
    }
    return undefined;
  }

  async rename({ realm, id: ownerId }: Person, id: string, name: string): Promise<void> {
    const { affected } = await this.repo(realm).update({ id, ownerId }, { name });
    if (!affected) throw new NotFoundError();
  }

  async remove({ realm, id: ownerId }: Person, id: string): Promise<void> {
    const { affected } = await this.repo(realm).delete({ id, ownerId });
    if (!affected) throw new NotFoundError();
    await this.events.emit(new SecurityChanged(realm, ownerId, 'passkey.removed'));
  }

  private async isRight(realm: Person['realm'], row: ContactPasskey, response: AuthenticationResponseJSON, challenge: string, page: PasskeyPage): Promise<Person | undefined> {
    const credential = { id: row.credentialId, publicKey: new Uint8Array(row.publicKey), counter: row.counter, transports: row.transports as never };
    const found = await verifyAuthenticationResponse({ response, expectedChallenge: challenge, expectedOrigin: page.origin, expectedRPID: page.rpId, credential }).catch((error: Error) => error);
    if (found instanceof Error || !found.verified) {
      if (found instanceof Error && found.message.includes('counter')) await this.events.emit(new SecurityChanged(realm, row.ownerId, 'passkey.copied'));
      return undefined;
    }
    const { newCounter, credentialBackedUp } = found.authenticationInfo;
    await this.repo(realm).update({ id: row.id }, { counter: newCounter, synced: credentialBackedUp, lastUsedAt: this.clock.now() });
    return { realm, id: row.ownerId };
  }

  private async keep(challenge: string, ownerId: string | null, { browserHash }: PasskeyPage): Promise<void> {
    await this.db.repo(PasskeyChallenge).insert({ challenge, ownerId, browser: browserHash, expiresAt: new Date(this.clock.now().getTime() + CHALLENGE_MINUTES * 60_000) });
  }

  /** A question is answered once: the row goes, whatever becomes of the answer. */
  private async spend(challenge: string | undefined, ownerId: string | null, { browserHash }: PasskeyPage): Promise<string | undefined> {
    if (!challenge) return undefined;
    const repo = this.db.repo(PasskeyChallenge);
    const asked = await repo.findOneBy({ challenge, browser: browserHash, expiresAt: MoreThan(this.clock.now()) });
    const { affected } = asked && asked.ownerId === ownerId ? await repo.delete({ id: asked.id }) : { affected: 0 };
    return affected ? challenge : undefined;
  }

  private repo(realm: Person['realm']) {
    return this.db.repo<ContactPasskey>(realm === Realm.STAFF ? StaffPasskey : ContactPasskey);
  }
}

/** The question that an authenticator says it answers. */
function challengeIn(response: unknown): string | undefined {
  const data = (response as { response?: { clientDataJSON?: unknown } } | null)?.response?.clientDataJSON;
  if (typeof data !== 'string' || data.length > 4_000) return undefined;
  try {
    const { challenge } = JSON.parse(Buffer.from(data, 'base64url').toString()) as { challenge?: unknown };
    return typeof challenge === 'string' ? challenge : undefined;
  } catch {
    return undefined; // not what a browser sends: refused like any wrong answer
  }
}
