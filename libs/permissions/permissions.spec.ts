import { CONTACT_ROLES, isPermission, PERMISSIONS, STAFF_ROLES } from './permissions.ts';

const staffRoles = Object.entries(STAFF_ROLES) as [string, readonly string[]][];
const contactRoles = Object.entries(CONTACT_ROLES) as [string, readonly string[]][];

describe('permissions', () => {
  it('are spelled module:right, each once', () => {
    expect(PERMISSIONS.filter((permission) => !/^[a-z]+:[a-z]+(-[a-z]+)*$/.test(permission))).toEqual([]);
    expect(new Set(PERMISSIONS).size).toBe(PERMISSIONS.length);
  });

  it('are told from other text', () => {
    expect(isPermission('invoices:write')).toBe(true);
    expect(isPermission('invoices:*')).toBe(false);
    expect(isPermission('toString')).toBe(false);
  });
});

describe('roles', () => {
  it.each([...staffRoles, ...contactRoles])('%s holds known permissions, each once', (_, permissions) => {
    expect(permissions.every(isPermission)).toBe(true);
    expect(new Set(permissions).size).toBe(permissions.length);
  });

  it.each(contactRoles)('the contact role %s reaches nothing of the office', (_, permissions) =>
    expect(permissions.filter((permission) => !permission.startsWith('own:') && permission !== 'tenant:read')).toEqual([]));

  it.each(staffRoles)('the staff role %s holds no right of a customer, nor of a device', (_, permissions) =>
    expect(permissions.filter((permission) => permission.startsWith('own:') || permission === 'telemetry:write')).toEqual([]));

  it('let only owner and admin change settings and staff', () => {
    const holders = (permission: string) => staffRoles.filter(([, permissions]) => permissions.includes(permission)).map(([name]) => name);
    expect(holders('settings:write')).toEqual(['owner', 'admin']);
    expect(holders('staff:write')).toEqual(['owner', 'admin']);
    expect(holders('keys:write')).toEqual(['owner', 'admin']);
    expect(holders('audit:read')).toEqual(['owner', 'admin']);
    expect(holders('payments:write')).toEqual(['owner', 'admin', 'billing']);
  });

  it('let a viewer only read, and a technician only work', () => {
    expect(STAFF_ROLES.viewer.filter((permission) => !permission.endsWith(':read'))).toEqual([]);
    expect([...STAFF_ROLES.technician].sort()).toEqual(['field:work', 'tenant:read', 'vision:scan']);
  });
});
