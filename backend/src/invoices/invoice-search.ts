import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SearchKind } from '../customers/search-hit.enum.js';
import { SearchSources } from '../customers/search-sources.service.js';

/** Makes invoices findable by their number. */
@Injectable()
export class InvoiceSearch implements OnModuleInit {
  constructor(private readonly sources: SearchSources) {}

  onModuleInit(): void {
    this.sources.addNumbers({
      kind: SearchKind.INVOICE,
      permission: 'invoices:read',
      prefix: 'INV',
      statement: `
        select i.id, i.customer_id as "customerId", i.number as title, concat_ws(' · ', c.name, i.issued_on::text) as subtitle, i.number as matched
        from invoice i join customer c on c.id = i.customer_id where i.number = any($1::text[]) limit 5`,
    });
  }
}
