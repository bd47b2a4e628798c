import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Db } from '../platform/db/db.js';
import type { Delivered } from '../platform/events/event.js';
import { CustomerChanged, CustomerCreated, CustomersLoaded } from './customer.events.js';
import { SearchKind } from './search-hit.enum.js';
import { SearchSources, type Findable, type WordSource } from './search-sources.service.js';

interface Row {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly others: readonly (string | null)[];
  readonly phones: readonly string[] | null;
  readonly people: readonly (string | null)[] | null;
  readonly places: readonly { readonly address: string; readonly city: string }[] | null;
}

/** Makes customers findable by name, number, phone, e-mail, contacts and addresses. */
@Injectable()
export class CustomerSearch implements WordSource, OnModuleInit {
  readonly kind = SearchKind.CUSTOMER;
  readonly permission = 'customers:read';

  constructor(
    private readonly db: Db,
    private readonly sources: SearchSources,
  ) {}

  onModuleInit(): void {
    this.sources.addWords(this);
  }

  async entries(ids?: readonly string[]): Promise<Findable[]> {
    const rows = await this.db.query<Row>(
      `select c.id, c.number, c.name, array[c.billing_email, c.legacy_number] as others,
         (select array_agg(p.number order by p.id) from phone p where p.customer_id = c.id) as phones,
         (select array_agg(t) from customer_contact cc join contact k on k.id = cc.contact_id, unnest(array[k.name, k.email]) t where cc.customer_id = c.id) as people,
         (select json_agg(json_build_object('address', concat_ws(', ', l.line1, l.city, nullif(l.postal_code, '')), 'city', l.city) order by l.id) from service_location l where l.customer_id = c.id) as places
       from customer c ${ids ? 'where c.id = any($1::uuid[])' : ''}`,
      ids ? [ids] : [],
    );
    return rows.map(entryOf);
  }

  changedBy({ kind, event }: Delivered): readonly string[] | 'all' {
    if (kind === CustomersLoaded.name) return 'all';
    return kind === CustomerCreated.name || kind === CustomerChanged.name ? [(event as CustomerChanged).customerId] : [];
  }
}

function entryOf(row: Row): Findable {
  const texts = [row.name, row.number, ...(row.phones ?? []), ...(row.places ?? []).map((place) => place.address), ...row.others, ...(row.people ?? [])];
  const given = [...new Set(texts.filter((text): text is string => Boolean(text)))];
  const cities = [...new Set((row.places ?? []).map((place) => place.city))];
  return { kind: SearchKind.CUSTOMER, id: row.id, customerId: row.id, title: row.name, subtitle: [row.number, ...cities.slice(0, 2)].join(' · '), texts: given };
}
