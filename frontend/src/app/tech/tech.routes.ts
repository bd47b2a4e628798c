import { inject } from '@angular/core';
import type { Routes } from '@angular/router';
import { texts } from '../core/i18n/texts';
import { Area } from '../core/offline/area';
import { CommandLog } from '../core/offline/command-log';
import { DayPack } from '../core/offline/day-pack';
import { FieldStore } from '../core/offline/field-store';
import { Photos } from '../core/offline/photos';
import { PositionSharing } from '../core/offline/position-sharing';
import { Scans } from '../core/offline/scans';
import { Server } from '../core/offline/server';
import { signedIn } from '../core/session/guards';
import { Day } from './day/day';
import { TechArea } from './tech-area';

/** The phone is looked into while the texts are still on their way. */
const opened = () => Boolean(inject(FieldStore));

/** The technician's phone. A route with `data.nav` appears among the tabs, in this order. */
export default [
  {
    path: '',
    component: TechArea,
    canActivate: [signedIn('technician'), opened, texts('tech')],
    providers: [Server, FieldStore, Area, DayPack, Photos, Scans, CommandLog, PositionSharing],
    children: [
      { path: '', pathMatch: 'full', title: 'tech.nav.day', data: { nav: { label: 'tech.nav.day', icon: 'calendar' } }, component: Day },
      { path: 'scan', title: 'tech.nav.scan', data: { nav: { label: 'tech.nav.scan', icon: 'scan', needs: 'vision:scan' } }, loadComponent: () => import('./scan/scan-page').then((m) => m.ScanPage) },
      { path: 'stock', title: 'tech.nav.van', data: { nav: { label: 'tech.nav.van', icon: 'box' } }, loadComponent: () => import('./van/van-page').then((m) => m.VanPage) },
      { path: 'sync', title: 'tech.nav.sync', data: { nav: { label: 'tech.nav.sync', icon: 'sync' } }, loadComponent: () => import('./sync/sync-page').then((m) => m.SyncPage) },
      { path: 'map', title: 'tech.map.title', loadComponent: () => import('./day/day-map').then((m) => m.DayMap) },
      { path: 'device/:serial', title: 'tech.card.title', loadComponent: () => import('./device/device-page').then((m) => m.DevicePage) },
      { path: 'diagnostic', title: 'tech.line.page', loadComponent: () => import('./device/diagnostic-page').then((m) => m.DiagnosticPage) },
      { path: 'help', title: 'tech.help.title', loadComponent: () => import('./help/help-page').then((m) => m.HelpPage) },
      { path: ':job', title: 'tech.job.title', loadComponent: () => import('./job/job-page').then((m) => m.JobPage) },
    ],
  },
] satisfies Routes;
