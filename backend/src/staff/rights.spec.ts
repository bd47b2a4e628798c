import fc from 'fast-check';
import { GRANTABLE, PERMISSIONS, type Permission } from '@demarc/permissions';
import { beyond, isForOffice, isSeeded, ungrantable } from './rights.js';

const some = fc.subarray([...GRANTABLE]);

describe('rights', () => {
  it('of customers and devices are for no role', () => {
    expect(ungrantable(['own:pay', 'telemetry:write', 'no:such', 'invoices:read'])).toEqual(['own:pay', 'telemetry:write', 'no:such']);
    expect(ungrantable(PERMISSIONS.filter((p) => GRANTABLE.includes(p)))).toEqual([]);
  });

  it('know what came with the product', () => {
    expect([isSeeded('billing'), isSeeded('Comptoir'), isSeeded('toString')]).toEqual([true, false, false]);
    expect([isForOffice('billing'), isForOffice('technician')]).toEqual([true, false]);
  });

  it('can neither be given nor taken by somebody who does not have them', () => {
    fc.assert(
      fc.property(some, some, some, (mine, before, after) => {
        const refused = beyond(new Set(mine), before, after);
        const given = after.filter((p) => !before.includes(p));
        const taken = before.filter((p) => !after.includes(p));
        // A change that passes leaves every permission that is not mine exactly where it was.
        if (!refused.length) expect([...given, ...taken].every((p) => mine.includes(p))).toBe(true);
        else expect(refused.every((p) => !mine.includes(p as Permission) && before.includes(p as Permission) !== after.includes(p as Permission))).toBe(true);
      }),
    );
  });
});
