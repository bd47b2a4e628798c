import { redactedEmail, redactedPhone } from './redaction.js';

describe('a hint of where something was sent', () => {
  it.each([
    ['jean@example.com', 'j***n@example.com'],
    ['a@b.ca', 'a***a@b.ca'],
    ['marie.josée@exemple.qc.ca', 'm***e@exemple.qc.ca'],
  ])('%s', (email, hint) => expect(redactedEmail(email)).toBe(hint));

  it.each([['(450) 555-1234', '***-***-1234'], ['+14505559876', '***-***-9876']])('%s', (phone, hint) => expect(redactedPhone(phone)).toBe(hint));
});
