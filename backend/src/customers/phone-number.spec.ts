import { e164, lastTen, isHalfAPhone } from './phone-number.js';

describe('a telephone number in E.164', () => {
  it.each([
    ['418-555-1234', '+14185551234'],
    ['(450) 432 8877', '+14504328877'],
    ['1 450 432-8877', '+14504328877'],
    ['+1 (450) 432-8877', '+14504328877'],
    ['450.432.8877 poste 214', '+14504328877'],
    ['450-432-8877 x12', '+14504328877'],
    ['+33 6 12 34 56 78', '+33612345678'],
    ['011 33 6 12 34 56 78', '+33612345678'],
    ['0033 6 12 34 56 78', '+33612345678'],
    ['001 450 432 8877', '+14504328877'],
  ])('%s is %s', (text, expected) => expect(e164(text)).toBe(expected));

  it.each(['', '12', '432-8877', '150-432-8877', '450-132-8877', '+999 123 456 789', '+210 1234567', '+33 1', '4504328877123', 'abc'])('%s is nobody’s', (text) => expect(e164(text)).toBeUndefined());
});

describe('the last ten digits', () => {
  it.each([
    ['+1 (450) 432-8877', '4504328877'],
    ['450.432.8877 poste 214', '4504328877'],
    ['+33 6 12 34 56 78', '3612345678'],
    ['432-8877', '4328877'],
  ])('of %s are %s', (text, expected) => expect(lastTen(text)).toBe(expected));
});

describe('half a telephone number', () => {
  it.each(['514 555', '514 55', '(514) 555-01', '514-555-01', '514.555.019'])('is %s', (text) => expect(isHalfAPhone(text)).toBe(true));
  it.each(['10042', '123-4567', 'C-00042', '514 555-0199', '12 345', 'CUST-17'])('is not %s', (text) => expect(isHalfAPhone(text)).toBe(false));
});
