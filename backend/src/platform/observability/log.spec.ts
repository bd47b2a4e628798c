import { reasonOf, withoutData } from './log.js';

const thrownBy = (work: () => unknown): Error => {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error('It was expected to fail');
};

describe('an error in the log', () => {
  it('does not repeat what it was given', () => {
    const ofDatabase = Object.assign(new Error('invalid input syntax for type uuid: "CANARY"'), { code: '22P02', table: 'ticket', detail: 'Failing row contains (CANARY)' });
    for (const error of [
      thrownBy(() => new Intl.NumberFormat('fr', { style: 'currency', currency: 'CANARY x' })),
      thrownBy(() => JSON.parse('{ "CANARY')),
      thrownBy(() => BigInt('CANARY')),
      ofDatabase,
      Object.assign(new Error('CANARY'), { driverError: ofDatabase }),
      new Error('No mailbox CANARY@client.example at 450 555-1234'),
    ]) {
      const told = withoutData(error);
      expect(JSON.stringify(told)).not.toMatch(/CANARY|555/);
      expect(told.stack).toMatch(/\n\s+at .*log\.spec/);
    }
    expect(withoutData(ofDatabase).message).toBe('the database answered 22P02 ticket');
  });

  it('says what is wrong with the code', () => {
    expect(withoutData(thrownBy(() => (undefined as unknown as { customer: object }).customer)).message).toMatch(/Cannot read properties of undefined \(reading 'customer'\)/);
    expect(withoutData(new Error('The queue is not started')).message).toBe('The queue is not started');
  });
});

describe('why something did not work', () => {
  it.each([
    ['a person', Object.assign(new Error('No mailbox CANARY@client.example'), { code: 'EENVELOPE' }), 'Error EENVELOPE'],
    ['a key', Object.assign(new Error('Invalid API Key provided: sk_CANARY'), { type: 'StripeAuthenticationError', statusCode: 401 }), 'Error StripeAuthenticationError 401'],
    ['a row', Object.assign(new Error('CANARY'), { name: 'QueryFailedError', driverError: Object.assign(new Error('CANARY'), { code: '23505', detail: 'Key (email)=(CANARY) already exists.' }) }), 'QueryFailedError 23505'],
    ['words where a code should be', Object.assign(new Error('CANARY'), { code: 'CANARY is not known here' }), 'Error'],
    ['nothing', null, 'unknown'],
    ['a text', 'CANARY', 'unknown'],
  ])('is told by name and code, never with %s', (_, error, reason) => expect(reasonOf(error)).toBe(reason));
});
