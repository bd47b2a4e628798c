import fc from 'fast-check';
import { OutgoingReason } from './outgoing-message.entity.js';
import { checklistOf, missingOf, type Found } from './sending-checklist.js';

const off: Found = { isSetUp: false, reason: OutgoingReason.NOT_SET_UP, code: null };
const good: Found = { isSetUp: true, reason: null, code: null };
const bad: Found = { isSetUp: true, reason: OutgoingReason.BAD_SIGN_IN, code: '535' };
const real = { demo: false, email: 'bonjour@fibre.example', mail: good, sms: good, hasReplies: true, hasSmsNews: true };
const missing = (facts: object) => missingOf(checklistOf({ ...real, ...facts }));

describe('going live', () => {
  it('needs one way that works, and none that is set up and does not', () => {
    expect(missing({})).toEqual([]);
    expect(missing({ sms: off })).toEqual([]);
    expect(missing({ mail: off })).toEqual([]);
    expect(missing({ mail: off, sms: off })).toEqual(['MAIL']);
    expect(missing({ mail: bad })).toEqual(['MAIL']);
    expect(missing({ sms: bad })).toEqual(['SMS']);
  });

  it('needs an address people can write to, and a provider that is no demonstration', () => expect(missing({ demo: true, email: null })).toEqual(['REAL_PROVIDER', 'CONTACT_ADDRESS']));

  it('does not wait for what is only useful', () => expect(missing({ hasReplies: false, hasSmsNews: false })).toEqual([]));

  it('says why only of what is not met', () =>
    fc.assert(fc.property(fc.record({ demo: fc.boolean(), email: fc.constantFrom(null, 'a@b.example'), mail: fc.constantFrom(off, good, bad), sms: fc.constantFrom(off, good, bad), hasReplies: fc.boolean(), hasSmsNews: fc.boolean() }), (facts) => {
      const items = checklistOf(facts);
      for (const { isMet, reason, failure } of items) if (isMet) expect([reason, failure]).toEqual([null, null]);
      const works = [facts.mail, facts.sms].filter(({ isSetUp }) => isSetUp);
      expect(missingOf(items).length === 0).toBe(!facts.demo && !!facts.email && works.length > 0 && works.every(({ reason }) => reason === null));
    })));
});
