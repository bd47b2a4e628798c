import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SearchKind } from '../customers/search-hit.enum.js';
import { SearchSources } from '../customers/search-sources.service.js';

/** Makes tickets findable by their number. */
@Injectable()
export class TicketSearch implements OnModuleInit {
  constructor(private readonly sources: SearchSources) {}

  onModuleInit(): void {
    this.sources.addNumbers({
      kind: SearchKind.TICKET,
      permission: 'tickets:read',
      prefix: 'T',
      statement: `
        select t.id, t.customer_id as "customerId", concat_ws(' · ', t.number, t.subject) as title, coalesce(c.name, t.raised_by) as subtitle, t.number as matched
        from ticket t left join customer c on c.id = t.customer_id where t.number = any($1::text[]) limit 5`,
    });
  }
}
