import { Component, inject } from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { OpsShell } from '../core/shell/ops-shell';
import { SearchField } from '../ui/search-field';

/** The office's shell with its search: Enter leads to the customers found. */
@Component({
  selector: 'app-ops-area',
  imports: [OpsShell, SearchField, TranslocoPipe],
  template: `
    <app-ops-shell>
      @if (searchable) {
        <app-search-field search shortcut [label]="'ops.search' | transloco" (submitted)="search($event)" />
      }
    </app-ops-shell>
  `,
})
export class OpsArea {
  private readonly router = inject(Router);
  /** Whether there is a list of customers to search in. */
  protected readonly searchable = inject(ActivatedRoute).routeConfig?.children?.some(({ path }) => path === 'customers');

  protected search(q: string): void {
    if (q) void this.router.navigate(['/ops/customers'], { queryParams: { q } });
  }
}
