import type { Routes } from '@angular/router';
import { provideGraphql } from '../core/graphql/apollo';
import { texts } from '../core/i18n/texts';
import { can, signedIn } from '../core/session/guards';
import { OpsArea } from './ops-area';

/** The office. A route with `data.nav` appears in the navigation, in this order. */
export default [
  {
    path: '',
    component: OpsArea,
    canActivate: [signedIn('staff'), texts('ops')],
    providers: [provideGraphql()],
    children: [
      {
        path: '',
        pathMatch: 'full',
        title: 'ops.nav.dashboard',
        data: { nav: { label: 'ops.nav.dashboard', icon: 'home' } },
        loadComponent: () => import('./dashboard/dashboard').then((m) => m.Dashboard),
      },
      {
        path: 'dispatch',
        title: 'ops.nav.dispatch',
        canActivate: [can('dispatch:read')],
        data: { nav: { label: 'ops.nav.dispatch', icon: 'board' } },
        loadComponent: () => import('./dispatch/dispatch-page').then((m) => m.DispatchPage),
      },
    ],
  },
] satisfies Routes;
