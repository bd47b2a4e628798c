import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { idOfReply, plusPart, replyAddress } from './reply-address.js';

const base = 'reply@in.fibre.example';
const [key, older] = [randomBytes(32), randomBytes(32)];

describe('the address a mail is answered at', () => {
  it('leads back to its message, however its letters are written, also after keys rotated', () => {
    fc.assert(fc.property(fc.uuid(), (id) => {
      const address = replyAddress(base, id, [older]);
      expect(address.split('@')[0]!.length).toBeLessThanOrEqual(64);
      expect(idOfReply(base, address, [key, older])).toBe(id);
      expect(idOfReply(base, ` ${address.toUpperCase()}`, [older])).toBe(id);
      expect(idOfReply(base, address, [key])).toBeNull();
    }));
  });

  it('is nobody else’s: one sign changed, another domain, or no seal lead nowhere', () => {
    const address = replyAddress(base, randomUUID(), [key]);
    for (let at = 'reply+'.length; at < address.indexOf('@') - 1; at++) {
      const other = address[at] === 'a' ? 'b' : 'a';
      expect(idOfReply(base, address.slice(0, at) + other + address.slice(at + 1), [key])).toBeNull();
    }
    for (const strange of [address.replace('in.fibre', 'in.voleur'), base, 'reply+@in.fibre.example', 'reply+x@in.fibre.example', '', '@']) expect(idOfReply(base, strange, [key])).toBeNull();
  });

  it('may name a provider instead', () => expect(plusPart(base, 'Reply+Boreale@in.fibre.example')).toBe('boreale'));
});
