import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { Db } from '../../platform/db/db.js';
import { SignInMethod, type Tenant } from '../../tenancy/tenant.entity.js';
import { systemActor } from '../actor.js';
import { Realm } from '../auth.entity.js';
import { seal } from '../sealed-secret.js';
import { TokenKeys } from '../token-keys.js';
import { IdentityProvider } from './identity-provider.entity.js';
import { OidcClient } from './oidc-client.service.js';
import { OidcRefusal, refusalText } from './oidc-refusal.js';

/** A button of the sign-in page: a plain link. */
export interface ProviderLink {
  readonly label: string;
  readonly href: string;
}

/** The providers that a tenant has set up. */
@Injectable()
export class IdentityProvidersService {
  private readonly secrets: TokenKeys;

  constructor(
    private readonly db: Db,
    private readonly client: OidcClient,
    config: Config,
  ) {
    this.secrets = new TokenKeys('identity-provider', config.secretKeys);
  }

  /** Those that people may sign in with now, the office's last: customers are the many. */
  async offered(tenant: Tenant): Promise<ProviderLink[]> {
    const all = await this.db.tx(systemActor(tenant.id), () => this.db.repo(IdentityProvider).find({ where: { enabled: true }, order: { realm: 'ASC', label: 'ASC' } }));
    return all.filter((provider) => isOffered(tenant, provider.realm)).map(({ id, label }) => ({ label, href: `/auth/oidc/${id}/start` }));
  }

  find(tenantId: string, id: string): Promise<IdentityProvider | null> {
    return this.db.tx(systemActor(tenantId), () => this.db.repo(IdentityProvider).findOneBy({ id, enabled: true }));
  }

  /** A client secret as it is kept. */
  sealed(secret: string): string {
    return seal(secret, this.secrets);
  }

  /** Asks the provider what it publishes; `undefined` when all is well, otherwise what is wrong, for whoever sets it up. */
  async problemWith(provider: IdentityProvider): Promise<{ readonly fr: string; readonly en: string; readonly detail: string } | undefined> {
    try {
      await this.client.check(provider);
      return undefined;
    } catch (error) {
      if (!(error instanceof OidcRefusal)) throw error;
      return { fr: refusalText(error.why, 'fr'), en: refusalText(error.why, 'en'), detail: error.detail };
    }
  }
}

/** Whether the tenant's policy offers a company's sign-in to these people. */
export function isOffered(tenant: Tenant, realm: Realm): boolean {
  const methods = realm === Realm.STAFF ? tenant.staffSignIn : [...tenant.companySignIn, ...tenant.householdSignIn];
  return methods.includes(SignInMethod.OIDC);
}
