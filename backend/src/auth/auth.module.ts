import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { Identity } from '../platform/graphql/identity.js';
import { AllowGuard } from './allow.guard.js';
import { IdentityService } from './identity.service.js';

@Global()
@Module({
  providers: [{ provide: Identity, useClass: IdentityService }, { provide: APP_GUARD, useClass: AllowGuard }],
  exports: [Identity],
})
export class AuthModule {}
