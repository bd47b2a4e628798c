import { computed, inject } from '@angular/core';
import { ActivatedRoute } from '@angular/router';
import { Session } from '../session/session';
import { NavBadges, navOf } from './nav';

/** The links and counts of the area a shell stands in; the shells differ in how they show them. */
export function areaNav(base: string) {
  const session = inject(Session);
  const routes = inject(ActivatedRoute).routeConfig?.children ?? [];
  const badges = inject(NavBadges);
  return { links: computed(() => navOf(routes, base, session)), badge: (path: string) => badges.of(path) };
}
