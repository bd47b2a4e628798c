import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/customers.module.js';
import { ImportsResolver } from './imports.resolver.js';
import { ImportsRoutes } from './imports.routes.js';
import { ImportsService } from './imports.service.js';
import { ImportsWork } from './imports.work.js';
import { Uploads } from './uploads.js';

@Module({ imports: [CustomersModule], providers: [ImportsResolver, ImportsService, ImportsWork, ImportsRoutes, Uploads], exports: [ImportsService] })
export class ImportsModule {}
