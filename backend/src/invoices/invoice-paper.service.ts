import { Injectable } from '@nestjs/common';
import type { Actor } from '../auth/actor.js';
import { Customer, ServiceLocation } from '../customers/customer.entity.js';
import type { Caller } from '../platform/caller.js';
import { Db } from '../platform/db/db.js';
import { isUuid } from '../platform/ids.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { Language, Tenant } from '../tenancy/tenant.entity.js';
import { BillingPolicyService } from './billing-policy.service.js';
import { Invoice, InvoiceKind, InvoiceLine, InvoiceStatus } from './invoice.entity.js';
import { invoicePdf, type Paper } from './invoice-pdf.js';

/** Puts an invoice on paper, in its customer's language and its provider's colours. */
@Injectable()
export class InvoicePaperService {
  constructor(
    private readonly db: Db,
    private readonly tenancy: TenancyService,
    private readonly policies: BillingPolicyService,
  ) {}

  /** The PDF of an issued invoice that the caller may see, or null. Whoever keeps payments says which were made for it. */
  async pdf(me: Actor, id: string, paymentsOf: (invoiceId: string) => Promise<Paper['payments']>): Promise<{ name: string; bytes: Buffer } | null> {
    const paper = isUuid(id) ? await this.db.tx(me, () => this.paper(me, id, paymentsOf)) : null;
    return paper && { name: `${paper.number}.pdf`, bytes: await invoicePdf(paper) };
  }

  /** What stands on every paper for a customer: their language, whose paper it is and whom it is for. Inside the open transaction. */
  async letterhead(caller: Caller, customerId: string): Promise<Pick<Paper, 'locale' | 'provider' | 'customer'>> {
    const tenant = await this.db.repo(Tenant).findOneByOrFail({ id: caller.tenantId });
    const customer = await this.db.repo(Customer).findOneByOrFail({ id: customerId });
    const place = await this.db.repo(ServiceLocation).findOne({ where: { customerId }, order: { createdAt: 'ASC', id: 'ASC' } });
    const { gstNumber, qstNumber } = await this.policies.of(caller);
    const footer = [tenant.invoiceFooter, gstNumber && `TPS/GST ${gstNumber}`, qstNumber && `TVQ/QST ${qstNumber}`].filter(Boolean).join(' · ');
    return {
      locale: customer.language === Language.EN ? 'en' : 'fr',
      provider: { name: tenant.name, legalName: tenant.legalName, colour: tenant.colour, email: tenant.email, phone: tenant.phone, footer, logo: await this.tenancy.logoOf(tenant) },
      customer: { name: customer.name, number: customer.number, address: place ? [place.line1, `${place.city} (${place.province})  ${place.postalCode}`] : [] },
    };
  }

  private async paper(me: Actor, id: string, paymentsOf: (invoiceId: string) => Promise<Paper['payments']>): Promise<Paper | null> {
    const invoice = await this.db.repo(Invoice).findOneBy({ id, ...(me.kind === 'customer' ? { customerId: me.customerId ?? '' } : {}) });
    if (!invoice?.number) return null;
    const lines = await this.db.repo(InvoiceLine).find({ where: { invoiceId: id }, order: { position: 'ASC' } });
    const { number, issuedOn, dueOn, currency, subtotal, taxes, total, balance, memo } = invoice;
    return {
      ...(await this.letterhead(me, invoice.customerId)),
      state: invoice.state === InvoiceStatus.PAID ? 'paid' : invoice.state === InvoiceStatus.VOID ? 'void' : 'open',
      payments: await paymentsOf(id),
      link: `${await this.tenancy.addressOf(me.tenantId)}/#/invoices/${number}`,
      isCreditNote: invoice.kind === InvoiceKind.CREDIT_NOTE,
      number, issuedOn, dueOn, currency, lines, subtotal, taxes, total, balance, memo,
    };
  }
}
