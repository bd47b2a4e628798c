import { claimAt, groupsOf, roleOf, toldBy } from './claims.js';

describe('what a provider tells', () => {
  it.each([
    ['a list', { groups: ['ops'] }, 'groups', ['ops']],
    ['one group as text', { groups: 'ops' }, 'groups', ['ops']],
    ['a path, as Keycloak writes roles', { realm_access: { roles: ['ops'] } }, 'realm_access.roles', ['ops']],
    ['a name with dots', { 'https://x.example/groups': ['ops'] }, 'https://x.example/groups', ['ops']],
    ['what is no text', { groups: [1, null, 'ops'] }, 'groups', ['ops']],
    ['nothing there', {}, 'a.b.c', []],
    ['a path through text', { a: 'b' }, 'a.b', []],
    ['names every object has', {}, 'constructor.name', []],
  ])('has groups as %s', (_, claims, path, groups) => expect(groupsOf([claims], path)).toEqual(groups));

  it('is read from the ID token before the user info', () => {
    expect(groupsOf([{}, { groups: ['b'] }, { groups: ['c'] }], 'groups')).toEqual(['b']);
    expect(claimAt({ 'a.b': 1, a: { b: 2 } }, 'a.b')).toBe(1);
  });

  it('gives the first role of the table that fits, with or without the slash of a full path', () => {
    const table = [{ group: 'direction', role: 'owner' }, { group: '/ops', role: 'dispatcher' }];
    expect(roleOf(['/direction', 'ops'], table)).toBe('owner');
    expect(roleOf(['ops'], table)).toBe('dispatcher');
    expect(roleOf(['/ops'], table)).toBe('dispatcher');
    expect(roleOf(['/ops/sub', 'OPS'], table)).toBeUndefined();
    expect(roleOf([], table)).toBeUndefined();
  });

  it('names a person, and takes the word that an address is verified from beside the address only', () => {
    expect(toldBy([{ sub: '1', given_name: 'Anne', family_name: 'Roy' }, { email: 'Anne@Nord.example ', email_verified: true }], 'groups')).toEqual({ subject: '1', email: 'anne@nord.example', verified: true, name: 'Anne Roy', groups: [] });
    expect(toldBy([{ sub: '1', email: 'anne@nord.example' }, { email: 'other@nord.example', email_verified: true }], 'groups').verified).toBe(false);
    expect(toldBy([{ sub: '1', email: 'a@b.example', email_verified: 'true' }], 'groups')).toMatchObject({ verified: false, name: 'a@b.example' });
  });
});
