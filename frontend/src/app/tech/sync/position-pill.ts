import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { PositionSharing } from '../../core/offline/position-sharing';
import { Icon } from '../../ui/icon';

/** Stands in the bar as long as the place of this phone is told to anybody; leads to where that is stopped. */
@Component({
  selector: 'app-position-pill',
  imports: [Icon, RouterLink, TranslocoPipe],
  template: `
    @if (sharing.isSharing()) {
      <a class="chip good" routerLink="/j/sync" [attr.aria-label]="'tech.position.on' | transloco" [title]="'tech.position.on' | transloco"><app-icon name="pin" /></a>
    }
  `,
  styles: `
    a {
      min-height: 2rem;
      text-decoration: none;
    }
  `,
})
export class PositionPill {
  protected readonly sharing = inject(PositionSharing);
}
