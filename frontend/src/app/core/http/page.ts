import { InjectionToken } from '@angular/core';

/** Moves or reloads the page; a token, so that a test can watch it. */
export interface Page {
  reload(): void;
  /** Goes to a path of the app, from a light page too, which has no router. */
  go(path: string): void;
  /** Leaves the app for another address. */
  leave(url: string): void;
}

export const PAGE = new InjectionToken<Page>('page', {
  providedIn: 'root',
  factory: () => ({
    reload: () => location.reload(),
    leave: (url) => location.assign(url),
    go: (path) => {
      location.hash = `#${path}`;
    },
  }),
});
