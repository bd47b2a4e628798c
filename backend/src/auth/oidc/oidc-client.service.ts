import { Injectable } from '@nestjs/common';
import { createRemoteJWKSet, customFetch, decodeJwt, jwtVerify, type JWTPayload } from 'jose';
import * as oidc from 'openid-client';
import { Config } from '../../platform/config/config.js';
import { PrivateAddress, publicFetch } from '../../platform/http/public-fetch.js';
import { Log, reasonOf } from '../../platform/observability/log.js';
import { unseal } from '../sealed-secret.js';
import { TokenKeys } from '../token-keys.js';
import type { Claims } from './claims.js';
import type { IdentityProvider } from './identity-provider.entity.js';
import { OidcRefusal } from './oidc-refusal.js';

/** What a provider publishes about itself is read again after this long. */
const KEEP_MS = 10 * 60_000;
const TIMEOUT_SECONDS = 8;
/** Clocks of provider and server may differ by this much. */
const CLOCK_SECONDS = 180;
/** A logout token older than this is refused. */
const LOGOUT_AGE = '10m';
const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout';

/** What must be remembered between leaving for the provider and coming back. */
export interface Leaving {
  readonly url: URL;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** What came back: who it is, and what is needed to end it again. */
export interface Returned {
  readonly sources: readonly Claims[];
  readonly idToken: string;
  readonly sid: string | null;
}

interface Known {
  readonly version: number;
  readonly until: number;
  readonly configuration: oidc.Configuration;
  readonly keys: ReturnType<typeof createRemoteJWKSet>;
}

/** Speaks OpenID Connect with a provider: the code flow with PKCE, signing out, and the provider's own logout messages. */
@Injectable()
export class OidcClient {
  private readonly known = new Map<string, Known>();
  private readonly secrets: TokenKeys;

  constructor(
    private readonly config: Config,
    private readonly log: Log,
  ) {
    this.secrets = new TokenKeys('identity-provider', config.secretKeys);
  }

  /** Where to send somebody who wants to sign in. */
  async leave(provider: IdentityProvider, redirectUri: string): Promise<Leaving> {
    const { configuration } = await this.discovered(provider);
    const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()];
    const url = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri, scope: provider.scopes, state, nonce, code_challenge: await oidc.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
    });
    return { url, state, nonce, verifier };
  }

  /** Exchanges the code somebody came back with; every check of the protocol is made. Throws an `OidcRefusal`. */
  async comeBack(provider: IdentityProvider, at: URL, { state, nonce, verifier }: Omit<Leaving, 'url'>): Promise<Returned> {
    const { configuration } = await this.discovered(provider);
    try {
      const tokens = await oidc.authorizationCodeGrant(configuration, at, { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true });
      const claims = tokens.claims()!;
      const info = configuration.serverMetadata().userinfo_endpoint ? await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub) : {};
      return { sources: [claims, info as Claims, payloadOf(tokens.access_token)], idToken: tokens.id_token!, sid: typeof claims['sid'] === 'string' ? claims['sid'] : null };
    } catch (error) {
      throw this.refusal(provider, error);
    }
  }

  /** Where somebody signs out at the provider too; `undefined` when it cannot or does not answer. */
  async signOutUrl(provider: IdentityProvider, idToken: string, backTo: string): Promise<string | undefined> {
    try {
      const { configuration } = await this.discovered(provider);
      if (!configuration.serverMetadata().end_session_endpoint) return undefined;
      return oidc.buildEndSessionUrl(configuration, { id_token_hint: idToken, post_logout_redirect_uri: backTo }).href;
    } catch (error) {
      if (error instanceof OidcRefusal) return undefined; // signed out here, which is what was asked
      throw error;
    }
  }

  /** The claims of a logout token that is the provider's, for us, fresh and no ID token. Throws an `OidcRefusal`. */
  async logoutClaims(provider: IdentityProvider, token: string): Promise<JWTPayload> {
    const { configuration, keys } = await this.discovered(provider);
    try {
      const { payload, protectedHeader } = await jwtVerify(token, keys, {
        issuer: configuration.serverMetadata().issuer, audience: provider.clientId, clockTolerance: CLOCK_SECONDS, maxTokenAge: LOGOUT_AGE, requiredClaims: ['iat', 'jti', 'events'],
      });
      const events = payload['events'] as Claims | null;
      const isLogout = typeof events === 'object' && events !== null && typeof events[LOGOUT_EVENT] === 'object';
      if (!isLogout || 'nonce' in payload || !(payload.sub ?? payload['sid']) || !['JWT', 'logout+jwt', undefined].includes(protectedHeader.typ)) throw new OidcRefusal('misconfigured', 'not a logout token');
      return payload;
    } catch (error) {
      throw this.refusal(provider, error);
    }
  }

  /** Asks a provider what it publishes, without keeping it: whether the settings can work. Throws an `OidcRefusal`. */
  async check(provider: IdentityProvider): Promise<void> {
    this.known.delete(provider.id);
    await this.discovered(provider);
  }

  private async discovered(provider: IdentityProvider): Promise<Known> {
    const known = this.known.get(provider.id);
    if (known?.version === provider.version && known.until > performance.now()) return known;
    const issuer = URL.canParse(provider.issuer) ? new URL(provider.issuer) : undefined;
    const plain = issuer?.protocol === 'http:' && !this.config.production;
    if (!issuer || (issuer.protocol !== 'https:' && !plain)) throw new OidcRefusal('misconfigured', 'the issuer is no https address');
    try {
      const secret = provider.clientSecret ? unseal(provider.clientSecret, this.secrets) : undefined;
      const configuration = await oidc.discovery(issuer, provider.clientId, { [oidc.clockTolerance]: CLOCK_SECONDS }, secret ? oidc.ClientSecretBasic(secret) : oidc.None(), {
        timeout: TIMEOUT_SECONDS, [oidc.customFetch]: this.reach, execute: [oidc.enableNonRepudiationChecks, ...(plain ? [oidc.allowInsecureRequests] : [])],
      });
      const { jwks_uri: keysAt, issuer: named } = configuration.serverMetadata();
      if (named !== provider.issuer) throw new OidcRefusal('misconfigured', `the provider calls itself ${named}`);
      if (!keysAt) throw new OidcRefusal('misconfigured', 'the provider publishes no keys');
      const fresh = { version: provider.version, until: performance.now() + KEEP_MS, configuration, keys: createRemoteJWKSet(new URL(keysAt), { timeoutDuration: TIMEOUT_SECONDS * 1_000, [customFetch]: this.reach }) };
      this.known.set(provider.id, fresh);
      return fresh;
    } catch (error) {
      throw this.refusal(provider, error);
    }
  }

  /** Calls the provider, whose address somebody of the office typed; what is not its answer is told apart from a wrong answer here, before a library wraps it. */
  private readonly reach = async (url: string, options: object): Promise<Response> => {
    const response = await publicFetch(url, options, { allowed: this.config.privateHosts }).catch((error: Error) => {
      throw error instanceof PrivateAddress ? error : new Away(error.name);
    });
    if (response.status >= 500) throw new Away(`answered ${response.status}`);
    return response;
  };

  /** Tells a provider that is away from one that answers what it should not, and both from a person who said no. */
  private refusal(provider: IdentityProvider, error: unknown): OidcRefusal {
    if (error instanceof OidcRefusal) return error;
    const { error: said } = error as { error?: unknown };
    const detail = [...(typeof said === 'string' && ERROR_CODE.test(said) ? [said] : []), reasonOf(error)].join(' ');
    this.log.warn('a company’s sign-in did not work', { providerId: provider.id, detail });
    if (error instanceof oidc.AuthorizationResponseError) return new OidcRefusal(['access_denied', 'login_required', 'interaction_required', 'consent_required'].includes(error.error) ? 'cancelled' : 'misconfigured', detail);
    if (isBehind(error, PrivateAddress)) return new OidcRefusal('misconfigured', 'the address is in a private network');
    if (isBehind(error, Away)) return new OidcRefusal('unreachable', detail);
    return new OidcRefusal(said === 'invalid_grant' ? 'stale' : 'misconfigured', detail);
  }
}

/** Codes of OAuth's own errors; a provider, or whoever writes an address, may send any other text. */
const ERROR_CODE = /^[a-z_]{1,40}$/;

/** The provider could not be reached, or failed by itself. */
class Away extends Error {}

/** Whether an error of this kind is behind another, however deep. */
function isBehind(error: unknown, kind: typeof Away | typeof PrivateAddress): boolean {
  for (let at = error; at instanceof Error; at = at.cause) if (at instanceof kind) return true;
  return false;
}

/** What an access token says where it is a JWT, as Keycloak's is; it came from the token endpoint itself. */
function payloadOf(accessToken: string): Claims {
  try {
    return decodeJwt(accessToken);
  } catch {
    return {}; // opaque, as most are
  }
}
