import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/customers.module.js';
import { CustomerDevicesResolver, LocationDevicesResolver } from './customer-devices.resolver.js';
import { DeviceTiesService } from './device-ties.service.js';
import { DeviceMovementResolver, EquipmentResolver } from './equipment.resolver.js';
import { EquipmentSearch } from './equipment-search.js';
import { EquipmentService } from './equipment.service.js';
import { HelpPageRoutes } from './help-page.routes.js';
import { StockPlaceResolver, StockResolver } from './stock.resolver.js';
import { StockService } from './stock.service.js';

@Module({
  imports: [CustomersModule],
  providers: [EquipmentResolver, DeviceMovementResolver, CustomerDevicesResolver, LocationDevicesResolver, DeviceTiesService, EquipmentService, EquipmentSearch, HelpPageRoutes, StockResolver, StockPlaceResolver, StockService],
  exports: [EquipmentService, StockService],
})
export class EquipmentModule {}
