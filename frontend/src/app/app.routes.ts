import type { Routes } from '@angular/router';

/** Light public pages, then the three areas; each area brings its own shell and its data layer. */
export const routes: Routes = [
  { path: 'login', title: 'signIn.title', loadComponent: () => import('./sign-in/sign-in').then((m) => m.SignIn) },
  { path: 'paiement/merci', title: 'payment.thanksTitle', loadComponent: () => import('./payment/payment-thanks').then((m) => m.PaymentThanks) },
  { path: 'paiement/annule', title: 'payment.cancelledTitle', loadComponent: () => import('./payment/payment-cancelled').then((m) => m.PaymentCancelled) },
  { path: 'partage', title: 'share.title', loadComponent: () => import('./share/shared-place').then((m) => m.SharedPlace) },
  { path: 'catalogue', title: 'shop.catalogue', loadComponent: () => import('./shop/catalogue').then((m) => m.Catalogue) },
  { path: 'panier', title: 'shop.cart', loadComponent: () => import('./shop/cart-page').then((m) => m.CartPage) },
  { path: 'commande/confirmation', title: 'shop.confirmation', loadComponent: () => import('./shop/order-placed').then((m) => m.OrderPlaced) },
  { path: 'denied', title: 'denied.title', loadComponent: () => import('./core/errors/denied').then((m) => m.Denied) },
  { path: 'ops', loadChildren: () => import('./ops/ops.routes') },
  { path: 'j', loadChildren: () => import('./tech/tech.routes') },
  { path: '', loadChildren: () => import('./portal/portal.routes') },
  { path: '**', title: 'notFound.title', loadComponent: () => import('./core/errors/not-found').then((m) => m.NotFound) },
];
