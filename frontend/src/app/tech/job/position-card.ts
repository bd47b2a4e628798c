import { Component, inject, input, resource } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { MyPositionLooksDocument } from '../../core/offline/position.generated';
import { PositionSharing } from '../../core/offline/position-sharing';
import { Server } from '../../core/offline/server';
import { WhenPipe } from '../../ui/dates';
import { Icon } from '../../ui/icon';

/** Asks once whether the place of this phone may be told on the way, and says plainly whether it is being told; the answer can be taken back at any time. */
@Component({
  selector: 'app-position-card',
  imports: [Icon, TranslocoPipe, WhenPipe],
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
          @if (always() && looks.hasValue()) {
            <h3>{{ 'tech.position.looks' | transloco }}</h3>
            @for (look of looks.value(); track look.id) {
              <p class="row spread"><span>{{ look.by }}</span><span class="quiet">{{ look.hour | when }}</span></p>
            } @empty {
              <p class="quiet">{{ 'tech.position.noLooks' | transloco }}</p>
            }
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
  private readonly server = inject(Server);
  /** Who of the office had the place before them; asked with signal, and left out without. */
  protected readonly looks = resource({ params: () => this.always() || undefined, loader: async () => (await this.server.ask(MyPositionLooksDocument, {})).myPositionLooks });
}
