import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { CommandLog } from '../../core/offline/command-log';

/** How many actions are on this phone only; leads to the list of them. */
@Component({
  selector: 'app-sync-pill',
  imports: [RouterLink, TranslocoPipe],
  template: `
    <span role="status">
      @if (log.undecided().length; as n) {
        <a class="chip bad" routerLink="/j/sync">{{ (n === 1 ? 'tech.sync.oneToDecide' : 'tech.sync.toDecide') | transloco: { n } }}</a>
      } @else if (log.waiting(); as n) {
        <a class="chip warn" routerLink="/j/sync">{{ (n === 1 ? 'tech.sync.oneWaits' : 'tech.sync.wait') | transloco: { n } }}</a>
      }
    </span>
  `,
  styles: `
    a {
      min-height: 2rem;
      text-decoration: none;
    }
  `,
})
export class SyncPill {
  protected readonly log = inject(CommandLog);
}
