import { Component } from '@angular/core';
import { OpsShell } from '../core/shell/ops-shell';
import { Can } from '../core/session/can';
import { AlertsBadge } from './alerts/alerts-badge';
import { LateBadge } from './promises/late-badge';
import { MessagesBadge } from './messages/messages-badge';
import { PausedPill } from './billing/paused-pill';
import { SearchPalette } from './search/search-palette';

/** The office's shell with its search. */
@Component({
  selector: 'app-ops-area',
  imports: [AlertsBadge, Can, LateBadge, MessagesBadge, OpsShell, PausedPill, SearchPalette],
  template: `
    <app-ops-shell>
      <app-search-palette *can="'customers:read'" search ngProjectAs="[search]" />
      <app-messages-badge top />
      <app-late-badge top />
      <app-paused-pill *can="'invoices:read'" top ngProjectAs="[top]" />
      <app-alerts-badge top />
    </app-ops-shell>
  `,
})
export class OpsArea {}
