import { Injectable } from '@nestjs/common';
import type { Actor } from '../auth/actor.js';
import type { Caller } from '../platform/caller.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { BadInputError } from '../platform/graphql/errors.js';
import { one, type Read } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { BillingPolicy, type DunningStep } from './billing-policy.entity.js';
import type { BillingPolicyInput } from './billing-policy.inputs.js';
import { BillingPolicyChanged } from './invoice.events.js';
import { isGstNumber, isQstNumber, plainTaxNumber } from './tax-number.js';

/** What happens to a debt where the provider has not said otherwise. */
export const DEFAULT_DUNNING: readonly DunningStep[] = [
  { afterDays: 3, act: 'REMIND' }, { afterDays: 10, act: 'REMIND' }, { afterDays: 20, act: 'REMIND' }, { afterDays: 30, act: 'SUSPEND' },
];

/** How a provider bills: read by everything that bills by itself, changed in the settings. */
@Injectable()
export class BillingPolicyService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly events: Events,
  ) {}

  /** The policy in force. */
  async of(caller: Caller): Promise<BillingPolicy> {
    const kept = await this.db.tx(caller, () => this.db.repo(BillingPolicy).findOneBy({ tenantId: caller.tenantId }));
    const policy = kept ?? Object.assign(new BillingPolicy(), { tenantId: caller.tenantId });
    return policy.dunning.length ? policy : Object.assign(policy, { dunning: [...DEFAULT_DUNNING] });
  }

  async read(me: Actor): Promise<Read<BillingPolicy>> {
    await this.ensure(me);
    return one(BillingPolicy, (policy) => sql`${policy.tenantId} = ${me.tenantId}`);
  }

  async change(me: Actor, input: BillingPolicyInput): Promise<Read<BillingPolicy>> {
    const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined && value !== null)) as Partial<BillingPolicy>;
    if (given.gstNumber !== undefined) given.gstNumber = plainTaxNumber(given.gstNumber);
    if (given.qstNumber !== undefined) given.qstNumber = plainTaxNumber(given.qstNumber);
    if (given.gstNumber && !isGstNumber(given.gstNumber)) throw new BadInputError('This is no GST number: nine digits with a right check digit, RT, and four digits.', { 'input.gstNumber': 'check' });
    if (given.qstNumber && !isQstNumber(given.qstNumber)) throw new BadInputError('This is no QST number: ten digits, TQ, and four digits.', { 'input.qstNumber': 'check' });
    if (given.dunning) given.dunning = stepsInOrder(given.dunning);
    await this.ensure(me);
    if (Object.keys(given).length) await this.db.repo(BillingPolicy).update({ tenantId: me.tenantId }, given);
    await this.events.emit(new BillingPolicyChanged(me.name, Object.keys(given)));
    return one(BillingPolicy, (policy) => sql`${policy.tenantId} = ${me.tenantId}`);
  }

  /** The switch that makes all billing stand still, or go on. */
  async pause(me: Actor, paused: boolean): Promise<Read<BillingPolicy>> {
    await this.ensure(me);
    await this.db.repo(BillingPolicy).update({ tenantId: me.tenantId }, { paused, pausedBy: paused ? me.name : '', pausedAt: paused ? this.clock.now() : null });
    await this.events.emit(new BillingPolicyChanged(me.name, ['paused']));
    return one(BillingPolicy, (policy) => sql`${policy.tenantId} = ${me.tenantId}`);
  }

  private async ensure(me: Actor): Promise<void> {
    await this.db.tx(me, () => this.db.query('insert into billing_policy (dunning) values ($1) on conflict do nothing', [JSON.stringify(DEFAULT_DUNNING)]));
  }
}

/** Steps in the order of days. Nobody is cut off who was not reminded at least three days before. */
function stepsInOrder(steps: readonly DunningStep[]): DunningStep[] {
  const ordered = steps.toSorted((a, b) => a.afterDays - b.afterDays);
  const cut = ordered.find(({ act }) => act === 'SUSPEND');
  if (cut && !ordered.some(({ act, afterDays }) => act === 'REMIND' && afterDays <= cut.afterDays - 3)) throw new BadInputError('A reminder has to come at least three days before a suspension.', { 'input.dunning': 'reminder' });
  return ordered;
}
