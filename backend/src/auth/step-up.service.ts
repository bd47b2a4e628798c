import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { StepUpError } from '../platform/graphql/errors.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import type { StepUpArea } from '../tenancy/tenant.entity.js';
import { systemActor, type Actor } from './actor.js';
import { Session } from './auth.entity.js';
import { SteppedUp } from './auth.events.js';
import { CodesService } from './codes.service.js';
import type { Browser } from './entry.service.js';
import { PasskeysService, type PasskeyPage } from './passkeys.service.js';
import { PasswordsService } from './passwords.service.js';
import { personOf, type Person } from './person.js';
import { CodePurpose } from './proofs.entity.js';
import { redactedEmail, redactedPhone } from './redaction.js';
import { isFreshProof } from './step-up.js';
import { TotpService } from './totp.service.js';

/** How somebody who is signed in can prove once more who they are. */
export interface StepUpWays {
  readonly ways: readonly ('passkey' | 'app' | 'password' | 'code')[];
  /** Where a code would go, as hints. */
  readonly redacted: readonly string[];
}

/** A fresh proof: one of these. */
export interface FreshProof {
  readonly code?: string;
  readonly app?: string;
  readonly password?: string;
  readonly response?: unknown;
}

/** How a fresh proof was taken. */
export type Stepped = { readonly kind: 'fresh'; readonly until: Date } | { readonly kind: 'wrong'; readonly triesLeft?: number } | { readonly kind: 'gone' };

/** Asks once more who somebody is before what matters most. */
@Injectable()
export class StepUpService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly tenancy: TenancyService,
    private readonly codes: CodesService,
    private readonly totp: TotpService,
    private readonly passwords: PasswordsService,
    private readonly passkeys: PasskeysService,
  ) {}

  /** Refuses a customer or somebody of the office whose proof is not fresh, where the provider's policy asks for one. */
  async need(me: Actor, area: StepUpArea): Promise<void> {
    if (me.kind !== 'customer' && me.kind !== 'staff') return;
    const tenant = await this.tenancy.byId(me.tenantId);
    const areas = me.kind === 'staff' ? tenant?.staffStepUp : tenant?.stepUp;
    if (areas?.includes(area) && !(await this.isFresh(me, tenant!.stepUpMinutes))) throw new StepUpError(area);
  }

  /** Whether somebody proved who they are within the tenant's minutes: what changing their own proofs needs, whatever the policy. */
  async isFreshFor(me: Actor): Promise<boolean> {
    return this.isFresh(me, (await this.tenancy.byId(me.tenantId))!.stepUpMinutes);
  }

  async ways(me: Actor, page: PasskeyPage): Promise<StepUpWays> {
    const person = personOf(me);
    if (!person) return { ways: [], redacted: [] };
    const { email, phone } = (await this.codes.addressesOf(me)) ?? { email: null, phone: null };
    return this.db.tx(systemActor(me.tenantId), async () => {
      return {
        ways: [
          ...((await this.passkeys.worksAt(person, page)) ? (['passkey'] as const) : []),
          ...((await this.totp.isOn(person)) ? (['app'] as const) : []),
          ...((await this.passwords.isSet(person)) ? (['password'] as const) : []),
          ...(email || phone ? (['code'] as const) : []),
        ],
        redacted: [...(phone ? [redactedPhone(phone)] : []), ...(email ? [redactedEmail(email)] : [])],
      };
    });
  }

  /** Takes a fresh proof; from now on the session is trusted with more for some minutes. */
  async prove(me: Actor, proof: FreshProof, page: PasskeyPage, browser: Browser): Promise<Stepped> {
    const person = personOf(me);
    if (!person) return { kind: 'gone' };
    if (proof.code !== undefined) {
      const tried = await this.codes.try(me.tenantId, CodePurpose.STEP_UP, me.sessionId!, proof.code, browser);
      return tried.kind === 'right' ? this.fresh(me, person, 'code', browser) : tried;
    }
    const way = proof.app !== undefined ? 'app' : proof.password !== undefined ? 'password' : 'passkey';
    return (await this.isRight(me, person, proof, page)) ? this.fresh(me, person, way, browser) : { kind: 'wrong' };
  }

  private async isRight(me: Actor, person: Person, { app, password, response }: FreshProof, page: PasskeyPage): Promise<boolean> {
    if (password !== undefined) return this.passwords.isOwn(me, password);
    return this.db.tx(systemActor(me.tenantId), async () => (app !== undefined ? (await this.totp.check(person, app)) !== 'wrong' : Boolean(await this.passkeys.prove(person, response, page))));
  }

  private async fresh(me: Actor, person: Person, way: string, browser: Browser): Promise<Stepped> {
    const now = this.clock.now();
    const tenant = await this.tenancy.byId(me.tenantId);
    await this.db.tx(systemActor(me.tenantId), async () => {
      await this.db.repo(Session).update({ id: me.sessionId! }, { verifiedAt: now });
      await this.events.emit(new SteppedUp(me.sessionId!, person.realm, person.id, me.name, way, browser.address));
    });
    return { kind: 'fresh', until: new Date(now.getTime() + tenant!.stepUpMinutes * 60_000) };
  }

  /** What this process remembers of the session may be older than a proof given to another process. */
  private async isFresh(me: Actor, minutes: number): Promise<boolean> {
    const now = this.clock.now();
    if (isFreshProof(me.verifiedAt, now, minutes)) return true;
    const session = me.sessionId ? await this.db.tx(systemActor(me.tenantId), () => this.db.repo(Session).findOneBy({ id: me.sessionId! })) : null;
    return isFreshProof(session?.verifiedAt, now, minutes);
  }
}
