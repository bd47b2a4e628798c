import { belongs, inboxFilter } from './inbox-filter';

const nothing = { status: ['OPEN', 'REPLIED', 'ON_HOLD'], priority: null, mine: null, tag: null, text: null };

describe('the inbox’s filter', () => {
  it.each([
    [{}, nothing],
    [{ status: 'OPEN' }, { ...nothing, status: ['OPEN'] }],
    [{ status: 'RESOLVED,CLOSED' }, { ...nothing, status: ['RESOLVED', 'CLOSED'] }],
    [{ status: 'ALL' }, { ...nothing, status: null }],
    [{ status: 'NONSENSE' }, nothing],
    [{ priority: 'URGENT,HIGH', mine: '1' }, { ...nothing, priority: ['URGENT', 'HIGH'], mine: true }],
    [{ mine: '0', q: '  modem ' }, { ...nothing, text: 'modem' }],
    [{ q: 'm' }, nothing],
    [{ tag: ' fibre ' }, { ...nothing, tag: 'fibre' }],
  ])('%j asks for %j', (address, filter) => expect(inboxFilter(address)).toEqual(filter));

  it('lets go of a ticket that was resolved meanwhile, unless all are shown', () => {
    const resolved = { status: 'RESOLVED', priority: 'MEDIUM' } as const;
    expect(belongs(resolved, inboxFilter({}))).toBe(false);
    expect(belongs(resolved, inboxFilter({ status: 'ALL' }))).toBe(true);
    expect(belongs(resolved, inboxFilter({ status: 'RESOLVED', priority: 'URGENT' }))).toBe(false);
  });
});
