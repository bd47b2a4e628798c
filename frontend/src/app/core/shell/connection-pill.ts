import { Component, computed, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from '../../ui/icon';
import { Connection } from '../graphql/connection';

/** Whether what is on screen follows the server: live, reconnecting or offline. */
@Component({
  selector: 'app-connection-pill',
  imports: [Icon, TranslocoPipe],
  template: `
    <span role="status">
      @if (connection.state() !== 'idle') {
        <span class="chip" [class]="tone()" [title]="'shell.connection.' + connection.state() | transloco">
          @if (connection.state() !== 'live') {
            <app-icon [name]="connection.state() === 'offline' ? 'wifi-off' : 'sync'" />
          }
          <span class="word">{{ 'shell.connection.' + connection.state() | transloco }}</span>
        </span>
      }
    </span>
  `,
  styles: `
    .good {
      background: none;
      border-color: transparent;
    }
    app-icon {
      display: none;
      --icon: 1rem;
    }
    /* On a phone the bar has room for the provider's name or for a word, not for both. */
    @media (max-width: 40rem) {
      app-icon {
        display: inline-flex;
      }
      .warn::before,
      .bad::before {
        display: none;
      }
      .word {
        position: absolute;
        width: 1px;
        clip-path: inset(50%);
        overflow: hidden;
      }
    }
  `,
})
export class ConnectionPill {
  protected readonly connection = inject(Connection);
  protected readonly tone = computed(() => ({ idle: '', live: 'good', reconnecting: 'warn', offline: 'bad' })[this.connection.state()]);
}
