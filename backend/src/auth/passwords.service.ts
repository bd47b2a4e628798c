import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { SignInMethod, type Tenant } from '../tenancy/tenant.entity.js';
import { In, IsNull, Not } from 'typeorm';
import { systemActor, type Actor } from './actor.js';
import { Realm, StaffUser, type AccountRef } from './auth.entity.js';
import { SecurityChanged } from './auth.events.js';
import { hashPassword, isPassword } from './password-hash.js';
import { PeopleService } from './people.service.js';
import { personOf, personOfAccount, type Person } from './person.js';
import { ContactPassword } from './proofs.entity.js';
import type { Proof } from './tickets.service.js';

/** At least as many passwords are compared for every try, so that the time says nothing about who exists. */
const COMPARED = 2;
/** Two people of the portal may share an address of the system before; more than these are not looked at. */
const MOST_COMPARED = 4;

interface Candidate {
  readonly hash: string;
  readonly proof: Proof;
}

/** Passwords of the office and of people of the portal: made, compared and changed. */
@Injectable()
export class PasswordsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly people: PeopleService,
  ) {}

  /** The stored form of a password. */
  hash(password: string): Promise<string> {
    return hashPassword(password);
  }

  /** Who signs in with this name and password; the same work is done when nobody does. */
  async find(tenant: Tenant, identifier: string, password: string): Promise<Proof | undefined> {
    const candidates = await this.db.tx(systemActor(tenant.id), () => this.candidates(tenant, identifier));
    const hashes: (Candidate | undefined)[] = [...candidates, ...Array<undefined>(Math.max(0, COMPARED - candidates.length))];
    const right = await Promise.all(hashes.map(async (candidate) => ((await isPassword(password, candidate?.hash)) ? candidate : undefined)));
    return right.find(Boolean)?.proof;
  }

  /** Whether it is the password of somebody who is signed in. */
  async isOwn(me: Actor, password: string): Promise<boolean> {
    const person = personOf(me);
    const hash = person && (await this.db.tx(systemActor(me.tenantId), () => this.hashOf(person)));
    return isPassword(password, hash);
  }

  /** Whether somebody has chosen a password. */
  async isSet(person: Person): Promise<boolean> {
    return Boolean(await this.hashOf(person));
  }

  /** Gives somebody a new password. Inside a transaction of the tenant. */
  async set(person: Person, hash: string): Promise<void> {
    const now = this.clock.now();
    if (person.realm === Realm.STAFF) await this.db.repo(StaffUser).update({ id: person.id }, { passwordHash: hash });
    else {
      await this.db.repo(ContactPassword).createQueryBuilder().insert().values({ ownerId: person.id, hash: null, invitedAt: now, activatedAt: null }).orIgnore().execute();
      await this.db.repo(ContactPassword).update({ ownerId: person.id, activatedAt: IsNull() }, { activatedAt: now });
      await this.db.repo(ContactPassword).update({ ownerId: person.id }, { hash });
    }
    await this.events.emit(new SecurityChanged(person.realm, person.id, 'password.set'));
  }

  private async hashOf(person: Person): Promise<string | null> {
    if (person.realm === Realm.STAFF) return (await this.db.repo(StaffUser).findOneBy({ id: person.id, active: true }))?.passwordHash ?? null;
    return (await this.db.repo(ContactPassword).findOneBy({ ownerId: person.id }))?.hash ?? null;
  }

  /** Everybody of that name who has a password and may use it; the office first. */
  private async candidates(tenant: Tenant, identifier: string): Promise<Candidate[]> {
    const { staff, customers } = await this.people.find(tenant, identifier, SignInMethod.PASSWORD);
    const office = staff.filter(({ passwordHash }) => passwordHash).map(({ id, name, passwordHash }) => ({ hash: passwordHash!, proof: { method: 'password' as const, name, accounts: [], staffId: id } }));
    const byPerson = new Map<string, { name: string; accounts: AccountRef[] }>();
    for (const { customerId, contactId, name } of customers) {
      const { id } = personOfAccount({ customerId, contactId });
      const known = byPerson.get(id) ?? { name, accounts: [] };
      byPerson.set(id, known);
      known.accounts.push({ customerId, contactId });
    }
    // Asked for nobody too, so that somebody who exists costs no statement more.
    const owners = byPerson.size ? [...byPerson.keys()] : [tenant.id];
    const kept = await this.db.repo(ContactPassword).find({ where: { ownerId: In(owners), hash: Not(IsNull()) }, order: { createdAt: 'asc' }, take: MOST_COMPARED });
    return [...office, ...kept.map(({ ownerId, hash }) => ({ hash: hash!, proof: { method: 'password' as const, ...byPerson.get(ownerId)! } }))];
  }
}
