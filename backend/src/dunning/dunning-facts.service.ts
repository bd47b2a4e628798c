import { Injectable } from '@nestjs/common';
import { addDays } from '@demarc/time';
import type { BillingPolicy } from '../invoices/billing-policy.entity.js';
import { Db } from '../platform/db/db.js';
import { isHoliday } from './holidays.js';
import { arrangementState, type DunningFacts, type DunningRules } from './dunning-rule.js';
import type { DunningStage, Instalment } from './dunning.entity.js';

/** A customer's facts of a day, with who they are. */
export interface CustomerFacts extends DunningFacts {
  readonly customerId: string;
  readonly name: string;
  readonly number: string;
  readonly currency: string;
  readonly stage: DunningStage;
  /** Overdue and under an arrangement; minor units. */
  readonly arranged: number;
}

interface Row {
  readonly customerId: string;
  readonly name: string;
  readonly number: string;
  readonly currency: string;
  readonly stage: DunningStage | null;
  readonly owed: string;
  readonly oldestDueOn: string | null;
  readonly stepsDone: number | null;
  readonly lastStepOn: string | null;
  readonly notBefore: string | null;
  readonly suspended: boolean;
  readonly heldUntil: string | null;
  readonly protected: boolean;
  readonly disputed: boolean;
  readonly processing: boolean;
  readonly instalments: readonly Instalment[] | null;
  readonly left: string | null;
}

/** The steps of a policy as the rule knows them. */
export const rulesOf = (policy: BillingPolicy): DunningRules => ({ steps: policy.dunning, smallestDebt: policy.smallestDebt });

/** Reads what the rule needs to know, of one customer or of everybody there is something to know about. */
@Injectable()
export class DunningFactsService {
  constructor(private readonly db: Db) {}

  /** Inside a transaction. Without a customer: everybody who owes, is arranged, or was touched before. By customer. */
  async on(today: string, policy: BillingPolicy, customerId: string | null = null): Promise<CustomerFacts[]> {
    const rows = await this.db.query<Row>(
      `with arranged as (
         select a.customer_id, a.invoice_ids, a.instalments, coalesce((select sum(i.balance) from invoice i where i.id = any(a.invoice_ids) and i.state in ('ISSUED', 'PARTLY_PAID')), 0) "left"
         from payment_arrangement a where a.status = 'ACTIVE' and ($2::uuid is null or a.customer_id = $2)
       ), overdue as (
         select i.customer_id, sum(i.balance) owed, min(i.due_on) oldest from invoice i
         where i.state in ('ISSUED', 'PARTLY_PAID') and i.balance > 0 and i.due_on < $1::date and ($2::uuid is null or i.customer_id = $2) and not exists (select from arranged a where a.customer_id = i.customer_id and i.id = any(a.invoice_ids)) group by 1
       ), who as (
         select customer_id from overdue union select customer_id from arranged union select $2::uuid where $2::uuid is not null
         union select customer_id from dunning_account where $2::uuid is null and (steps_done > 0 or suspended_at is not null)
       ), credit as (
         select p.customer_id, sum(p.amount - p.refunded - coalesce((select sum(part.amount) from payment_allocation part where part.payment_id = p.id), 0)) amount
         from payment p join who on who.customer_id = p.customer_id where p.status in ('SUCCEEDED', 'REFUNDED') group by 1
       )
       select c.id "customerId", c.name, c.number, c.currency, account.stage, greatest(coalesce(overdue.owed, 0) - coalesce(credit.amount, 0), 0) owed, overdue.oldest::text "oldestDueOn",
         account.steps_done "stepsDone", account.last_step_on::text "lastStepOn", account.not_before::text "notBefore", account.suspended_at is not null "suspended", account.held_until::text "heldUntil", coalesce(account.protected_because, '') <> '' "protected",
         exists (select from dispute d where d.customer_id = c.id and d.status in ('NEEDS_RESPONSE', 'UNDER_REVIEW')) disputed,
         exists (select from payment p where p.customer_id = c.id and p.status = 'PROCESSING') or exists (select from checkout_session s where s.customer_id = c.id and s.status = 'PROCESSING')
           or exists (select from autopay_charge a where a.customer_id = c.id and a.status in ('CHARGING', 'PROCESSING')) processing,
         arranged.instalments, arranged.left
       from who join customer c on c.id = who.customer_id left join overdue on overdue.customer_id = c.id left join arranged on arranged.customer_id = c.id left join credit on credit.customer_id = c.id
         left join dunning_account account on account.customer_id = c.id order by c.id`,
      [today, customerId],
    );
    const [holiday, holidayTomorrow] = [isHoliday(today, policy.quietDays), isHoliday(addDays(today, 1), policy.quietDays)];
    return rows.map(({ customerId: id, name, number, currency, stage, owed, oldestDueOn, stepsDone, lastStepOn, notBefore, suspended, heldUntil, protected: isProtected, disputed, processing, instalments, left }) => ({
      customerId: id, name, number, currency, stage: stage ?? ('CURRENT' as DunningStage), today, owed: Number(owed), oldestDueOn, stepsDone: stepsDone ?? 0, lastStepOn, notBefore, suspended, heldUntil, protected: isProtected, disputed, processing,
      arrangement: instalments && arrangementState(instalments, Number(left), today), arranged: Number(left ?? 0), paused: policy.paused, holiday, holidayTomorrow,
    }));
  }
}
