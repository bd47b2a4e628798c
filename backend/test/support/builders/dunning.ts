import { instantOf } from '@demarc/time';
import { systemActor, type Actor } from '../../../src/auth/actor.js';
import { DunningRunsService } from '../../../src/dunning/dunning-runs.service.js';
import { staffOf } from '../actors.js';
import type { TestApp } from '../app.js';
import { aCustomer, aTenant } from '../builders.js';
import { as } from '../graph.js';
import { quebecTaxes } from './invoices.js';
import { until } from './payments.js';

/** A provider that reminds after 3 and 10 days, charges after 15 and cuts off after 30, with somebody at its office and a customer. */
export interface DunningWorld { readonly clerk: Actor; readonly tenantId: string; readonly customerId: string; readonly zone: string }

export const POLICY = { dunningActive: true, dunningHour: 9, lateFee: 1000, smallestDebt: 2000, dunning: [{ afterDays: 3, act: 'REMIND' }, { afterDays: 10, act: 'REMIND' }, { afterDays: 15, act: 'LATE_FEE' }, { afterDays: 30, act: 'SUSPEND' }] };

/** At noon of a local day. */
export const noonOf = (app: TestApp, day: string, zone = 'America/Toronto'): void => app.clock.set(instantOf(day, 12 * 60, zone));

export async function aDunningWorld(app: TestApp, day = '2026-01-05', { zone = 'America/Toronto', policy = {} }: { zone?: string; policy?: object } = {}): Promise<DunningWorld> {
  noonOf(app, day, zone);
  const tenant = await aTenant(app, { timeZone: zone });
  await quebecTaxes(app, tenant.id);
  const world = { clerk: staffOf(tenant.id), tenantId: tenant.id, customerId: (await aCustomer(app, tenant.id, { billingEmail: 'nathalie@exemple.example' })).id, zone };
  await as(app, world.clerk).run('mutation ($input: BillingPolicyInput!) { updateBillingPolicy(input: $input) { dunningActive } }', { input: { ...POLICY, ...policy } });
  return world;
}

/** Goes to a day and has that day's run done; answers what it counted. */
export async function runOn(app: TestApp, world: DunningWorld, day: string): Promise<{ looked: number; reminded: number; charged: number; suspended: number; restored: number }> {
  noonOf(app, day, world.zone);
  const runs = app.app.get(DunningRunsService);
  await runs.run({ tenantId: world.tenantId, runId: await runs.begin(world.tenantId, day, 'system') });
  return until(() => dayOf(app, world, day), (run) => run?.finishedAt !== null);
}

async function dayOf(app: TestApp, { clerk }: DunningWorld, day: string) {
  const { dunningRuns } = await as(app, clerk).run('{ dunningRuns(first: 100) { nodes { day looked reminded charged suspended restored finishedAt } } }');
  return (dunningRuns.nodes as { day: string; finishedAt: string | null; looked: number; reminded: number; charged: number; suspended: number; restored: number }[]).find((run) => run.day === day)!;
}

const ACCOUNT = `query ($id: ID!) { dunningAccount(customerId: $id) { stage stepsDone suspendedAt heldUntil protectedBecause entries { deed day reminder owed { amount } note by invoice { number } } arrangements { id status total { amount } } orders { wanted status confirmedAt failure } customer { status } } }`;

/** What is kept about the customer's debts. */
export const accountOf = async (app: TestApp, { clerk, customerId }: DunningWorld) => (await as(app, clerk).run(ACCOUNT, { id: customerId })).dunningAccount;

/** What the equipment itself says. */
export async function serviceOf(app: TestApp, { tenantId, customerId }: DunningWorld): Promise<string> {
  const rows = await app.db.tx(systemActor(tenantId), () => app.db.query<{ state: string }>('select state from switched_service where customer_id = $1 order by id desc limit 1', [customerId]));
  return rows[0]?.state ?? 'ON';
}
