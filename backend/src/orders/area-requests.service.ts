import { Injectable } from '@nestjs/common';
import { AddressesService } from '../addresses/addresses.service.js';
import { systemActor, type Actor } from '../auth/actor.js';
import { CustomersService } from '../customers/customers.service.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import { many, one, type Read } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import type { Locale } from '../platform/caller.js';
import type { Tenant } from '../tenancy/tenant.entity.js';
import { AreaRequest } from './area-request.entity.js';
import type { WantedPlace } from './shop-body.js';
import { ShopRefusal } from './shop-texts.js';

/** People who are not served yet and left how to reach them. */
@Injectable()
export class AreaRequestsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly addresses: AddressesService,
    private readonly customers: CustomersService,
  ) {}

  /** Keeps a wish; the same one twice is one. An address that is served needs none. */
  async ask(tenant: Tenant, wanted: WantedPlace | undefined, reach: string, locale: Locale): Promise<void> {
    if (!wanted) throw new ShopRefusal('address_missing');
    const place = 'addressId' in wanted ? await this.addresses.address(tenant.id, wanted.addressId) : { ...wanted, served: await this.addresses.isServed(tenant.id, wanted.city, wanted.postalCode) };
    if (!place) throw new ShopRefusal('address_missing');
    if (place.served) throw new ShopRefusal('area_served');
    const known = this.customers.reachOf(reach);
    if (!known) throw new ShopRefusal('reach_wrong');
    const { line1, city, postalCode } = place;
    await this.db.tx(systemActor(tenant.id), () =>
      this.db.query('insert into area_request (reach, line1, city, postal_code, locale) values ($1, $2, $3, $4, $5) on conflict on constraint "UQ_area_request" do update set done_at = null, done_by = \'\'', [known, line1, city, postalCode, locale]));
  }

  /** Those that wait, the newest first, at most 200. */
  waiting(): Read<AreaRequest> {
    return many(AreaRequest, { where: (request) => sql`${request.doneAt} is null`, order: [[(request) => request.createdAt, 'desc']], limit: 200 });
  }

  async done(me: Actor, id: string): Promise<Read<AreaRequest>> {
    const { affected } = await this.db.repo(AreaRequest).update({ id }, { doneAt: this.clock.now(), doneBy: me.name });
    if (!affected) throw new NotFoundError();
    return one(AreaRequest, (request) => sql`${request.id} = ${id}`);
  }
}
