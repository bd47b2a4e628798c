import { inject } from '@angular/core';
import { type CanActivateFn, RedirectCommand, Router } from '@angular/router';
import type { Permission } from '@demarc/permissions';
import { homeOf, type Kind, Session } from './session';

/** Lets in whoever is signed in as one of the kinds; others sign in first and come back to where they were going. */
export function signedIn(...kinds: readonly Kind[]): CanActivateFn {
  return async (_route, state) => {
    const router = inject(Router);
    const facts = await inject(Session).ready();
    if (!facts) return router.createUrlTree(['/login'], state.url === '/' ? {} : { queryParams: { next: state.url } });
    return kinds.includes(facts.kind) || router.parseUrl(homeOf(facts.kind));
  };
}

/** Lets in whoever holds the permission; others are told so, and the address stays. */
export function can(permission: Permission): CanActivateFn {
  return async () => {
    const session = inject(Session);
    const router = inject(Router);
    await session.ready();
    return session.can(permission) || new RedirectCommand(router.parseUrl('/denied'), { skipLocationChange: true });
  };
}
