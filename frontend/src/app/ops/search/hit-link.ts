import type { Params } from '@angular/router';
import type { SearchQuery } from './search.generated';

export type Hit = SearchQuery['search'][number];

/** Where a hit leads to. */
export function hitLink({ kind, id }: Pick<Hit, 'kind' | 'id'>): { readonly path: readonly string[]; readonly queryParams?: Params } {
  switch (kind) {
    case 'CUSTOMER':
      return { path: ['/ops/customers', id] };
    case 'DEVICE':
      return { path: ['/ops/equipment', id] };
    case 'INVOICE':
      return { path: ['/ops/invoices', id] };
    case 'TICKET':
      return { path: ['/ops/tickets', id] };
    case 'JOB':
      return { path: ['/ops/dispatch'], queryParams: { job: id } };
  }
}
