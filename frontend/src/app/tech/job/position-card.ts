import { Component, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { PositionSharing } from '../../core/offline/position-sharing';
import { Icon } from '../../ui/icon';

/** Asks once whether the place of this phone may be told on the way, and says plainly whether it is being told; the answer can be taken back at any time. */
@Component({
  selector: 'app-position-card',
  imports: [Icon, TranslocoPipe],
  template: `
    @if (sharing.isPossible && (always() || sharing.bound())) {
      <section class="card" aria-labelledby="position">
        <header>
          <h2 id="position">{{ 'tech.position.title' | transloco }}</h2>
          @if (sharing.isSharing()) {
            <span class="chip good" role="status"><app-icon name="pin" />{{ 'tech.position.on' | transloco }}</span>
          }
        </header>
        <div class="body stack">
          <p>{{ 'tech.position.text' | transloco }}</p>
          @if (sharing.isThere()) {
            <p class="note good" role="status"><app-icon name="pin" />{{ 'tech.position.near' | transloco }}</p>
          }
          @if (sharing.obstacle(); as obstacle) {
            <p class="note warn" role="alert"><app-icon name="alert" />{{ 'tech.position.' + obstacle | transloco }}</p>
          }
          @if (sharing.hasAgreed()) {
            <button type="button" class="button wide tall" (click)="sharing.agree(false)">{{ 'tech.position.stop' | transloco }}</button>
          } @else {
            <button type="button" class="button wide tall" (click)="sharing.agree(true)"><app-icon name="pin" />{{ 'tech.position.agree' | transloco }}</button>
          }
        </div>
      </section>
    }
  `,
})
export class PositionCard {
  /** Shown also while nobody is on the way. */
  readonly always = input(false);
  protected readonly sharing = inject(PositionSharing);
}
