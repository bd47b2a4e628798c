import { Injectable } from '@nestjs/common';
import type { EntityTarget, ObjectLiteral } from 'typeorm';
import { Address, AddressStreet, ServiceArea } from '../addresses/address.entity.js';
import { AddressesService } from '../addresses/addresses.service.js';
import { AlertRule, DeviceKey, Sample } from '../alerts/alert.entity.js';
import { systemActor } from '../auth/actor.js';
import { Role, StaffUser } from '../auth/auth.entity.js';
import { PasswordsService } from '../auth/passwords.service.js';
import { RunsService } from '../billing/runs.service.js';
import { SubscriptionChangesService } from '../billing/subscription-changes.service.js';
import { CatalogItem, ServiceSubscription, TaxRateRow } from '../catalog/catalog.entity.js';
import { Contact, Customer, CustomerContact, Phone, ServiceLocation } from '../customers/customer.entity.js';
import { Job, JobHistory, Technician } from '../dispatch/dispatch.entity.js';
import { MaintenancePlan, MaintenanceVisit } from '../dispatch/maintenance.entity.js';
import { TechnicianPosition } from '../dispatch/tracking.entity.js';
import { DunningAccount, DunningEntry, PaymentArrangement, ServiceOrder, SwitchedService } from '../dunning/dunning.entity.js';
import { Device, DeviceMovement } from '../equipment/device.entity.js';
import { BillingPolicy } from '../invoices/billing-policy.entity.js';
import { Part, PartMovement, StockPlace } from '../equipment/stock.entity.js';
import { FieldPhone } from '../field/field.entity.js';
import { PartNeed } from '../field/part-need.entity.js';
import { Invoice, InvoiceLine } from '../invoices/invoice.entity.js';
import { LedgerEntry, LedgerOperation } from '../ledger/ledger.entity.js';
import { LedgerService } from '../ledger/ledger.service.js';
import { ServiceNotice } from '../notices/notice.entity.js';
import { AreaRequest } from '../orders/area-request.entity.js';
import { Order } from '../orders/order.entity.js';
import { OutgoingMessage } from '../messaging/outgoing-message.entity.js';
import { Autopay, AutopayCharge, AutopayRun } from '../payments/autopay.entity.js';
import { Payment, PaymentAllocation } from '../payments/payment.entity.js';
import { LineReading } from '../diagnostics/line-reading.entity.js';
import { Dispute } from '../payments/refund.entity.js';
import { SavedMethod } from '../payments/saved-method.entity.js';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config/config.js';
import { Db } from '../platform/db/db.js';
import { NumbersService } from '../tenancy/numbers.service.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { Tenant, TenantDomain } from '../tenancy/tenant.entity.js';
import { Article, SavedReply } from '../tickets/desk.entity.js';
import { ServiceHours, ServiceLevel } from '../tickets/service-level.entity.js';
import { Ticket, TicketMessage } from '../tickets/ticket.entity.js';
import { DEMO_PASSWORD, demoRoles, demoStaff, SIGN_IN_AS } from './demo-accounts.js';
import { demoAutopay } from './demo-autopay.js';
import { demoAddresses } from './demo-addresses.js';
import { demoLedger } from './demo-billing.js';
import { demoCatalog, demoTaxes } from './demo-catalog.js';
import { demoCustomers, type People } from './demo-customers.js';
import { demoDebts } from './demo-dunning.js';
import { demoField } from './demo-jobs.js';
import { DemoLinesService } from './demo-lines.service.js';
import { demoNotices } from './demo-notices.js';
import { demoAreaRequests, demoOrders } from './demo-orders.js';
import { demoDeviceKey, demoMessages, demoReadings, demoRules, demoSamples } from './demo-signals.js';
import { demoStock } from './demo-stock.js';
import { demoArticles, demoPromises, demoReplies } from './demo-desk.js';
import { demoTickets } from './demo-tickets.js';
import { demoPhones, demoPositions, demoUpkeep } from './demo-upkeep.js';
import { demoRuns, fromTheSystemBefore } from './demo-runs.js';
import { seeded } from './seeded.js';

const CUSTOMERS = 300;
const TICKETS = 120;
const OPEN_TICKETS = 14;
/** PostgreSQL takes at most 65,535 values in one statement. */
const MOST_VALUES = 30_000;

/** Who a visitor may sign in as. */
export type SignInAs = Tenant['signInAs'];

/** The provider of a fresh start: Fibre Boréale, the same each time, its days counted from today. */
@Injectable()
export class DemoService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly tenancy: TenancyService,
    private readonly numbers: NumbersService,
    private readonly passwords: PasswordsService,
    private readonly ledger: LedgerService,
    private readonly register: AddressesService,
    private readonly runs: RunsService,
    private readonly changes: SubscriptionChangesService,
    private readonly lines: DemoLinesService,
  ) {}

  /** Makes the demo when there is no tenant at all; answers whom one may sign in as, or nothing without a demo. */
  async ensure(): Promise<SignInAs> {
    const tenants = await this.tenancy.all();
    const demo = tenants.find((tenant) => tenant.demo);
    if (demo) await this.lines.speak(demo.id, true); // at once: they were silent while the product stood still
    if (demo || !this.config.demo || tenants.length) return demo?.signInAs ?? [];
    const passwordHash = await this.passwords.hash(DEMO_PASSWORD);
    const tenant = demoTenant();
    let made!: Awaited<ReturnType<DemoService['fill']>>;
    await this.db.unscoped('a tenant is made before there is a scope', async () => {
      await this.db.repo(Tenant).insert(tenant);
      await this.db.repo(TenantDomain).insert({ host: 'localhost', tenantId: tenant.id });
      await this.db.query(`select set_config('app.tenant', $1, true), set_config('app.customer', '*', true)`, [tenant.id]);
      made = await this.fill(tenant, passwordHash);
    });
    this.tenancy.forget();
    await demoRuns({ ...systemActor(tenant.id), name: 'Josée Thibault' }, { db: this.db, runs: this.runs, changes: this.changes }, made.people, made.catalog, this.clock.today(tenant.timeZone));
    await this.lines.speak(tenant.id, true);
    return tenant.signInAs;
  }

  private async fill(tenant: Tenant, passwordHash: string): Promise<{ readonly people: People; readonly catalog: readonly CatalogItem[] }> {
    const random = seeded(20_261_121);
    const now = this.clock.now();
    const today = this.clock.today(tenant.timeZone);
    const catalog = demoCatalog();
    const taxes = demoTaxes();
    const staff = demoStaff(passwordHash);
    const people = demoCustomers(random, catalog, today, CUSTOMERS);
    const ledger = demoLedger(random, people, catalog, taxes, today);
    const automatic = demoAutopay(people, ledger, today, tenant.timeZone);
    const debts = demoDebts(people, ledger, today, now);
    fromTheSystemBefore(people, ledger, catalog, today);
    const [hours, levels] = demoPromises();
    const desk = demoTickets(random, people, staff, now, TICKETS, OPEN_TICKETS);
    const field = demoField(random, people, { today, zone: tenant.timeZone, now });
    const upkeep = demoUpkeep(field.jobs, { today, zone: tenant.timeZone, now });
    const positions = demoPositions(field.jobs, field.technicians, people.locations, { today, zone: tenant.timeZone, now });
    const stock = demoStock(random, field.technicians, people.devices);
    const register = demoAddresses(random, (text) => this.register.folded(text));
    const orders = demoOrders(seeded(20_261_123), people, field, catalog, now);
    await this.keep([[Role, demoRoles()], [StaffUser, staff], [CatalogItem, catalog], [TaxRateRow, taxes]]);
    await this.keep([[Customer, people.customers], [Contact, people.contacts], [CustomerContact, people.links], [Phone, people.phones], [ServiceLocation, people.locations]]);
    await this.keep([[AddressStreet, register.streets], [Address, register.addresses], [ServiceArea, register.areas]]);
    await this.keep([[StockPlace, stock.places], [Part, stock.parts], [PartMovement, stock.movements], [PartNeed, stock.needs]]);
    await this.keep([[ServiceSubscription, people.subscriptions], [Device, people.devices], [DeviceMovement, people.movements]]);
    await this.keep([[Invoice, ledger.invoices], [InvoiceLine, ledger.lines], [Payment, ledger.payments], [PaymentAllocation, ledger.allocations]]);
    await this.ledger.catchUp(ledger.invoices.map(({ id }) => id), ledger.payments.map(({ id }) => id));
    await this.keep([[BillingPolicy, [debts.policy]], [DunningAccount, debts.accounts], [DunningEntry, debts.entries], [PaymentArrangement, debts.arrangements], [ServiceOrder, debts.orders], [SwitchedService, debts.switched], [Dispute, debts.disputes], [LedgerOperation, debts.operations], [LedgerEntry, debts.bookings]]);
    await this.keep([[SavedMethod, automatic.methods], [Autopay, automatic.autopays], [AutopayRun, automatic.runs], [AutopayCharge, automatic.charges]]);
    await this.keep([[Ticket, desk.tickets], [TicketMessage, desk.messages], [SavedReply, demoReplies()], [ServiceHours, hours], [ServiceLevel, levels], [Article, demoArticles()], [Technician, field.technicians], [Job, field.jobs], [JobHistory, field.history]]);
    await this.keep([[MaintenancePlan, upkeep.plans], [MaintenanceVisit, upkeep.visits], [TechnicianPosition, positions], [FieldPhone, demoPhones(field.technicians, now)]]);
    await this.keep([[Order, orders], [AreaRequest, demoAreaRequests()], [ServiceNotice, demoNotices(today, tenant.timeZone, now)]]);
    await this.keep([[AlertRule, demoRules()], [DeviceKey, [demoDeviceKey()]], [Sample, demoSamples(random, people, now)], [LineReading, demoReadings(seeded(20_261_122), people, field.jobs, field.technicians)], [OutgoingMessage, demoMessages(people, ledger, this.config.publicUrl, now)]]);
    await this.numbers.next('C', CUSTOMERS);
    await this.numbers.next('ticket', TICKETS);
    await this.numbers.next('job', field.jobs.length);
    await this.numbers.next('order', orders.length);
    for (const [year, invoices] of Map.groupBy(ledger.invoices, (invoice) => invoice.issuedOn.slice(0, 4))) await this.numbers.next(`INV-${year}`, invoices.length);
    return { people, catalog };
  }

  private async keep(tables: readonly (readonly [EntityTarget<ObjectLiteral>, readonly object[]])[]): Promise<void> {
    for (const [entity, rows] of tables) {
      const repo = this.db.repo(entity);
      const chunk = Math.floor(MOST_VALUES / repo.metadata.columns.length);
      for (let from = 0; from < rows.length; from += chunk) await repo.insert(rows.slice(from, from + chunk));
    }
  }
}

function demoTenant(): Tenant {
  return Object.assign(new Tenant(), {
    slug: 'demo', name: 'Fibre Boréale', legalName: 'Fibre Boréale inc.', language: 'FR', timeZone: 'America/Toronto', currency: 'CAD', colour: '#0b6e4f', logoUrl: null,
    email: 'bonjour@demo.example', phone: '450-555-0100', termsDays: 21, live: false, demo: true, disclosingSignIn: false, shareLinks: true, signInAs: SIGN_IN_AS,
    invoiceFooter: 'Fibre Boréale inc. · 250, rue Saint-Georges, Saint-Jérôme (Québec) J7Z 5A1 · TPS 12345 6789 RT0001 · TVQ 1234567890 TQ0001',
  });
}
