import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** What a token is for. No two kinds share a key, so that a token of one is noise to the other. */
export type TokenKind = 'view' | 'oidc' | 'identity-provider' | 'kept-secret' | 'session:customer' | 'session:staff' | 'session:technician' | 'refresh' | 'link' | 'choice' | 'transfer' | 'second' | 'code' | 'totp' | 'password';

export interface SecretKey {
  readonly kid: string;
  readonly secret: string;
}

/** The keys of one kind of token, each derived from a configured secret; the first one signs, all of them verify. */
export class TokenKeys {
  private readonly byKid: ReadonlyMap<string, Buffer>;
  readonly kid: string;

  constructor(kind: TokenKind, secrets: readonly SecretKey[]) {
    this.byKid = new Map(secrets.map(({ kid, secret }) => [kid, Buffer.from(hkdfSync('sha256', secret, 'demarc', kind, 32))]));
    this.kid = secrets[0]!.kid;
  }

  get current(): Buffer {
    return this.byKid.get(this.kid)!;
  }

  /** The key a token names; `undefined` for a name we do not have. */
  of(kid: unknown): Buffer | undefined {
    return typeof kid === 'string' ? this.byKid.get(kid) : undefined;
  }

  /** `text` with a seal that only we can make: `kid.text.seal`. */
  seal(text: string): string {
    return `${this.kid}.${text}.${mac(this.current, text)}`;
  }

  /** The seals of a text under every key, the newest first: what it was sealed as before keys rotated is among them. */
  sealsOf(text: string): string[] {
    return [...this.byKid].map(([kid, key]) => `${kid}.${text}.${mac(key, text)}`);
  }

  /** The text of a seal that is ours. */
  unseal(sealed: string): string | undefined {
    const [kid, text, seal, ...rest] = sealed.split('.');
    const key = this.of(kid);
    if (!key || !text || !seal || rest.length) return undefined;
    const expected = Buffer.from(mac(key, text));
    const given = Buffer.from(seal);
    return given.length === expected.length && timingSafeEqual(given, expected) ? text : undefined;
  }
}

const mac = (key: Buffer, text: string): string => createHmac('sha256', key).update(text).digest('base64url');
