import type { Permission } from '@demarc/permissions';
import { navOf } from './nav';

const allowed = (...permissions: Permission[]) => ({ can: (permission: Permission) => permissions.includes(permission) });
const routes = [
  { path: '', data: { nav: { label: 'a', icon: 'home' } } },
  { path: 'invoices', data: { nav: { label: 'b', icon: 'invoice', needs: 'invoices:read' } } },
  { path: 'invoices/:number' },
];

describe('the navigation of an area', () => {
  it('shows the routes that exist and may be opened', () => {
    expect(navOf(routes, '/ops', allowed()).map((l) => l.link)).toEqual(['/ops']);
    expect(navOf(routes, '/ops', allowed('invoices:read')).map((l) => l.link)).toEqual(['/ops', '/ops/invoices']);
    expect(navOf(routes, '/', allowed('invoices:read')).map((l) => l.link)).toEqual(['/', '/invoices']);
  });

  it('puts a heading above the first of a group that may be opened', () => {
    const grouped = [{ path: '', data: { nav: { label: 'a', icon: 'home' } } }, ...['invoices', 'payments', 'stock'].map((path, i) => ({ path, data: { nav: { label: path, icon: 'invoice', needs: i === 0 ? 'invoices:read' : undefined, group: i < 2 ? 'money' : 'things' } } }))];
    expect(navOf(grouped, '/ops', allowed('invoices:read')).map((l) => l.heading)).toEqual([undefined, 'money', undefined, 'things']);
    expect(navOf(grouped, '/ops', allowed()).map((l) => l.heading)).toEqual([undefined, 'money', 'things']);
  });

  it('counts the first page as open only at its own address', () => {
    expect(navOf(routes, '/ops', allowed('invoices:read')).map((l) => l.exact)).toEqual([true, false]);
  });
});
