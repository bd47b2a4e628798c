import { hitLink, type Hit } from './hit-link';

it.each<[Hit['kind'], string]>([
  ['CUSTOMER', '/ops/customers/7'],
  ['DEVICE', '/ops/equipment/7'],
  ['INVOICE', '/ops/invoices/7'],
  ['TICKET', '/ops/tickets/7'],
])('a %s leads to %s', (kind, path) => expect(hitLink({ kind, id: '7' }).path.join('/')).toBe(path));

it('a visit is opened on the board', () => expect(hitLink({ kind: 'JOB', id: '7' })).toEqual({ path: ['/ops/dispatch'], queryParams: { job: '7' } }));
