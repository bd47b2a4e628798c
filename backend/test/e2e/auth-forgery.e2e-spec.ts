import { createHmac, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { TokenKeys, type TokenKind } from '../../src/auth/token-keys.js';
import { Config } from '../../src/platform/config/config.js';
import { startApp, type TestApp } from '../support/app.js';
import { Browser } from '../support/browser.js';
import { aPlace, signedInStaff, type Place } from '../support/builders/auth.js';

let app: TestApp;
let place: Place;
let good: { header: Record<string, unknown>; claims: Record<string, unknown> };
let staffKey: Buffer;
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const keyOf = (kind: TokenKind): Buffer => new TokenKeys(kind, app.app.get(Config).secretKeys).current;

beforeAll(async () => {
  app = await startApp();
  place = await aPlace(app);
  const token = (await signedInStaff(app, place)).cookies.get('demarc_session')!;
  const [header, claims] = token.split('.').slice(0, 2).map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>);
  good = { header: header!, claims: claims! };
  staffKey = keyOf('session:staff');
});
afterAll(() => app.close());

/** A token as ours would be, but for what is changed; signed with the key of the office unless told otherwise. */
function token(change: { header?: object; claims?: object; key?: Buffer; hash?: string } = {}): string {
  const text = `${encode({ ...good.header, ...change.header })}.${encode({ ...good.claims, ...change.claims })}`;
  return `${text}.${createHmac(change.hash ?? 'sha256', change.key ?? staffKey).update(text).digest('base64url')}`;
}

const vectors: readonly (readonly [string, () => string])[] = [
  ['no algorithm', () => `${encode({ ...good.header, alg: 'none' })}.${encode(good.claims)}.`],
  ['no algorithm, spelled oddly', () => `${encode({ ...good.header, alg: 'nOnE' })}.${encode(good.claims)}.`],
  ['no signature', () => token().replace(/[^.]*$/, '')],
  ['another algorithm with the right key', () => token({ header: { alg: 'HS512' }, hash: 'sha512' })],
  ['a public key as a secret', () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    return token({ header: { alg: 'HS256' }, key: Buffer.from(publicKey.export({ type: 'spki', format: 'pem' })) });
  }],
  ['an RSA signature', () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const text = `${encode({ ...good.header, alg: 'RS256' })}.${encode(good.claims)}`;
    return `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`;
  }],
  ['a key it brings along', () => token({ header: { jwk: { kty: 'oct', k: Buffer.from('mine').toString('base64url') } }, key: Buffer.from('mine') })],
  ['the address of a key', () => token({ header: { jku: 'http://127.0.0.1/keys' } })],
  ['a critical extension', () => token({ header: { crit: ['exp'] } })],
  ['an unknown key', () => token({ header: { kid: 'other' } })],
  ['a path as a key', () => token({ header: { kid: '../../../dev/null' }, key: Buffer.alloc(0) })],
  ['an injection as a key', () => token({ header: { kid: "dev' or '1'='1" } })],
  ['an inherited property as a key', () => token({ header: { kid: '__proto__' } })],
  ['no key', () => token({ header: { kid: undefined } })],
  ['another type', () => token({ header: { typ: 'at+jwt' } })],
  ['an empty secret', () => token({ key: Buffer.alloc(0) })],
  ['the configured secret itself', () => token({ key: Buffer.from(app.app.get(Config).secretKeys[0]!.secret) })],
  ['the key of the portal', () => token({ key: keyOf('session:customer') })],
  ['the key of technicians', () => token({ key: keyOf('session:technician') })],
  ['the key of links', () => token({ key: keyOf('link') })],
  ['the key of refreshing', () => token({ key: keyOf('refresh') })],
  ['the audience of the portal', () => token({ claims: { aud: 'demarc:customer' } })],
  ['the audience of the portal with its key, for a session of the office elsewhere', () => token({ claims: { aud: 'demarc:customer', sid: randomUUID() }, key: keyOf('session:customer') })],
  ['no audience', () => token({ claims: { aud: undefined } })],
  ['another issuer', () => token({ claims: { iss: 'evil' } })],
  ['an expiry that has passed', () => token({ claims: { exp: Math.floor(Date.now() / 1000) - 1 } })],
  ['an expiry that is no number', () => token({ claims: { exp: '9999999999' } })],
  ['no expiry', () => token({ claims: { exp: undefined } })],
  ['a start in the future', () => token({ claims: { nbf: Math.floor(Date.now() / 1000) + 3_600 } })],
  ['a session nobody has', () => token({ claims: { sid: randomUUID() } })],
  ['a session that is no id', () => token({ claims: { sid: "' or true --" } })],
  ['another provider', () => token({ claims: { tid: randomUUID() } })],
  ['changed claims under the old signature', () => `${encode(good.header)}.${encode({ ...good.claims, sub: randomUUID() })}.${token().split('.')[2]}`],
  ['a cut signature', () => token().slice(0, -4)],
  ['a fourth part', () => `${token()}.x`],
  ['no token at all', () => 'garbage'],
  ['much too long', () => 'a'.repeat(6_000)],
  ['two algorithms', () => `${Buffer.from(`{"alg":"HS256","alg":"none","typ":"JWT","kid":"${String(good.header['kid'])}"}`).toString('base64url')}.${encode(good.claims)}.`],
  ['a certificate it brings along', () => token({ header: { x5c: ['MIIB'] } })],
  ['a payload that is not encoded', () => token({ header: { b64: false, crit: ['b64'] } })],
  ['a list of audiences', () => token({ claims: { aud: ['demarc:customer', 'demarc:technician'] } })],
  ['a tenant that is no id', () => token({ claims: { tid: '*' } })],
  ['an expiry without end', () => token({ claims: { exp: null } })],
  ['the letters of base64 with padding', () => `${token()}==`],
  ['an encrypted form', () => `${encode({ alg: 'dir', enc: 'A256GCM' })}..${'a'.repeat(16)}.${'b'.repeat(32)}.${'c'.repeat(22)}`],
];

it('the token they are made of is good', async () => {
  expect((await new Browser(app, place.host, { authorization: `Bearer ${token()}` }).get('/auth/session')).body['session']).toMatchObject({ kind: 'staff' });
});

it('the good one opens the socket too', async () => {
  const socket = new Browser(app, place.host, { authorization: `Bearer ${token()}` }).socket();
  expect(await socket.opened).toBe('connection_ack');
  socket.close();
});

describe('a forged token opens nothing', () => {
  it('and there are at least forty of them', () => expect(vectors.length).toBeGreaterThanOrEqual(40));

  it.each(vectors)('%s', async (_, forge) => {
    const forged = forge();
    const bearer = new Browser(app, place.host, { authorization: `Bearer ${forged}` });
    expect(await bearer.graph('{ me { name } }')).toEqual({ error: 'UNAUTHENTICATED' });
    const cookie = new Browser(app, place.host);
    cookie.cookies.set('demarc_session', forged);
    expect(await cookie.graph('{ me { name } }')).toEqual({ error: 'UNAUTHENTICATED' });
    expect((await cookie.get('/auth/session')).body['session']).toBeNull();
    for (const browser of [bearer, cookie]) {
      const socket = browser.socket();
      socket.opened.catch(() => undefined); // a header too long for the server is refused before there is a socket
      expect([4403, 1006]).toContain(await socket.closed);
    }
  });

  it('nor does it as a way to renew a session, or as a link', async () => {
    for (const forged of [token(), `dev.${String(good.claims['sid'])}_${place.tenant.id}.x`, `dev.${String(good.claims['sid'])}_${place.tenant.id}.${createHmac('sha256', keyOf('link')).update('x').digest('base64url')}`]) {
      const browser = new Browser(app, place.host);
      browser.cookies.set('demarc_refresh', forged);
      expect((await browser.get('/auth/session')).body['session']).toBeNull();
      expect((await browser.post('/auth/redeem', { token: forged, confirm: true })).body).toMatchObject({ error: 'link_invalid' });
    }
  });
});
