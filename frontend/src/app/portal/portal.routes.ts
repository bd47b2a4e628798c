import type { Routes } from '@angular/router';
import { provideGraphql } from '../core/graphql/apollo';
import { texts } from '../core/i18n/texts';
import { signedIn } from '../core/session/guards';
import { PortalShell } from '../core/shell/portal-shell';

/** The customer's portal. A route with `data.nav` appears in the navigation, in this order. */
export default [
  {
    path: '',
    component: PortalShell,
    canActivate: [signedIn('customer'), texts('portal')],
    providers: [provideGraphql()],
    children: [
      {
        path: '',
        pathMatch: 'full',
        title: 'portal.nav.dashboard',
        data: { nav: { label: 'portal.nav.dashboard', icon: 'home' } },
        loadComponent: () => import('./dashboard/dashboard').then((m) => m.Dashboard),
      },
      {
        path: 'invoices',
        title: 'portal.nav.invoices',
        data: { nav: { label: 'portal.nav.invoices', icon: 'invoice' } },
        loadComponent: () => import('./invoices/invoice-list').then((m) => m.InvoiceList),
      },
      {
        path: 'invoices/:number',
        title: 'portal.nav.invoices',
        loadComponent: () => import('./invoices/invoice-page').then((m) => m.InvoicePage),
      },
    ],
  },
] satisfies Routes;
