import { Component } from '@angular/core';
import { OpsShell } from '../core/shell/ops-shell';
import { Can } from '../core/session/can';
import { SearchPalette } from './search/search-palette';

/** The office's shell with its search. */
@Component({
  selector: 'app-ops-area',
  imports: [Can, OpsShell, SearchPalette],
  template: `
    <app-ops-shell>
      <app-search-palette *can="'customers:read'" search ngProjectAs="[search]" />
    </app-ops-shell>
  `,
})
export class OpsArea {}
