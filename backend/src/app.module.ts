import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Module, type OnModuleDestroy } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import { AccountingModule } from './accounting/accounting.module.js';
import { AddressesModule } from './addresses/addresses.module.js';
import { AlertsModule } from './alerts/alerts.module.js';
import { AuditModule } from './audit/audit.module.js';
import { AuthModule } from './auth/auth.module.js';
import { BillingModule } from './billing/billing.module.js';
import { CatalogModule } from './catalog/catalog.module.js';
import { CustomersModule } from './customers/customers.module.js';
import { DemoModule } from './demo/demo.module.js';
import { DiagnosticsModule } from './diagnostics/diagnostics.module.js';
import { DispatchModule } from './dispatch/dispatch.module.js';
import { DunningModule } from './dunning/dunning.module.js';
import { entities } from './entities.js';
import { EquipmentModule } from './equipment/equipment.module.js';
import { MessagingModule } from './messaging/messaging.module.js';
import { FieldModule } from './field/field.module.js';
import { Config } from './platform/config/config.js';
import { DbModule } from './platform/db/db.module.js';
import { apolloOptions } from './platform/graphql/apollo-options.js';
import { ImportsModule } from './imports/imports.module.js';
import { InboxModule } from './inbox/inbox.module.js';
import { InvoicesModule } from './invoices/invoices.module.js';
import { LedgerModule } from './ledger/ledger.module.js';
import { Log } from './platform/observability/log.js';
import { NoticesModule } from './notices/notices.module.js';
import { OrdersModule } from './orders/orders.module.js';
import { PaymentsModule } from './payments/payments.module.js';
import { PlanningModule } from './planning/planning.module.js';
import { SocketDoor } from './platform/graphql/socket-door.js';
import { PlatformModule } from './platform/platform.module.js';
import { SharesModule } from './shares/shares.module.js';
import { StaffModule } from './staff/staff.module.js';
import { TenancyModule } from './tenancy/tenancy.module.js';
import { TicketsModule } from './tickets/tickets.module.js';
import { VisionModule } from './vision/vision.module.js';

/** The modules, in their order: each may use those above it and hears of those below by events only. */
@Module({
  imports: [
    PlatformModule,
    DbModule.forRoot(entities),
    GraphQLModule.forRootAsync<ApolloDriverConfig>({ driver: ApolloDriver, inject: [Config, Log], useFactory: apolloOptions }),
    TenancyModule,
    AuthModule,
    AuditModule,
    StaffModule,
    CustomersModule,
    CatalogModule,
    AddressesModule,
    EquipmentModule,
    LedgerModule,
    InvoicesModule,
    PaymentsModule,
    BillingModule,
    AccountingModule,
    DunningModule,
    TicketsModule,
    NoticesModule,
    DispatchModule,
    PlanningModule,
    OrdersModule,
    VisionModule,
    FieldModule,
    AlertsModule,
    DiagnosticsModule,
    SharesModule,
    MessagingModule,
    InboxModule,
    ImportsModule,
    DemoModule,
  ],
})
export class AppModule implements OnModuleDestroy {
  constructor(private readonly sockets: SocketDoor) {}

  /** First of all on the way out: the GraphQL module after it waits for every connection to end, and sockets end only when told. */
  onModuleDestroy(): void {
    this.sockets.close();
  }
}
