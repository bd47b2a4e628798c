import { Module } from '@nestjs/common';
import { AddressesModule } from '../addresses/addresses.module.js';
import { BillingModule } from '../billing/billing.module.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { DispatchModule } from '../dispatch/dispatch.module.js';
import { AreaRequestsResolver } from './area-requests.resolver.js';
import { AreaRequestsService } from './area-requests.service.js';
import { OrdersListener } from './orders.listener.js';
import { CustomerOrdersResolver, OrdersResolver } from './orders.resolver.js';
import { OrdersService } from './orders.service.js';
import { ShopRoutes } from './shop.routes.js';
import { ShopService } from './shop.service.js';
import { SlotsService } from './slots.service.js';

@Module({
  imports: [AddressesModule, BillingModule, CatalogModule, CustomersModule, DispatchModule],
  providers: [AreaRequestsResolver, AreaRequestsService, OrdersResolver, CustomerOrdersResolver, OrdersListener, OrdersService, ShopService, SlotsService, ShopRoutes],
  exports: [ShopService],
})
export class OrdersModule {}
