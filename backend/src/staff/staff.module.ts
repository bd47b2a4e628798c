import { Module } from '@nestjs/common';
import { ApiKeysResolver } from './api-keys.resolver.js';
import { EmployeesService } from './employees.service.js';
import { IdentityProviderSettings } from './identity-provider-settings.service.js';
import { IdentityProvidersResolver } from './identity-providers.resolver.js';
import { RolesService } from './roles.service.js';
import { EmployeesResolver, RolesResolver } from './staff.resolver.js';
import { ViewAsListener } from './view-as.listener.js';
import { ViewAsRoutes } from './view-as.routes.js';

@Module({ providers: [RolesService, EmployeesService, RolesResolver, EmployeesResolver, ApiKeysResolver, IdentityProvidersResolver, IdentityProviderSettings, ViewAsRoutes, ViewAsListener] })
export class StaffModule {}
