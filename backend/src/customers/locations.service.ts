import { Injectable } from '@nestjs/common';
import type { Actor } from '../auth/actor.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import { one, type Read } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { Customer, ServiceLocation } from './customer.entity.js';
import { CustomerChanged } from './customer.events.js';
import type { LocationChange, LocationInput } from './customer.inputs.js';
import { AddressMissing } from './customer.results.js';

/** The places where customers are served. */
@Injectable()
export class LocationsService {
  constructor(
    private readonly db: Db,
    private readonly events: Events,
  ) {}

  /** Whether it says where a technician would have to go. */
  isComplete(input: LocationInput): boolean {
    return Boolean(input.line1.trim() && input.city.trim());
  }

  async add(me: Actor, customerId: string, input: LocationInput): Promise<Read<ServiceLocation> | AddressMissing> {
    if (!this.isComplete(input)) return new AddressMissing();
    if (!(await this.db.repo(Customer).existsBy({ id: customerId }))) throw new NotFoundError();
    const location = await this.db.repo(ServiceLocation).save(Object.assign(new ServiceLocation(), { customerId, ...written(input) }));
    return this.changed(me, location);
  }

  /** Changes only what is given. A new address without a position loses the old one: a pin in the wrong street is worse than none. */
  async change(me: Actor, id: string, input: LocationChange): Promise<Read<ServiceLocation> | AddressMissing> {
    if (input.line1?.trim() === '' || input.city?.trim() === '') return new AddressMissing();
    const [location] = await this.db.query<{ id: string; customer_id: string; line1: string; city: string }>('select id, customer_id, line1, city from service_location where id = $1 for update', [id]);
    if (!location) throw new NotFoundError();
    const fields = written(input);
    const moved = (fields.line1 && fields.line1 !== location.line1) || (fields.city && fields.city !== location.city);
    const position = moved && input.lat === undefined ? { lat: null, lon: null } : {};
    const all = { ...fields, ...position };
    if (Object.keys(all).length) await this.db.repo(ServiceLocation).update({ id }, all);
    return this.changed(me, { id, customerId: location.customer_id });
  }

  private async changed(me: Actor, location: { id: string; customerId: string }): Promise<Read<ServiceLocation>> {
    await this.events.emit(new CustomerChanged(location.customerId, 'locations', me.name));
    return one(ServiceLocation, (place) => sql`${place.id} = ${location.id}::uuid`);
  }
}

/** The columns to write, tidied: `j7z1a1` becomes `J7Z 1A1`, `qc` becomes `QC`. */
function written(input: LocationChange): Partial<ServiceLocation> {
  const { name, line1, city, province, postalCode, accessNotes, contacts, lat, lon } = input;
  return {
    ...(name?.trim() ? { name: name.trim() } : {}),
    ...(line1 ? { line1: line1.trim() } : {}),
    ...(city ? { city: city.trim() } : {}),
    ...(province ? { province: province.toUpperCase() } : {}),
    ...(typeof postalCode === 'string' ? { postalCode: postalCode.trim().toUpperCase().replace(/^([A-Z]\d[A-Z])[ -]?(\d[A-Z]\d)$/, '$1 $2') } : {}),
    ...(typeof accessNotes === 'string' ? { accessNotes } : {}),
    ...(contacts ? { contacts: contacts.map((one) => ({ name: one.name.trim(), phone: one.phone?.trim() ?? '', note: one.note?.trim() ?? '' })) } : {}),
    ...(lat === undefined || lon === undefined ? {} : { lat, lon }),
  };
}
