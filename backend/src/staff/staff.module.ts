import { Module } from '@nestjs/common';
import { ApiKeysResolver } from './api-keys.resolver.js';
import { EmployeesService } from './employees.service.js';
import { RolesService } from './roles.service.js';
import { EmployeesResolver, RolesResolver } from './staff.resolver.js';

@Module({ providers: [RolesService, EmployeesService, RolesResolver, EmployeesResolver, ApiKeysResolver] })
export class StaffModule {}
