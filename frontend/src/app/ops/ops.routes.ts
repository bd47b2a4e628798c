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
        path: 'customers',
        title: 'ops.nav.customers',
        canActivate: [can('customers:read')],
        data: { nav: { label: 'ops.nav.customers', icon: 'users', needs: 'customers:read' } },
        loadComponent: () => import('./customers/customers-page').then((m) => m.CustomersPage),
      },
      {
        path: 'customers/:id',
        title: 'ops.customers.detail',
        canActivate: [can('customers:read')],
        loadComponent: () => import('./customers/customer-page').then((m) => m.CustomerPage),
      },
      {
        path: 'messages',
        title: 'ops.nav.messages',
        canActivate: [can('tickets:read')],
        data: { nav: { label: 'ops.nav.messages', icon: 'message', needs: 'tickets:read' } },
        loadComponent: () => import('./messages/messages-page').then((m) => m.MessagesPage),
        children: [
          { path: '', pathMatch: 'full', loadComponent: () => import('./messages/no-conversation').then((m) => m.NoConversation) },
          { path: ':id', loadComponent: () => import('./messages/conversation-page').then((m) => m.ConversationPage) },
        ],
      },
      {
        path: 'tickets/desk',
        title: 'ops.desk.title',
        canActivate: [can('tickets:write')],
        loadComponent: () => import('./desk/desk-page').then((m) => m.DeskPage),
      },
      {
        path: 'tickets',
        title: 'ops.nav.tickets',
        canActivate: [can('tickets:read')],
        data: { nav: { label: 'ops.nav.tickets', icon: 'ticket', needs: 'tickets:read' } },
        loadComponent: () => import('./tickets/ticket-inbox').then((m) => m.TicketInbox),
        children: [
          { path: '', pathMatch: 'full', loadComponent: () => import('./tickets/nothing-chosen').then((m) => m.NothingChosen) },
          { path: ':id', loadComponent: () => import('./tickets/ticket-page').then((m) => m.TicketPage) },
        ],
      },
      {
        path: 'dispatch',
        title: 'ops.nav.dispatch',
        canActivate: [can('dispatch:read')],
        data: { nav: { label: 'ops.nav.dispatch', icon: 'board' } },
        loadComponent: () => import('./dispatch/dispatch-page').then((m) => m.DispatchPage),
      },
      {
        path: 'phones',
        title: 'ops.nav.phones',
        canActivate: [can('dispatch:read')],
        data: { nav: { label: 'ops.nav.phones', icon: 'phone', needs: 'dispatch:read' } },
        loadComponent: () => import('./phones/phones-page').then((m) => m.PhonesPage),
      },
      {
        path: 'invoices',
        title: 'ops.nav.invoices',
        canActivate: [can('invoices:read')],
        data: { nav: { label: 'ops.nav.invoices', icon: 'invoice', needs: 'invoices:read' } },
        loadComponent: () => import('./invoices/invoice-list').then((m) => m.InvoiceList),
      },
      {
        path: 'invoices/:id',
        title: 'ops.nav.invoices',
        canActivate: [can('invoices:read')],
        loadComponent: () => import('./invoices/invoice-page').then((m) => m.InvoicePage),
      },
      {
        path: 'billing',
        title: 'ops.nav.billing',
        canActivate: [can('invoices:read')],
        data: { nav: { label: 'ops.nav.billing', icon: 'calendar', needs: 'invoices:read' } },
        loadComponent: () => import('./billing/billing-page').then((m) => m.BillingPage),
      },
      {
        path: 'autopay',
        title: 'ops.nav.autopay',
        canActivate: [can('payments:read')],
        data: { nav: { label: 'ops.nav.autopay', icon: 'card', needs: 'payments:read' } },
        loadComponent: () => import('./autopay/autopay-page').then((m) => m.AutopayPage),
      },
      {
        path: 'catalog',
        title: 'ops.nav.catalog',
        canActivate: [can('catalog:read')],
        data: { nav: { label: 'ops.nav.catalog', icon: 'box', needs: 'catalog:read' } },
        loadComponent: () => import('./catalog/catalog-page').then((m) => m.CatalogPage),
      },
      {
        path: 'equipment',
        title: 'ops.nav.equipment',
        canActivate: [can('equipment:read')],
        data: { nav: { label: 'ops.nav.equipment', icon: 'router', needs: 'equipment:read' } },
        loadComponent: () => import('./equipment/equipment-page').then((m) => m.EquipmentPage),
      },
      {
        path: 'equipment/:id',
        title: 'ops.equipment.detail',
        canActivate: [can('equipment:read')],
        loadComponent: () => import('./equipment/device-page').then((m) => m.DevicePage),
      },
      {
        path: 'stock',
        title: 'ops.nav.stock',
        canActivate: [can('equipment:read')],
        data: { nav: { label: 'ops.nav.stock', icon: 'inbox', needs: 'equipment:read' } },
        loadComponent: () => import('./stock/stock-page').then((m) => m.StockPage),
      },
      {
        path: 'alerts',
        title: 'ops.nav.alerts',
        canActivate: [can('alerts:read')],
        data: { nav: { label: 'ops.nav.alerts', icon: 'bell', needs: 'alerts:read' } },
        loadComponent: () => import('./alerts/alerts-page').then((m) => m.AlertsPage),
      },
      {
        path: 'outbox',
        title: 'ops.nav.outbox',
        canActivate: [can('messages:read')],
        data: { nav: { label: 'ops.nav.outbox', icon: 'mail', needs: 'messages:read' } },
        loadComponent: () => import('./outbox/outbox-page').then((m) => m.OutboxPage),
      },
      {
        path: 'imports',
        title: 'ops.nav.imports',
        canActivate: [can('imports:run')],
        data: { nav: { label: 'ops.nav.imports', icon: 'download', needs: 'imports:run' } },
        loadComponent: () => import('./imports/imports-page').then((m) => m.ImportsPage),
      },
      {
        path: 'team',
        title: 'ops.nav.team',
        canActivate: [can('staff:read')],
        data: { nav: { label: 'ops.nav.team', icon: 'users', needs: 'staff:write' } },
        loadComponent: () => import('./team/team-page').then((m) => m.TeamPage),
      },
      {
        path: 'security',
        title: 'ops.nav.security',
        loadComponent: () => import('./security/security-page').then((m) => m.SecurityPage),
      },
      {
        path: 'audit',
        title: 'ops.nav.audit',
        canActivate: [can('audit:read')],
        data: { nav: { label: 'ops.nav.audit', icon: 'clock', needs: 'audit:read' } },
        loadComponent: () => import('./audit/audit-page').then((m) => m.AuditPage),
      },
      {
        path: 'settings',
        title: 'ops.nav.settings',
        canActivate: [can('settings:write')],
        data: { nav: { label: 'ops.nav.settings', icon: 'settings', needs: 'settings:write' } },
        loadChildren: () => import('./settings/settings.routes'),
      },
    ],
  },
] satisfies Routes;
