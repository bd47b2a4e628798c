import { Module } from '@nestjs/common';
import { EmployeesService } from './employees.service.js';
import { RolesService } from './roles.service.js';
import { EmployeesResolver, RolesResolver } from './staff.resolver.js';

@Module({ providers: [RolesService, EmployeesService, RolesResolver, EmployeesResolver] })
export class StaffModule {}
