import { Injectable } from '@nestjs/common';
import { addDays } from '@demarc/time';
import { Accounts } from '../auth/accounts.service.js';
import { ArrangementStatus, DunningDeed, DunningEntry, PaymentArrangement } from '../dunning/dunning.entity.js';
import { DunningStepTaken } from '../dunning/dunning.events.js';
import { BillingPolicyService } from '../invoices/billing-policy.service.js';
import { Invoice } from '../invoices/invoice.entity.js';
import { InvoicesService } from '../invoices/invoices.service.js';
import type { Caller } from '../platform/caller.js';
import { Db } from '../platform/db/db.js';
import { On } from '../platform/events/event.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { MessagingService, type Outgoing } from './messaging.service.js';

type Said = Pick<Outgoing, 'template' | 'data'>;

/** Writes to customers about their debts: each thing that was done is told once. */
@Injectable()
export class DebtLettersListener {
  constructor(
    private readonly messaging: MessagingService,
    private readonly accounts: Accounts,
    private readonly db: Db,
    private readonly tenancy: TenancyService,
    private readonly policies: BillingPolicyService,
    private readonly invoices: InvoicesService,
  ) {}

  @On(DunningStepTaken)
  async told({ entryId, customerId }: DunningStepTaken, caller: Caller): Promise<void> {
    const entry = await this.db.repo(DunningEntry).findOneBy({ id: entryId });
    const account = entry && (await this.accounts.customers.of(customerId, null));
    const said = account && (await this.letter(entry, account.name, caller));
    if (!said) return;
    const { email, phone, language } = account;
    // What happens to the service is told on the phone as well: mail may be on the very line that is cut.
    const urgent = entry.deed === DunningDeed.SUSPENDED || entry.deed === DunningDeed.RESTORED;
    const to = urgent || !email ? { email, phone } : { email };
    await this.messaging.send({ tenantId: caller.tenantId, ...said, language, customerId, to, about: `dunning:${entryId}` });
  }

  private async letter(entry: DunningEntry, name: string, caller: Caller): Promise<Said | null> {
    const url = `${await this.tenancy.addressOf(caller.tenantId)}/#/invoices`;
    const owed = { amount: entry.owed, currency: entry.currency };
    switch (entry.deed) {
      case DunningDeed.REMINDED: {
        const since = (await this.invoices.unpaid(caller, entry.customerId))[0]?.dueOn ?? entry.day;
        return { template: 'payment-reminder', data: { reminder: entry.reminder, owed, since, cutOn: await this.cutOn(caller, entry), url } };
      }
      case DunningDeed.FEE_CHARGED: {
        const invoice = await this.db.repo(Invoice).findOneByOrFail({ id: entry.invoiceId! });
        return { template: 'late-fee', data: { fee: { amount: invoice.total, currency: invoice.currency }, number: invoice.number!, url } };
      }
      case DunningDeed.SUSPENDED:
        return { template: 'service-suspended', data: { owed, url } };
      case DunningDeed.RESTORED:
        return { template: 'service-restored', data: { name, url } };
      case DunningDeed.ARRANGED: {
        const arrangement = await this.db.repo(PaymentArrangement).findOneBy({ customerId: entry.customerId, status: ArrangementStatus.ACTIVE });
        return arrangement && { template: 'arrangement-made', data: { instalments: arrangement.instalments.map(({ dueOn, amount }) => ({ dueOn, amount: { amount, currency: arrangement.currency } })), url } };
      }
      case DunningDeed.ARRANGEMENT_BROKEN:
        return { template: 'arrangement-broken', data: { owed, url } };
      default:
        return null;
    }
  }

  /** From when on the service may be cut off, if the policy does that at all: said from the second reminder on. */
  private async cutOn(caller: Caller, { reminder, day }: DunningEntry): Promise<string | null> {
    const { dunning } = await this.policies.of(caller);
    const cut = dunning.find(({ act }) => act === 'SUSPEND');
    const now = dunning.filter(({ act }) => act === 'REMIND')[reminder - 1];
    return cut && now && reminder > 1 ? addDays(day, cut.afterDays - now.afterDays) : null;
  }
}
