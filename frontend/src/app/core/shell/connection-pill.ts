import { Component, computed, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Connection } from '../graphql/connection';

/** Whether what is on screen follows the server: live, reconnecting or offline. */
@Component({
  selector: 'app-connection-pill',
  imports: [TranslocoPipe],
  template: `
    <span role="status">
      @if (connection.state() !== 'idle') {
        <span class="chip" [class]="tone()"><span class="word">{{ 'shell.connection.' + connection.state() | transloco }}</span></span>
      }
    </span>
  `,
  styles: `
    .good {
      background: none;
      border-color: transparent;
    }
    @media (max-width: 40rem) {
      .good .word {
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
