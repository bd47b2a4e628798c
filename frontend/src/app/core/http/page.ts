import { InjectionToken } from '@angular/core';

/** Leaves or reloads the page; a token, so that a test can watch it. */
export interface Page {
  reload(): void;
  leave(url: string): void;
}

export const PAGE = new InjectionToken<Page>('page', {
  providedIn: 'root',
  factory: () => ({ reload: () => location.reload(), leave: (url) => location.assign(url) }),
});
