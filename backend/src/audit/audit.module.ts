import { Global, Module } from '@nestjs/common';
import { AuditChainService } from './audit-chain.service.js';
import { AuditListener } from './audit.listener.js';
import { AuditResolver, TenantAuditResolver } from './audit.resolver.js';
import { AuditRoutes } from './audit.routes.js';
import { AuditService } from './audit.service.js';

@Global()
@Module({ providers: [AuditService, AuditChainService, AuditListener, AuditRoutes, AuditResolver, TenantAuditResolver], exports: [AuditService, AuditChainService] })
export class AuditModule {}
