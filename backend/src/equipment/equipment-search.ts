import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CustomerChanged, CustomersLoaded } from '../customers/customer.events.js';
import { SearchKind } from '../customers/search-hit.enum.js';
import { SearchSources, type Findable, type WordSource } from '../customers/search-sources.service.js';
import { Db } from '../platform/db/db.js';
import type { Delivered } from '../platform/events/event.js';
import { DeviceCreated, DeviceLinked, DeviceSwapped, DeviceUnlinked } from './equipment.events.js';

interface Row {
  readonly id: string;
  readonly customer_id: string | null;
  readonly name: string;
  readonly customer: string | null;
  readonly city: string | null;
  readonly texts: readonly (string | null)[];
}

/** Makes devices findable by serial, MAC, barcode and model. */
@Injectable()
export class EquipmentSearch implements WordSource, OnModuleInit {
  readonly kind = SearchKind.DEVICE;
  readonly permission = 'equipment:read';

  constructor(
    private readonly db: Db,
    private readonly sources: SearchSources,
  ) {}

  onModuleInit(): void {
    this.sources.addWords(this);
  }

  /** The ids may also be customers', whose name stands under their devices. */
  async entries(ids?: readonly string[]): Promise<Findable[]> {
    const rows = await this.db.query<Row>(
      `select d.id, d.customer_id, coalesce(nullif(concat_ws(' ', nullif(d.brand, ''), nullif(d.model, '')), ''), d.serial) as name, c.name as customer, l.city, array[d.serial, d.serial_key, d.mac, d.barcode] as texts
       from device d left join customer c on c.id = d.customer_id left join service_location l on l.id = d.location_id
       ${ids ? 'where d.id = any($1::uuid[]) or d.customer_id = any($1::uuid[])' : ''}`,
      ids ? [ids] : [],
    );
    return rows.map((row) => {
      const texts = [row.name, ...row.texts].filter((text): text is string => Boolean(text));
      return { kind: SearchKind.DEVICE, id: row.id, customerId: row.customer_id, title: row.name, subtitle: [row.texts[0], row.customer, row.city].filter(Boolean).join(' · '), texts: [...new Set(texts)] };
    });
  }

  changedBy({ kind, event }: Delivered): readonly string[] | 'all' {
    if (kind === CustomersLoaded.name) return 'all';
    if (kind === CustomerChanged.name) return [(event as CustomerChanged).customerId];
    if (kind === DeviceSwapped.name) return [(event as DeviceSwapped).oldId, (event as DeviceSwapped).newId];
    return kind === DeviceCreated.name || kind === DeviceLinked.name || kind === DeviceUnlinked.name ? [(event as DeviceCreated).deviceId] : [];
  }
}
