import { Config } from './config.js';
import { isGuessable } from './refusals.js';

const right = {
  NODE_ENV: 'production', DATABASE_URL: 'postgres://a:b@db/demarc', SECRET_KEYS: 'k1:1f0c9e7Zb3T5qLw8YxRm2Kp6Vd4Hs0Ga', PUBLIC_URL: 'https://portail.fibre.ca',
  STRIPE_SECRET_KEY: 'sk_live_51NxQ', STRIPE_WEBHOOK_SECRET: 'whsec_8Zk2p', LOG_LEVEL: 'info',
};

describe('settings', () => {
  it('that are right for production are taken', () => expect(new Config(right).production).toBe(true));

  it.each([
    ['DEMO must be off', { DEMO: 'on' }],
    ['SECRET_KEYS must be set', { SECRET_KEYS: '' }],
    ['secret of its own', { SECRET_KEYS: `k:${'ab'.repeat(20)}` }],
    ['at least 32', { SECRET_KEYS: 'k:short' }],
    ['name of its own', { SECRET_KEYS: `${right.SECRET_KEYS},${right.SECRET_KEYS}` }],
    ['STRIPE_SECRET_KEY must be set', { STRIPE_SECRET_KEY: '' }],
    ['STRIPE_SECRET_KEY must be a secret key', { STRIPE_SECRET_KEY: 'pk_live_1' }],
    ['STRIPE_WEBHOOK_SECRET', { STRIPE_WEBHOOK_SECRET: undefined }],
    ['STRIPE_API_BASE', { STRIPE_API_BASE: 'http://127.0.0.1:4242' }],
    ['PUBLIC_URL must be an https', { PUBLIC_URL: 'http://portail.fibre.ca' }],
    ['not this machine', { PUBLIC_URL: 'https://localhost' }],
    ['NODE_TLS_REJECT_UNAUTHORIZED', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }],
    ['--inspect', { NODE_OPTIONS: '--max-old-space-size=512 --inspect=0.0.0.0:9229' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'trace' }],
    ['NODE_ENV must be', { NODE_ENV: 'prod' }],
  ])('are refused: %s', (sentence, more) => expect(() => new Config({ ...right, ...more })).toThrow(sentence));

  it.each([['1f0c9e7Zb3T5qLw8YxRm2Kp6Vd4Hs0Ga', false], ['x'.repeat(40), true], ['please-change-me-please-change-me-1', true], ['development-only-secret-never-in-production', true]])('a secret like %s', (secret, guessable) =>
    expect(isGuessable(secret)).toBe(guessable));
});
