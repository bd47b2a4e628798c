import type { Routes } from '@angular/router';
import { provideGraphql } from '../core/graphql/apollo';
import { texts } from '../core/i18n/texts';
import { signedIn } from '../core/session/guards';
import { TechArea } from './tech-area';

/** The technician's phone. A route with `data.nav` appears among the tabs, in this order. */
export default [
  {
    path: '',
    component: TechArea,
    canActivate: [signedIn('technician'), texts('tech')],
    providers: [provideGraphql()],
    children: [
      {
        path: '',
        pathMatch: 'full',
        title: 'tech.nav.day',
        data: { nav: { label: 'tech.nav.day', icon: 'calendar' } },
        loadComponent: () => import('./day/day').then((m) => m.Day),
      },
    ],
  },
] satisfies Routes;
