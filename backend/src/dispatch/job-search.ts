import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SearchKind } from '../customers/search-hit.enum.js';
import { SearchSources } from '../customers/search-sources.service.js';

/** Makes visits findable by their number. */
@Injectable()
export class JobSearch implements OnModuleInit {
  constructor(private readonly sources: SearchSources) {}

  onModuleInit(): void {
    this.sources.addNumbers({
      kind: SearchKind.JOB,
      permission: 'dispatch:read',
      prefix: 'J',
      statement: `
        select j.id, j.customer_id as "customerId", concat_ws(' · ', j.number, j.title) as title, concat_ws(' · ', c.name, j.day::text) as subtitle, j.number as matched
        from job j join customer c on c.id = j.customer_id where j.number = any($1::text[]) limit 5`,
    });
  }
}
