import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { getOptionsToken, getStorageToken } from '@nestjs/throttler';
import { Identity } from '../platform/graphql/identity.js';
import { Accounts } from './accounts.service.js';
import { ActorsService } from './actors.service.js';
import { AllowGuard } from './allow.guard.js';
import { ApiKeysService } from './api-keys.service.js';
import { AuthResolver } from './auth.resolver.js';
import { HandoffRoutes } from './handoff.routes.js';
import { HandoffService } from './handoff.service.js';
import { IdentityService } from './identity.service.js';
import { RateGuard, throttlerOptions, throttlerStorage } from './rate.guard.js';
import { RateLimits } from './rate-limits.service.js';
import { RedeemService } from './redeem.service.js';
import { CustomerTokens, SessionTokens, StaffTokens, TechnicianTokens } from './session-tokens.js';
import { RefusalsService } from './refusals.service.js';
import { SessionsService } from './sessions.service.js';
import { SignInLinksService } from './sign-in-links.service.js';
import { SignInRoutes } from './sign-in.routes.js';
import { SignInWork } from './sign-in.work.js';
import { StaffService } from './staff.service.js';
import { TokensService } from './tokens.service.js';

@Global()
@Module({
  imports: [PassportModule],
  providers: [
    IdentityService,
    { provide: Identity, useExisting: IdentityService },
    { provide: APP_GUARD, useClass: AllowGuard },
    { provide: getOptionsToken(), useValue: throttlerOptions },
    { provide: getStorageToken(), inject: [RateLimits], useFactory: throttlerStorage },
    { provide: APP_GUARD, useClass: RateGuard },
    CustomerTokens, StaffTokens, TechnicianTokens, SessionTokens,
    Accounts, ActorsService, SessionsService, RateLimits, RefusalsService, SignInLinksService, RedeemService, StaffService, TokensService, SignInRoutes, HandoffService, HandoffRoutes, SignInWork, AuthResolver,
    ApiKeysService,
  ],
  exports: [Identity, Accounts, SessionsService, SignInLinksService, StaffService, RateLimits, ApiKeysService],
})
export class AuthModule {}
