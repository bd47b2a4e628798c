import { Module } from '@nestjs/common';
import { CustomerNoticesResolver, NoticesResolver } from './notices.resolver.js';
import { NoticesService } from './notices.service.js';
import { StatusRoutes } from './status.routes.js';

@Module({ providers: [NoticesResolver, CustomerNoticesResolver, NoticesService, StatusRoutes], exports: [NoticesService] })
export class NoticesModule {}
