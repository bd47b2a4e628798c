import { Injectable } from '@nestjs/common';
import { generateSecret, generateURI, verify } from 'otplib';
import { IsNull, Not } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config/config.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { Schedule } from '../platform/queue/queue.js';
import { Realm } from './auth.entity.js';
import { SecurityChanged } from './auth.events.js';
import type { Person } from './person.js';
import { ContactRecoveryCode, ContactTotp, StaffRecoveryCode, StaffTotp } from './proofs.entity.js';
import { looksLikeRecoveryCode, newRecoveryCodes, recoveryHash } from './recovery-codes.js';
import { isFresh, seal, unseal } from './sealed-secret.js';
import { TokenKeys } from './token-keys.js';

const STEP_SECONDS = 30;

/** What an authenticator app needs to know. */
export interface TotpSetUp {
  /** `otpauth://…`, as the QR code says it. */
  readonly uri: string;
  /** The same secret to type by hand, in groups of four. */
  readonly secret: string;
}

/** How an authenticator app's code or a recovery code was found. */
export type SecondProof = 'app' | 'recovery' | 'wrong';

/**
 * Authenticator apps (RFC 6238) and the recovery codes that stand in for them; of people of the portal and of the office,
 * each in tables of their own. All methods run inside a transaction of the tenant that sees all of it.
 */
@Injectable()
export class TotpService {
  private readonly keys: TokenKeys;

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly events: Events,
    config: Config,
  ) {
    this.keys = new TokenKeys('totp', config.secretKeys);
  }

  async isOn({ realm, id }: Person): Promise<boolean> {
    return this.db.repo(tables[realm].totp).existsBy({ ownerId: id, confirmedAt: Not(IsNull()) });
  }

  /** How many recovery codes are left. */
  recoveryLeft({ realm, id }: Person): Promise<number> {
    return this.db.repo(tables[realm].recovery).countBy({ ownerId: id, usedAt: IsNull() });
  }

  /** Makes a secret for a new app; it counts once `confirm` has seen a code of it. Nothing when an app is on already. */
  async begin(person: Person, issuer: string, label: string): Promise<TotpSetUp | undefined> {
    if (await this.isOn(person)) return undefined;
    const { totp } = tables[person.realm];
    const secret = generateSecret();
    await this.db.repo(totp).delete({ ownerId: person.id });
    await this.db.repo(totp).insert({ ownerId: person.id, secret: seal(secret, this.keys), confirmedAt: null });
    return { uri: generateURI({ issuer, label, secret }), secret: secret.match(/.{1,4}/g)!.join(' ') };
  }

  /** Turns the app on with its first code; answers the recovery codes, which are shown this once. */
  async confirm(person: Person, code: string): Promise<string[] | undefined> {
    if ((await this.isOn(person)) || !(await this.isCode(person, code))) return undefined;
    await this.db.repo(tables[person.realm].totp).update({ ownerId: person.id }, { confirmedAt: this.clock.now() });
    await this.events.emit(new SecurityChanged(person.realm, person.id, 'totp.on'));
    return this.renewRecovery(person);
  }

  /** Whether it is a code of the person's app or one of their recovery codes; either counts once. */
  async check(person: Person, text: string): Promise<SecondProof> {
    if (!(await this.isOn(person))) return 'wrong';
    if (looksLikeRecoveryCode(text)) {
      const { affected } = await this.db.repo(tables[person.realm].recovery).update({ ownerId: person.id, hash: recoveryHash(text), usedAt: IsNull() }, { usedAt: this.clock.now() });
      if (affected) await this.events.emit(new SecurityChanged(person.realm, person.id, 'recovery.used'));
      return affected ? 'recovery' : 'wrong';
    }
    return (await this.isCode(person, text)) ? 'app' : 'wrong';
  }

  /** New recovery codes; the old ones are worth nothing from now on. */
  async renewRecovery(person: Person): Promise<string[]> {
    const { recovery } = tables[person.realm];
    const codes = newRecoveryCodes();
    await this.db.repo(recovery).delete({ ownerId: person.id });
    await this.db.repo(recovery).insert(codes.map((code) => ({ ownerId: person.id, hash: recoveryHash(code), usedAt: null })));
    await this.events.emit(new SecurityChanged(person.realm, person.id, 'recovery.renewed'));
    return codes;
  }

  /** Takes app and recovery codes away. */
  async remove(person: Person): Promise<void> {
    const { totp, recovery } = tables[person.realm];
    await this.db.repo(recovery).delete({ ownerId: person.id });
    const { affected } = await this.db.repo(totp).delete({ ownerId: person.id });
    if (affected) await this.events.emit(new SecurityChanged(person.realm, person.id, 'totp.off'));
  }

  /** Seals what an older key sealed with the newest one, so that the older key can be taken out. */
  @Schedule('41 3 * * *')
  async reseal(): Promise<void> {
    await this.db.unscoped('keys are those of all tenants', async () => {
      for (const { totp } of Object.values(tables)) {
        for (const { id, secret } of await this.db.repo(totp).find()) {
          if (!isFresh(secret, this.keys)) await this.db.repo(totp).update({ id }, { secret: seal(unseal(secret, this.keys), this.keys) });
        }
      }
    });
  }

  /** A phone's clock may be off by half a minute either way; a step's code counts once, whoever is faster. */
  private async isCode({ realm, id }: Person, text: string): Promise<boolean> {
    const token = text.replace(/\s/g, '');
    if (!/^\d{6}$/.test(token)) return false;
    const { totp } = tables[realm];
    const row = await this.db.repo(totp).findOne({ where: { ownerId: id }, lock: { mode: 'pessimistic_write' } });
    if (!row) return false;
    const found = await verify({ secret: unseal(row.secret, this.keys), token, epoch: Math.floor(this.clock.now().getTime() / 1000), epochTolerance: STEP_SECONDS });
    if (!found.valid || !('timeStep' in found) || found.timeStep <= row.lastStep) return false;
    await this.db.repo(totp).update({ id: row.id }, { lastStep: found.timeStep });
    return true;
  }
}

const tables = {
  [Realm.CUSTOMER]: { totp: ContactTotp, recovery: ContactRecoveryCode },
  [Realm.STAFF]: { totp: StaffTotp, recovery: StaffRecoveryCode },
} as const;
