import { Global, Module } from '@nestjs/common';
import { AuditListener } from './audit.listener.js';
import { AuditResolver, TenantAuditResolver } from './audit.resolver.js';
import { AuditService } from './audit.service.js';

@Global()
@Module({ providers: [AuditService, AuditListener, AuditResolver, TenantAuditResolver], exports: [AuditService] })
export class AuditModule {}
