import { Injectable, signal } from '@angular/core';
import type { Route } from '@angular/router';
import type { Permission } from '@demarc/permissions';
import type { IconName } from '../../ui/icons';
import type { Session } from '../session/session';

/** What a route says about its place in the navigation: `data: { nav: { label: 'ops.nav.invoices', icon: 'invoice' } }`. */
export interface NavEntry {
  /** A text key. */
  readonly label: string;
  readonly icon: IconName;
  readonly needs?: Permission;
  /** A text key: the heading of the entries that belong together. */
  readonly group?: string;
}

export interface NavLink extends NavEntry {
  readonly path: string;
  readonly link: string;
  /** Whether only this very address counts as being there: the area's first page. */
  readonly exact: boolean;
  /** The heading that stands above this link: it is the first of its group that the person may open. */
  readonly heading?: string;
}

/** The links of an area, from the routes that really exist and that the person may open, in the order of the routes. */
export function navOf(routes: readonly Route[], base: string, session: Pick<Session, 'can'>): NavLink[] {
  let group: string | undefined;
  return routes.flatMap((route) => {
    const entry = route.data?.['nav'] as NavEntry | undefined;
    if (!entry || (entry.needs && !session.can(entry.needs))) return [];
    const path = route.path ?? '';
    const heading = entry.group === group ? undefined : entry.group;
    group = entry.group;
    return [{ ...entry, heading, path, link: path ? `${base === '/' ? '' : base}/${path}` : base, exact: !path }];
  });
}

export interface NavBadge {
  readonly count: number;
  readonly tone: 'calm' | 'bad';
}

/** Counts beside navigation entries, by route path: `badges.set('alerts', { count: 3, tone: 'bad' })`. */
@Injectable({ providedIn: 'root' })
export class NavBadges {
  private readonly all = signal<Readonly<Record<string, NavBadge>>>({});

  of(path: string): NavBadge | undefined {
    return this.all()[path];
  }

  set(path: string, badge: NavBadge): void {
    this.all.update((all) => ({ ...all, [path]: badge }));
  }
}
