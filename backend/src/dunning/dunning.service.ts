import { Injectable } from '@nestjs/common';
import { addDays } from '@demarc/time';
import { systemActor } from '../auth/actor.js';
import { TaxClass } from '../catalog/catalog.entity.js';
import { Customer, CustomerStatus } from '../customers/customer.entity.js';
import { BillingPolicyService } from '../invoices/billing-policy.service.js';
import type { BillingPolicy } from '../invoices/billing-policy.entity.js';
import { InvoicesService } from '../invoices/invoices.service.js';
import { LedgerAccount, LedgerKind } from '../ledger/ledger.entity.js';
import { LedgerService } from '../ledger/ledger.service.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { Queue } from '../platform/queue/queue.js';
import { Language, Tenant } from '../tenancy/tenant.entity.js';
import { DunningFactsService, rulesOf, type CustomerFacts } from './dunning-facts.service.js';
import { dunningVerdict, type DunningAct } from './dunning-rule.js';
import { ArrangementStatus, DunningAccount, DunningDeed, DunningEntry, DunningStage, PaymentArrangement, ServiceOrder, ServiceState } from './dunning.entity.js';
import { DunningStepTaken } from './dunning.events.js';

/** The queue on which services are cut off and given back. */
export const SWITCH = 'dunning.switch';
/** Days between a broken arrangement and what comes next. */
const GRACE_DAYS = 2;
/** What relieves a customer is done at any time; steps against them only by the daily run. */
const RELIEF: ReadonlySet<DunningAct | null> = new Set(['RESTORE', 'CLOSE', 'END_ARRANGEMENT']);

/** What a person did beside the policy. */
export interface Remark {
  readonly note?: string;
  readonly by?: string;
  readonly reminder?: number;
  readonly invoiceId?: string;
}

/** Does what the rule says about one customer, in one transaction: facts, decision and deed are of the same moment. */
@Injectable()
export class DunningService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly queue: Queue,
    private readonly facts: DunningFactsService,
    private readonly policies: BillingPolicyService,
    private readonly invoices: InvoicesService,
    private readonly ledger: LedgerService,
  ) {}

  /** The provider's local day. */
  async today(tenantId: string): Promise<string> {
    return this.clock.today((await this.db.repo(Tenant).findOneByOrFail({ id: tenantId })).timeZone);
  }

  /** Does all that is due for a customer on a day; only what relieves them unless `steps`. Answers what was done. Asked again, it does nothing more. */
  review(tenantId: string, customerId: string, { day, steps = false }: { readonly day?: string; readonly steps?: boolean } = {}): Promise<DunningAct[]> {
    return this.db.tx(systemActor(tenantId), async () => {
      const account = await this.lock(customerId);
      const policy = await this.policies.of(systemActor(tenantId));
      const today = day ?? (await this.today(tenantId));
      const done: DunningAct[] = [];
      for (;;) {
        const [facts] = await this.facts.on(today, policy, customerId);
        const { act } = dunningVerdict(facts!, rulesOf(policy));
        if (!act || !(steps || RELIEF.has(act))) return done;
        await this.perform(tenantId, act, facts!, account, policy);
        done.push(act);
      }
    });
  }

  /** The customer's account, held until the transaction ends; made when there is none. */
  async lock(customerId: string): Promise<DunningAccount> {
    await this.db.query('insert into dunning_account (customer_id) values ($1) on conflict (customer_id) do nothing', [customerId]);
    return this.db.repo(DunningAccount).findOneOrFail({ where: { customerId }, lock: { mode: 'pessimistic_write' } });
  }

  /** Adds a line to the customer's history and tells of it. */
  async note(facts: CustomerFacts, deed: DunningDeed, { note = '', by = 'system', reminder = 0, invoiceId }: Remark = {}): Promise<void> {
    const entry = await this.db.repo(DunningEntry).save(Object.assign(new DunningEntry(), { customerId: facts.customerId, deed, day: facts.today, reminder, owed: facts.owed, currency: facts.currency, note, by, invoiceId: invoiceId ?? null, createdAt: this.clock.now() }));
    await this.events.emit(new DunningStepTaken(entry.id, facts.customerId, deed, by));
  }

  /** Has the service cut off or given back; the equipment is asked after this transaction. */
  async order(tenantId: string, customerId: string, wanted: ServiceState): Promise<void> {
    const { id } = await this.db.repo(ServiceOrder).save(Object.assign(new ServiceOrder(), { customerId, wanted, confirmedAt: null, failure: null, createdAt: this.clock.now() }));
    await this.db.repo(Customer).update({ id: customerId, status: wanted === ServiceState.OFF ? CustomerStatus.ACTIVE : CustomerStatus.SUSPENDED }, { status: wanted === ServiceState.OFF ? CustomerStatus.SUSPENDED : CustomerStatus.ACTIVE });
    await this.queue.send(SWITCH, { tenantId, customerId }, { key: id });
  }

  /** Writes an account down and keeps the one in hand the same. */
  async update(account: DunningAccount, patch: Partial<DunningAccount>): Promise<void> {
    Object.assign(account, patch);
    account.stage = stageOf(account, await this.db.repo(PaymentArrangement).existsBy({ customerId: account.customerId, status: ArrangementStatus.ACTIVE }), (await this.policies.of(systemActor(account.tenantId))).dunning);
    const { stage, stepsDone, lastStepOn, notBefore, suspendedAt, heldUntil, heldBecause, protectedBecause } = account;
    await this.db.repo(DunningAccount).update(account.id, { stage, stepsDone, lastStepOn, notBefore, suspendedAt, heldUntil, heldBecause, protectedBecause });
  }

  /** The step at which dunning goes on for somebody who was cut off and is not any more. */
  beforeSuspension(account: DunningAccount, { dunning }: BillingPolicy): number {
    const at = dunning.findIndex(({ act }) => act === 'SUSPEND');
    return account.suspendedAt && at >= 0 ? at : account.stepsDone;
  }

  private async perform(tenantId: string, act: DunningAct, facts: CustomerFacts, account: DunningAccount, policy: BillingPolicy): Promise<void> {
    const step = { stepsDone: account.stepsDone + 1, lastStepOn: facts.today, notBefore: null };
    switch (act) {
      case 'REMIND': {
        const reminder = policy.dunning.slice(0, step.stepsDone).filter((one) => one.act === 'REMIND').length;
        await this.update(account, step);
        return this.note(facts, DunningDeed.REMINDED, { reminder });
      }
      case 'LATE_FEE': {
        const invoiceId = policy.lateFee > 0 ? await this.charge(tenantId, facts, policy.lateFee) : undefined;
        await this.update(account, step);
        return invoiceId ? this.note(facts, DunningDeed.FEE_CHARGED, { invoiceId }) : undefined;
      }
      case 'SUSPEND':
        await this.update(account, { ...step, suspendedAt: this.clock.now() });
        await this.order(tenantId, facts.customerId, ServiceState.OFF);
        return this.note(facts, DunningDeed.SUSPENDED);
      case 'RESTORE': {
        const isProtected = account.protectedBecause !== '' && facts.owed > 0;
        await this.update(account, isProtected ? { stepsDone: this.beforeSuspension(account, policy), lastStepOn: null, suspendedAt: null } : { stepsDone: 0, lastStepOn: null, notBefore: null, suspendedAt: null });
        await this.order(tenantId, facts.customerId, ServiceState.ON);
        return this.note(facts, DunningDeed.RESTORED);
      }
      case 'CLOSE':
        await this.update(account, { stepsDone: 0, lastStepOn: null, notBefore: null });
        return this.note(facts, DunningDeed.CLOSED);
      case 'END_ARRANGEMENT':
        await this.end(facts.customerId, ArrangementStatus.KEPT);
        await this.update(account, {});
        return this.note(facts, DunningDeed.ARRANGEMENT_KEPT);
      case 'BREAK_ARRANGEMENT': {
        const arrangement = await this.end(facts.customerId, ArrangementStatus.BROKEN);
        await this.update(account, { stepsDone: arrangement.resumeAt, lastStepOn: null, notBefore: addDays(facts.today, GRACE_DAYS) });
        return this.note({ ...facts, owed: facts.owed + facts.arranged }, DunningDeed.ARRANGEMENT_BROKEN);
      }
    }
  }

  /** Ends the customer's arrangement; answers it. */
  async end(customerId: string, status: ArrangementStatus): Promise<PaymentArrangement> {
    const arrangement = await this.db.repo(PaymentArrangement).findOneByOrFail({ customerId, status: ArrangementStatus.ACTIVE });
    await this.db.repo(PaymentArrangement).update(arrangement.id, { status, endedAt: this.clock.now() });
    return arrangement;
  }

  /** A late fee is no supply, so no tax is on it (Excise Tax Act, s. 161); in the books it stands apart from sales. */
  private async charge(tenantId: string, { customerId, currency }: CustomerFacts, fee: number): Promise<string> {
    const system = systemActor(tenantId);
    const { language } = await this.db.repo(Customer).findOneByOrFail({ id: customerId });
    const line = { description: language === Language.EN ? 'Late fee' : 'Frais de retard', quantity: 1, unitPrice: fee, taxable: false, taxClass: TaxClass.EXEMPT };
    const invoiceId = await this.invoices.issueAtOnce(system, { customerId, lines: [line], memo: '' });
    await this.ledger.move(system, { kind: LedgerKind.LATE_FEE, customerId, invoiceId, currency }, fee, LedgerAccount.LATE_FEES, LedgerAccount.REVENUE);
    return invoiceId;
  }
}

/** What a customer's account is called on screen. */
function stageOf(account: DunningAccount, arranged: boolean, steps: BillingPolicy['dunning']): DunningStage {
  if (account.suspendedAt) return DunningStage.SUSPENDED;
  if (arranged) return DunningStage.ARRANGED;
  const done = steps.slice(0, account.stepsDone);
  return done.some(({ act }) => act === 'LATE_FEE') ? DunningStage.FEE_CHARGED : done.length ? DunningStage.REMINDED : DunningStage.CURRENT;
}
