import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SearchKind, type SearchHit } from '../customers/search-hit.enum.js';
import { SearchSources, type NumberSource } from '../customers/search-sources.service.js';
import { Db } from '../platform/db/db.js';

/** Makes invoices findable by their number. */
@Injectable()
export class InvoiceSearch implements NumberSource, OnModuleInit {
  readonly kind = SearchKind.INVOICE;
  readonly permission = 'invoices:read';
  readonly prefix = 'INV';

  constructor(
    private readonly db: Db,
    private readonly sources: SearchSources,
  ) {}

  onModuleInit(): void {
    this.sources.addNumbers(this);
  }

  async find(numbers: readonly string[]): Promise<SearchHit[]> {
    const rows = await this.db.query<Omit<SearchHit, 'kind'>>(
      `select i.id, i.customer_id as "customerId", i.number as title, concat_ws(' · ', c.name, i.issued_on::text) as subtitle, i.number as matched
       from invoice i join customer c on c.id = i.customer_id where i.number = any($1::text[]) limit 5`,
      [numbers],
    );
    return rows.map((row) => ({ ...row, kind: this.kind }));
  }
}
