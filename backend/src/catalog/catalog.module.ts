import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/customers.module.js';
import { CatalogResolver } from './catalog.resolver.js';
import { CatalogService } from './catalog.service.js';
import { CustomerSubscriptionsResolver, LocationSubscriptionsResolver } from './customer-subscriptions.resolver.js';

@Module({
  imports: [CustomersModule],
  providers: [CatalogResolver, CustomerSubscriptionsResolver, LocationSubscriptionsResolver, CatalogService],
  exports: [CatalogService],
})
export class CatalogModule {}
