import { Injectable } from '@nestjs/common';
import { addDays } from '@demarc/time';
import type { Actor } from '../auth/actor.js';
import { Customer } from '../customers/customer.entity.js';
import { BillingPolicyService } from '../invoices/billing-policy.service.js';
import { Invoice } from '../invoices/invoice.entity.js';
import { InvoicesService } from '../invoices/invoices.service.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { BadInputError, NotFoundError } from '../platform/graphql/errors.js';
import { one, type Read } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { DunningFactsService, rulesOf, type CustomerFacts } from './dunning-facts.service.js';
import { dunningVerdict, type DunningRules } from './dunning-rule.js';
import { ArrangementStatus, DunningAccount, DunningDeed, DunningRun, PaymentArrangement, ServiceState } from './dunning.entity.js';
import type { ArrangementInput, HoldArgs, InstalmentInput, ProtectArgs } from './dunning.inputs.js';
import { ArrangementEnded, ArrangementUnderWay, DunningForecast, DunningPlan, InstalmentsDoNotAddUp, NothingOwed, NotSuspended } from './dunning.results.js';
import { DunningService } from './dunning.service.js';

const MOST = 500;
/** Longer promises are for a person to look at again. */
const LONGEST_HOLD = 90;
const LONGEST_ARRANGEMENT = 366;

/** What the office sees and says about debts: the dry run, holds, protections, arrangements, and giving a service back by hand. */
@Injectable()
export class DunningOfficeService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly facts: DunningFactsService,
    private readonly dunning: DunningService,
    private readonly invoices: InvoicesService,
    private readonly policies: BillingPolicyService,
  ) {}

  account(customerId: string): Read<DunningAccount> {
    return one(DunningAccount, (account) => sql`${account.customerId} = ${customerId}`);
  }

  /** What the next run would do, without doing it. */
  plan(me: Actor): Promise<DunningPlan> {
    return this.db.tx(me, async () => {
      const policy = await this.policies.of(me);
      const today = await this.dunning.today(me.tenantId);
      const day = (await this.db.repo(DunningRun).existsBy({ day: today })) ? addDays(today, 1) : today;
      const who = await this.facts.on(day, policy);
      const lines = who.map((facts) => forecast(facts, rulesOf(policy))).sort((a, b) => Number(b.act !== null) - Number(a.act !== null) || b.owed.amount + b.arranged.amount - a.owed.amount - a.arranged.amount);
      const owed = { amount: lines.reduce((sum, line) => sum + line.owed.amount + line.arranged.amount, 0), currency: policy.currency };
      return Object.assign(new DunningPlan(), { day, hour: policy.dunningHour, active: policy.dunningActive, paused: policy.paused, customers: lines.length, owed, lines: lines.slice(0, MOST) });
    });
  }

  /** The same for one customer, as of today. */
  forecast(me: Actor, customerId: string): Promise<DunningForecast> {
    return this.db.tx(me, async () => forecast(await this.factsOf(me, customerId), rulesOf(await this.policies.of(me))));
  }

  /** Leaves a customer alone until a day, or no longer. */
  hold(me: Actor, { customerId, until, reason }: HoldArgs): Promise<Read<DunningAccount>> {
    return this.db.tx(me, async () => {
      const facts = await this.factsOf(me, customerId);
      if (until) within(until, facts.today, LONGEST_HOLD, 'until');
      await this.dunning.update(await this.dunning.lock(customerId), { heldUntil: until ?? null, heldBecause: until ? reason : '' });
      await this.dunning.note(facts, until ? DunningDeed.HELD : DunningDeed.RELEASED, { note: reason, by: me.name });
      return this.account(customerId);
    });
  }

  /** Writes down why a service must stay on, or that it need not any longer. Whoever was cut off gets it back. */
  protect(me: Actor, { customerId, reason }: ProtectArgs): Promise<Read<DunningAccount>> {
    return this.db.tx(me, async () => {
      const facts = await this.factsOf(me, customerId);
      await this.dunning.update(await this.dunning.lock(customerId), { protectedBecause: reason.trim() });
      await this.dunning.note(facts, reason.trim() ? DunningDeed.PROTECTED : DunningDeed.UNPROTECTED, { note: reason.trim(), by: me.name });
      await this.dunning.review(me.tenantId, customerId);
      return this.account(customerId);
    });
  }

  /** Gives a service back on a promise; it is cut off again after that day if nothing was paid. */
  restore(me: Actor, args: HoldArgs): Promise<Read<DunningAccount> | NotSuspended> {
    return this.db.tx(me, async () => {
      const facts = await this.factsOf(me, args.customerId);
      const account = await this.dunning.lock(args.customerId);
      if (!account.suspendedAt) return new NotSuspended();
      const until = args.until ?? addDays(facts.today, 3);
      within(until, facts.today, LONGEST_HOLD, 'until');
      await this.dunning.update(account, { stepsDone: this.dunning.beforeSuspension(account, await this.policies.of(me)), suspendedAt: null, lastStepOn: null, heldUntil: until, heldBecause: args.reason });
      await this.dunning.order(me.tenantId, args.customerId, ServiceState.ON);
      await this.dunning.note(facts, DunningDeed.RESTORED, { note: args.reason, by: me.name });
      return this.account(args.customerId);
    });
  }

  /** Writes down what a customer has promised. What is under it counts as not overdue while they keep to it. */
  arrange(me: Actor, { customerId, instalments, note }: ArrangementInput): Promise<Read<PaymentArrangement> | NothingOwed | InstalmentsDoNotAddUp | ArrangementUnderWay> {
    return this.db.tx(me, async () => {
      const facts = await this.factsOf(me, customerId);
      const account = await this.dunning.lock(customerId);
      if (await this.db.repo(PaymentArrangement).existsBy({ customerId, status: ArrangementStatus.ACTIVE })) return new ArrangementUnderWay();
      const owed = await this.arrangeable(me, customerId, facts.today);
      const total = owed.reduce((sum, invoice) => sum + invoice.balance, 0);
      if (!total) return new NothingOwed();
      inOrder(instalments, facts.today);
      if (instalments.reduce((sum, { amount }) => sum + amount, 0) !== total) return InstalmentsDoNotAddUp.to(total, facts.currency);
      const resumeAt = this.dunning.beforeSuspension(account, await this.policies.of(me));
      const arrangement = await this.db.repo(PaymentArrangement).save(Object.assign(new PaymentArrangement(), {
        customerId, total, currency: facts.currency, instalments: instalments.map(({ dueOn, amount }) => ({ dueOn, amount })), invoiceIds: owed.map(({ id }) => id), resumeAt, note, agreedBy: me.name, endedAt: null, createdAt: this.clock.now(),
      }));
      await this.dunning.update(account, {});
      await this.dunning.note(facts, DunningDeed.ARRANGED, { note, by: me.name });
      await this.dunning.review(me.tenantId, customerId);
      return this.read(arrangement.id);
    });
  }

  /** Takes an arrangement back: what was under it is overdue again, and dunning goes on where it was. */
  cancel(me: Actor, id: string): Promise<Read<PaymentArrangement> | ArrangementEnded> {
    return this.db.tx(me, async () => {
      const found = await this.db.repo(PaymentArrangement).findOneBy({ id });
      if (!found) throw new NotFoundError();
      const account = await this.dunning.lock(found.customerId);
      const facts = await this.factsOf(me, found.customerId);
      if (facts.arrangement === null) return new ArrangementEnded();
      await this.dunning.end(found.customerId, ArrangementStatus.CANCELLED);
      await this.dunning.update(account, { stepsDone: found.resumeAt, lastStepOn: null });
      await this.dunning.note(facts, DunningDeed.ARRANGEMENT_CANCELLED, { by: me.name });
      return this.read(id);
    });
  }

  /** What can be spread: what is overdue; where nothing is, all that is unpaid. */
  async arrangeable(me: Actor, customerId: string, today: string): Promise<Invoice[]> {
    const unpaid = await this.invoices.unpaid(me, customerId);
    const overdue = unpaid.filter(({ dueOn }) => dueOn < today);
    return overdue.length ? overdue : unpaid;
  }

  private async factsOf(me: Actor, customerId: string): Promise<CustomerFacts> {
    if (!(await this.db.repo(Customer).existsBy({ id: customerId }))) throw new NotFoundError();
    const [facts] = await this.facts.on(await this.dunning.today(me.tenantId), await this.policies.of(me), customerId);
    return facts!;
  }

  private read(id: string): Read<PaymentArrangement> {
    return one(PaymentArrangement, (arrangement) => sql`${arrangement.id} = ${id}`);
  }
}

const days = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

function forecast(facts: CustomerFacts, rules: DunningRules): DunningForecast {
  const { customerId, name, number, stage, oldestDueOn, currency, today } = facts;
  const money = (amount: number) => ({ amount, currency });
  return Object.assign(new DunningForecast(), { customerId, name, number, stage, oldestDueOn, owed: money(facts.owed), arranged: money(facts.arranged), daysLate: oldestDueOn ? days(oldestDueOn, today) : 0, ...dunningVerdict(facts, rules) });
}

function within(day: string, today: string, most: number, field: string): void {
  if (day < today) throw new BadInputError('This day has passed.', { [field]: 'min' });
  if (day > addDays(today, most)) throw new BadInputError(`Choose a day within ${most} days.`, { [field]: 'max' });
}

function inOrder(instalments: readonly InstalmentInput[], today: string): void {
  instalments.forEach(({ dueOn }, i) => {
    within(dueOn, today, LONGEST_ARRANGEMENT, `input.instalments.${i}.dueOn`);
    if (i > 0 && dueOn <= instalments[i - 1]!.dueOn) throw new BadInputError('Each instalment is later than the one before.', { [`input.instalments.${i}.dueOn`]: 'order' });
  });
}
