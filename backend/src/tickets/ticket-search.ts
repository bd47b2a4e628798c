import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SearchKind, type SearchHit } from '../customers/search-hit.enum.js';
import { SearchSources, type NumberSource } from '../customers/search-sources.service.js';
import { Db } from '../platform/db/db.js';

/** Makes tickets findable by their number. */
@Injectable()
export class TicketSearch implements NumberSource, OnModuleInit {
  readonly kind = SearchKind.TICKET;
  readonly permission = 'tickets:read';
  readonly prefix = 'T';

  constructor(
    private readonly db: Db,
    private readonly sources: SearchSources,
  ) {}

  onModuleInit(): void {
    this.sources.addNumbers(this);
  }

  async find(numbers: readonly string[]): Promise<SearchHit[]> {
    const rows = await this.db.query<Omit<SearchHit, 'kind'>>(
      `select t.id, t.customer_id as "customerId", concat_ws(' · ', t.number, t.subject) as title, coalesce(c.name, t.raised_by) as subtitle, t.number as matched
       from ticket t left join customer c on c.id = t.customer_id where t.number = any($1::text[]) limit 5`,
      [numbers],
    );
    return rows.map((row) => ({ ...row, kind: this.kind }));
  }
}
