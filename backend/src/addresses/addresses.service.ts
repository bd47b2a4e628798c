import { Injectable } from '@nestjs/common';
import { systemActor, type Actor } from '../auth/actor.js';
import { Db } from '../platform/db/db.js';
import { BadInputError, NotFoundError } from '../platform/graphql/errors.js';
import { many, one, type Read } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { ServiceArea, type AddressRegister, type FoundAddress } from './address.entity.js';
import type { ServiceAreaInput } from './addresses.inputs.js';
import { foldAddress, readAddress } from './fold-address.js';
import { streetQuery, type KnownWord } from './street-words.js';

const MOST_FOUND = 8;
/** Streets that are looked at for the number: enough for a street name that every village has. */
const MOST_STREETS = 40;
/** Words of the register that a misspelled one may stand for. */
const MOST_MEANT = 5;
/** From this likeness on, a street may be meant: two letters wrong in a word of eight still are. */
const LIKENESS = '0.45';

const DOOR = `a.id, s.name, s.city, s.province, a.number, a.suffix, a.unit, a.postal_code "postalCode", a.lat, a.lon,
  exists (select 1 from service_area v where v.tenant_id = s.tenant_id and (v.folded = '' or s.folded like '% ' || v.folded) and (v.postal_prefix = '' or replace(a.postal_code, ' ', '') like v.postal_prefix || '%')) served`;

/** What the register has of each typed word. */
const WORDS = `select t.typed, k."isKnown", b."isBegun",
    case when k."isKnown" or b."isBegun" and t.at = cardinality($2::text[]) then '{}' else array(select w.word from address_word w where w.tenant_id = $1 and w.word % t.typed order by similarity(w.word, t.typed) desc, w.word limit ${MOST_MEANT}) end "like"
  from unnest($2::text[]) with ordinality t(typed, at)
    cross join lateral (select exists (select 1 from address_word w where w.tenant_id = $1 and w.word = t.typed) "isKnown") k
    cross join lateral (select k."isKnown" or exists (select 1 from address_word w where w.tenant_id = $1 and w.word like t.typed || '%') "isBegun") b order by t.at`;

/** Streets that hold certain words, and streets that are like what was typed as a whole: slower, and forgives more. */
const HOLDS = `array_to_tsvector(array_remove(string_to_array(s.folded, ' '), '')) @@ $7::tsquery`;
const RESEMBLES = '$2 <% s.folded';

/**
 * The likest streets first, of those the doors with that number; without the number, the nearest ones. Row-level security
 * forbids an index to compare words before it knows the tenant, so the tenant is said here.
 */
const search = (streets: string): string => `with likely as (
    select s.*, word_similarity($2, s.folded) + similarity($2, s.folded) likeness from address_street s
    where s.tenant_id = $1 and ${streets} order by likeness desc, s.folded limit ${MOST_STREETS})
  select ${DOOR}, s.likeness + case when a.number = $3::int then 0.15 else 0 end + case when $4 <> '' and replace(a.postal_code, ' ', '') like $4 || '%' then 0.4 else 0 end
      + case when $5 <> '' and a.unit = $5 then 0.2 else 0 end + case when $6 <> '' and a.suffix = $6 then 0.2 else 0 end fits
  from likely s join lateral (select * from address d where d.street_id = s.id order by abs(d.number - coalesce($3::int, 0)), (d.unit = $5) desc, (d.suffix = $6) desc, d.suffix, d.unit limit 4) a on true
  order by fits desc, abs(a.number - coalesce($3::int, 0)), s.folded, a.number, a.suffix, a.unit limit ${MOST_FOUND}`;

interface Door {
  readonly id: string;
  readonly name: string;
  readonly city: string;
  readonly province: string;
  readonly number: number;
  readonly suffix: string;
  readonly unit: string;
  readonly postalCode: string;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly served: boolean;
}

/** The address register and where the provider connects homes. */
@Injectable()
export class AddressesService {
  constructor(private readonly db: Db) {}

  /** Up to eight addresses for what was typed, the likeliest first; small mistakes, abbreviations and missing accents are forgiven. */
  async search(tenantId: string, text: string): Promise<FoundAddress[]> {
    const { words, number, postal, unit, suffix } = readAddress(text);
    if (words.length < 3) return [];
    const doors = await this.db.unscoped('an index compares words before row-level security would let it; the statement names the tenant', async () => {
      const typed = [tenantId, words, number, postal, unit, suffix];
      const query = streetQuery(await this.db.query<KnownWord>(WORDS, [tenantId, words.split(' ')]));
      const held = query ? await this.db.query<Door>(search(HOLDS), [...typed, query]) : [];
      if (held.length) return held;
      await this.db.query(`select set_config('pg_trgm.word_similarity_threshold', '${LIKENESS}', true)`);
      return this.db.query<Door>(search(RESEMBLES), typed);
    });
    return doors.map(found);
  }

  /** One address of the register. */
  address(tenantId: string, id: string): Promise<FoundAddress | undefined> {
    return this.db.tx(systemActor(tenantId), async () => {
      const [door] = await this.db.query<Door>(`select ${DOOR} from address a join address_street s on s.id = a.street_id where a.id = $1`, [id]);
      return door && found(door);
    });
  }

  /** Whether homes are connected at an address that somebody typed by hand. */
  isServed(tenantId: string, city: string, postal: string): Promise<boolean> {
    return this.db.tx(systemActor(tenantId), async () => {
      const [row] = await this.db.query(`select 1 from service_area where (folded = '' or folded = $1) and (postal_prefix = '' or $2 like postal_prefix || '%') limit 1`, [foldAddress(city), postal.replace(/[\s-]/g, '').toUpperCase()]);
      return row !== undefined;
    });
  }

  /** A text as the register compares it. */
  folded(text: string): string {
    return foldAddress(text);
  }

  areas(): Read<ServiceArea> {
    return many(ServiceArea, { order: [[(area) => area.city, 'asc'], [(area) => area.postalPrefix, 'asc']], limit: 1_000 });
  }

  async register(me: Actor): Promise<AddressRegister> {
    const [row] = await this.db.tx(me, () => this.db.query<{ addresses: number; streets: number }>('select (select count(*) from address)::int addresses, (select count(*) from address_street)::int streets'));
    return row!;
  }

  async addArea({ city, postalPrefix }: ServiceAreaInput): Promise<Read<ServiceArea>> {
    const area = Object.assign(new ServiceArea(), { city: city.trim(), folded: foldAddress(city), postalPrefix: postalPrefix.replace(/\s/g, '').toUpperCase() });
    if (!area.folded && !area.postalPrefix) throw new BadInputError('Say a municipality, the beginning of a postal code, or both.', { city: 'isNotEmpty' });
    const known = await this.db.repo(ServiceArea).findOneBy({ folded: area.folded, postalPrefix: area.postalPrefix });
    if (!known) await this.db.repo(ServiceArea).insert(area);
    return one(ServiceArea, (row) => sql`${row.id} = ${(known ?? area).id}`);
  }

  async removeArea(id: string): Promise<boolean> {
    const { affected } = await this.db.repo(ServiceArea).delete({ id });
    if (!affected) throw new NotFoundError();
    return true;
  }
}

function found({ name, number, suffix, unit, ...rest }: Door): FoundAddress {
  const { id, city, province, postalCode, lat, lon, served } = rest;
  return { id, line1: `${number}${suffix} ${name}${unit ? `, app. ${unit}` : ''}`, city, province, postalCode, lat, lon, served };
}
