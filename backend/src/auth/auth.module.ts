import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { getOptionsToken, getStorageToken } from '@nestjs/throttler';
import { Identity } from '../platform/graphql/identity.js';
import { AccountsRoutes } from './accounts.routes.js';
import { Accounts } from './accounts.service.js';
import { ActorsService } from './actors.service.js';
import { AllowGuard } from './allow.guard.js';
import { ApiKeysService } from './api-keys.service.js';
import { AuthResolver } from './auth.resolver.js';
import { HandoffRoutes } from './handoff.routes.js';
import { HandoffService } from './handoff.service.js';
import { RateGuard, throttlerOptions, throttlerStorage } from './rate.guard.js';
import { CodeRoutes } from './code.routes.js';
import { CodesService } from './codes.service.js';
import { EntryService } from './entry.service.js';
import { IdentityService } from './identity.service.js';
import { LightDoor } from './light-door.service.js';
import { PasskeyRoutes } from './passkey.routes.js';
import { PasskeysService } from './passkeys.service.js';
import { PasswordLettersService } from './password-letters.service.js';
import { PasswordRoutes } from './password.routes.js';
import { PasswordsService } from './passwords.service.js';
import { OwnLanguageService } from './own-language.service.js';
import { PeopleService } from './people.service.js';
import { KeptSecretsService } from './kept-secrets.service.js';
import { IdentityProvidersService } from './oidc/identity-providers.service.js';
import { OidcClient } from './oidc/oidc-client.service.js';
import { OidcRoutes } from './oidc/oidc.routes.js';
import { OidcService } from './oidc/oidc.service.js';
import { RateLimits } from './rate-limits.service.js';
import { RedeemService } from './redeem.service.js';
import { SecondRoutes } from './second.routes.js';
import { SecurityResolver } from './security.resolver.js';
import { CustomerTokens, SessionTokens, StaffTokens, TechnicianTokens } from './session-tokens.js';
import { RefusalsService } from './refusals.service.js';
import { SessionsService } from './sessions.service.js';
import { SignInDoor } from './sign-in-door.service.js';
import { SignInLinksService } from './sign-in-links.service.js';
import { SignInRoutes } from './sign-in.routes.js';
import { SignInWork } from './sign-in.work.js';
import { StaffService } from './staff.service.js';
import { StepUpRoutes } from './step-up.routes.js';
import { StepUpService } from './step-up.service.js';
import { Tickets } from './tickets.service.js';
import { ViewSessionsService } from './view-sessions.service.js';
import { TokensService } from './tokens.service.js';
import { TotpRoutes } from './totp.routes.js';
import { TotpService } from './totp.service.js';

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
    Accounts, ActorsService, SessionsService, RateLimits, RefusalsService, SignInLinksService, RedeemService, StaffService, TokensService, SignInDoor, LightDoor, SignInRoutes, HandoffService, HandoffRoutes, SignInWork, AuthResolver,
    ApiKeysService, ViewSessionsService, KeptSecretsService,
    OidcClient, IdentityProvidersService, OidcService, OidcRoutes,
    Tickets, EntryService, OwnLanguageService, PeopleService, CodesService, PasswordsService, PasswordLettersService, TotpService, PasskeysService, StepUpService,
    CodeRoutes, PasswordRoutes, SecondRoutes, TotpRoutes, PasskeyRoutes, StepUpRoutes, AccountsRoutes, SecurityResolver,
  ],
  exports: [Identity, Accounts, SessionsService, SignInLinksService, StaffService, RateLimits, ApiKeysService, ViewSessionsService, TokensService, IdentityProvidersService, KeptSecretsService, EntryService, SignInDoor, LightDoor, CodesService, PasswordsService, PasswordLettersService, TotpService, PasskeysService, StepUpService],
})
export class AuthModule {}
