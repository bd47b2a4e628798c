import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SearchKind, type SearchHit } from '../customers/search-hit.enum.js';
import { SearchSources, type NumberSource } from '../customers/search-sources.service.js';
import { Db } from '../platform/db/db.js';

/** Makes visits findable by their number. */
@Injectable()
export class JobSearch implements NumberSource, OnModuleInit {
  readonly kind = SearchKind.JOB;
  readonly permission = 'dispatch:read';
  readonly prefix = 'J';

  constructor(
    private readonly db: Db,
    private readonly sources: SearchSources,
  ) {}

  onModuleInit(): void {
    this.sources.addNumbers(this);
  }

  async find(numbers: readonly string[]): Promise<SearchHit[]> {
    const rows = await this.db.query<Omit<SearchHit, 'kind'>>(
      `select j.id, j.customer_id as "customerId", concat_ws(' · ', j.number, j.title) as title, concat_ws(' · ', c.name, j.day::text) as subtitle, j.number as matched
       from job j join customer c on c.id = j.customer_id where j.number = any($1::text[]) limit 5`,
      [numbers],
    );
    return rows.map((row) => ({ ...row, kind: this.kind }));
  }
}
