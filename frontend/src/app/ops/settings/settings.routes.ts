import type { Routes } from '@angular/router';
import { SettingsArea } from './settings-area';

/** The pages of the settings, in the order of their menu. */
export default [
  {
    path: '',
    component: SettingsArea,
    children: [
      { path: '', pathMatch: 'full', redirectTo: 'brand' },
      { path: 'brand', title: 'ops.settings.pages.brand', loadComponent: () => import('./brand-page').then((m) => m.BrandPage) },
      { path: 'sign-in', title: 'ops.settings.pages.signIn', loadComponent: () => import('./sign-in-page').then((m) => m.SignInPage) },
      { path: 'language', title: 'ops.settings.pages.language', loadComponent: () => import('./language-page').then((m) => m.LanguagePage) },
      { path: 'domains', title: 'ops.settings.pages.domains', loadComponent: () => import('./domains-page').then((m) => m.DomainsPage) },
      { path: 'billing', title: 'ops.settings.pages.billing', loadComponent: () => import('./billing-page').then((m) => m.BillingSettingsPage) },
      { path: 'messages', title: 'ops.settings.pages.messages', loadComponent: () => import('./messages-page').then((m) => m.MessagesPage) },
      { path: 'letters', title: 'ops.settings.pages.letters', loadComponent: () => import('./letters-page').then((m) => m.LettersPage) },
      { path: 'promises', title: 'ops.settings.pages.promises', loadComponent: () => import('./promises-page').then((m) => m.PromisesPage) },
    ],
  },
] satisfies Routes;
