import type { Routes } from '@angular/router';
import { provideGraphql } from '../core/graphql/apollo';
import { texts } from '../core/i18n/texts';
import { can, signedIn } from '../core/session/guards';
import { PortalShell } from '../core/shell/portal-shell';
import { Dashboard } from './dashboard/dashboard';

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
        component: Dashboard,
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
      {
        path: 'payments',
        title: 'portal.nav.payments',
        data: { nav: { label: 'portal.nav.payments', icon: 'card' } },
        loadComponent: () => import('./payments/payments-page').then((m) => m.PaymentsPage),
      },
      {
        path: 'paiement/carte-ajoutee',
        title: 'portal.payments.cardSaved',
        canActivate: [can('own:pay')],
        loadComponent: () => import('./payments/method-saved').then((m) => m.MethodSaved),
      },
      {
        path: 'tickets',
        title: 'portal.nav.tickets',
        canActivate: [can('own:tickets')],
        data: { nav: { label: 'portal.nav.tickets', icon: 'message', needs: 'own:tickets' } },
        loadComponent: () => import('./tickets/ticket-list').then((m) => m.TicketList),
      },
      {
        path: 'tickets/new',
        title: 'portal.tickets.newTitle',
        canActivate: [can('own:tickets')],
        loadComponent: () => import('./tickets/new-ticket').then((m) => m.NewTicket),
      },
      {
        path: 'tickets/:number',
        title: 'portal.nav.tickets',
        canActivate: [can('own:tickets')],
        loadComponent: () => import('./tickets/ticket-page').then((m) => m.TicketPage),
      },
      {
        path: 'rendez-vous',
        title: 'portal.nav.visits',
        data: { nav: { label: 'portal.nav.visits', icon: 'calendar' } },
        loadComponent: () => import('./visits/visits-page').then((m) => m.VisitsPage),
      },
      {
        path: 'commandes',
        title: 'portal.nav.orders',
        loadComponent: () => import('./orders/orders-page').then((m) => m.OrdersPage),
      },
      {
        path: 'messages',
        title: 'portal.nav.messages',
        canActivate: [can('own:tickets')],
        data: { nav: { label: 'portal.nav.messages', icon: 'inbox', needs: 'own:tickets' } },
        loadComponent: () => import('./messages/messages-page').then((m) => m.MessagesPage),
      },
      {
        path: 'me',
        title: 'portal.nav.me',
        data: { nav: { label: 'portal.nav.me', icon: 'user' } },
        loadComponent: () => import('./me/me').then((m) => m.Me),
      },
    ],
  },
] satisfies Routes;
