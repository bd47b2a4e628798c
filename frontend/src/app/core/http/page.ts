import { InjectionToken } from '@angular/core';

/** Moves or reloads the page; a token, so that a test can watch it. */
export interface Page {
  reload(): void;
  /** Goes to a path of the app, from a light page too, which has no router. */
  go(path: string): void;
}

export const PAGE = new InjectionToken<Page>('page', {
  providedIn: 'root',
  factory: () => ({
    reload: () => location.reload(),
    go: (path) => {
      location.hash = `#${path}`;
    },
  }),
});
