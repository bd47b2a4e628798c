import { computed, Injectable, signal } from '@angular/core';

export type ConnectionState = 'idle' | 'live' | 'reconnecting' | 'offline';

/** How the page stands with the server's live news: `idle` until something is followed. */
@Injectable({ providedIn: 'root' })
export class Connection {
  private readonly socket = signal<'idle' | 'live' | 'reconnecting'>('idle');
  private readonly online = signal(navigator.onLine);
  readonly state = computed<ConnectionState>(() => (this.online() ? this.socket() : 'offline'));

  constructor() {
    window.addEventListener('online', () => this.online.set(true));
    window.addEventListener('offline', () => this.online.set(false));
  }

  set(state: 'idle' | 'live' | 'reconnecting'): void {
    this.socket.set(state);
  }
}
