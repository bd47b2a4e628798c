import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { aSession, provideTexts, server } from '../../../../test/support';
import type { SessionFacts } from './session';
import { can, signedIn } from './guards';

@Component({ template: `page` })
class Page {}

const routes = [
  { path: 'login', component: Page },
  { path: 'denied', component: Page },
  { path: 'ops', canActivate: [signedIn('staff')], children: [{ path: 'invoices', canActivate: [can('invoices:read')], component: Page }, { path: '', component: Page }] },
  { path: 'j', canActivate: [signedIn('technician')], component: Page },
  { path: '', pathMatch: 'full' as const, canActivate: [signedIn('customer')], component: Page },
];

async function visit(url: string, session: SessionFacts | null): Promise<string> {
  localStorage.clear();
  server({ '/auth/session': () => ({ body: { session } }) });
  TestBed.configureTestingModule({ providers: [provideRouter(routes), provideTexts()] });
  await (await RouterTestingHarness.create()).navigateByUrl(url);
  const router = TestBed.inject(Router);
  return router.lastSuccessfulNavigation()?.finalUrl?.toString() ?? router.url;
}

describe('guards', () => {
  it.each([
    ['/ops/invoices', null, '/login?next=%2Fops%2Finvoices'],
    ['/', null, '/login'],
    ['/', aSession({ kind: 'staff' }), '/ops'],
    ['/ops', aSession({ kind: 'technician' }), '/j'],
    ['/ops', aSession({ kind: 'staff' }), '/ops'],
    ['/ops/invoices', aSession({ permissions: ['invoices:read'] }), '/ops/invoices'],
    ['/ops/invoices', aSession({ permissions: ['tickets:read'] }), '/denied'],
  ])('lead from %s to the right page (%#)', async (url, session, expected) => {
    expect(await visit(url, session)).toBe(expected);
  });

  it('let whoever was here last go on without network', async () => {
    server({ '/auth/session': () => 'unreachable' });
    localStorage.setItem('demarc.session', JSON.stringify(aSession({ kind: 'technician' })));
    TestBed.configureTestingModule({ providers: [provideRouter(routes), provideTexts()] });
    await (await RouterTestingHarness.create()).navigateByUrl('/j');
    expect(TestBed.inject(Router).url).toBe('/j');
  });

  it('let a technician in at once, however long the server takes to answer', async () => {
    globalThis.fetch = (() => new Promise(() => undefined)) as typeof fetch;
    localStorage.setItem('demarc.session', JSON.stringify(aSession({ kind: 'technician' })));
    TestBed.configureTestingModule({ providers: [provideRouter(routes), provideTexts()] });
    await (await RouterTestingHarness.create()).navigateByUrl('/j');
    expect(TestBed.inject(Router).url).toBe('/j');
  });
});
