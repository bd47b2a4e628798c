import { Injectable } from '@nestjs/common';
import { Db } from '../platform/db/db.js';
import { BadInputError, NotFoundError } from '../platform/graphql/errors.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { localeOf, type Language } from '../tenancy/tenant.entity.js';
import { Accounts } from './accounts.service.js';
import { systemActor, type Actor } from './actor.js';
import { StaffUser } from './auth.entity.js';
import type { SignedInPerson } from './auth.results.js';
import { SessionsService } from './sessions.service.js';

/** The language of whoever is signed in: their own choice, before the provider's. */
@Injectable()
export class OwnLanguageService {
  constructor(
    private readonly db: Db,
    private readonly tenancy: TenancyService,
    private readonly accounts: Accounts,
    private readonly sessions: SessionsService,
  ) {}

  /** Changes it for every session of the person; customers choose among what the provider offers, the office has both. */
  async set(me: Actor, language: Language): Promise<SignedInPerson> {
    if (!me.staffId && !me.customerId) throw new NotFoundError();
    const tenant = await this.tenancy.byId(me.tenantId);
    if (me.customerId && !tenant?.languages.includes(language)) throw new BadInputError('This provider does not speak it.', { language: 'notOffered' });
    const locale = localeOf(language);
    if (locale !== me.locale) await this.db.tx(systemActor(me.tenantId), () => this.keep(me, language));
    return { kind: me.kind, name: me.name, locale, permissions: [...me.permissions], sessionId: me.sessionId ?? null };
  }

  private async keep(me: Actor, language: Language): Promise<void> {
    if (me.staffId) {
      await this.db.repo(StaffUser).update({ id: me.staffId }, { language });
      return this.sessions.lookAgain(me, { staffId: me.staffId });
    }
    await this.accounts.customers.speak({ customerId: me.customerId!, contactId: me.contactId ?? null }, language);
    await this.sessions.lookAgain(me, me.contactId ? { contactId: me.contactId } : { customerId: me.customerId! });
  }
}
