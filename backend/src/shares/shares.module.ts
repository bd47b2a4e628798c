import { Module } from '@nestjs/common';
import { SharesResolver } from './shares.resolver.js';
import { SharesRoutes } from './shares.routes.js';
import { SharesService } from './shares.service.js';

@Module({ providers: [SharesService, SharesResolver, SharesRoutes] })
export class SharesModule {}
