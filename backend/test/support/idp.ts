import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import { exportJWK, generateKeyPair, type CryptoKey } from 'jose';

/** Somebody whom the provider of the tests knows. */
export interface Known {
  readonly sub: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

export interface Idp {
  readonly issuer: string;
  readonly provider: Provider;
  readonly people: Map<string, Known>;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The key it signs with, so that a test can play its messages. */
  readonly signingKey: CryptoKey;
  close(): Promise<void>;
}

/**
 * A certified OpenID provider over real HTTP. `path` gives its issuer the form of another product: Keycloak's
 * `/realms/nord`, Authentik's `/application/o/demarc/` with the slash at the end.
 */
export async function anIdp({ path = '', redirectUris, logoutTo }: { readonly path?: string; readonly redirectUris: readonly string[]; readonly logoutTo: string }): Promise<Idp> {
  const people = new Map<string, Known>();
  const server: Server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const issuer = `${origin}${path}`;
  const mount = path.replace(/\/$/, '');
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const [clientId, clientSecret] = ['demarc', 'a-secret-of-the-tests-of-some-length'];
  const provider = new Provider(issuer, {
    jwks: { keys: [{ ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256', kid: 'one' }] },
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [...redirectUris], post_logout_redirect_uris: [logoutTo], grant_types: ['authorization_code'], response_types: ['code'] }],
    claims: { openid: ['sub'], profile: ['name', 'groups', 'realm_access'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    cookies: { keys: ['tests'] },
    features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } },
    findAccount: (_context: unknown, id: string) => {
      const known = [...people.values()].find(({ sub }) => sub === id) ?? people.get(id);
      return known ? { accountId: known.sub, claims: () => ({ sub: known.sub, ...known.claims }) } : undefined;
    },
    pkce: { required: () => true },
  } as never);
  const handle = provider.callback();
  server.on('request', (request, response) => {
    const url = request.url ?? '/';
    if (mount && !url.startsWith(mount)) {
      response.writeHead(404).end();
      return;
    }
    (request as { originalUrl?: string }).originalUrl = url;
    request.url = mount ? url.slice(mount.length) || '/' : url;
    handle(request, response);
  });
  return { issuer, provider, people, clientId, clientSecret, signingKey: privateKey, close: () => new Promise((done) => { server.closeAllConnections(); server.close(() => done()); }) };
}

/** A browser at the provider: follows its pages and forms with a cookie jar of its own. */
export class IdpBrowser {
  private readonly cookies = new Map<string, string>();

  /** Signs in as `login` and answers the address the provider sends back to. */
  async signIn(start: string, login: string): Promise<string> {
    let at = start;
    let form: URLSearchParams | undefined;
    for (let step = 0; step < 20; step++) {
      const response = await this.ask(at, form);
      form = undefined;
      const next = response.headers.get('location');
      if (next) {
        const target = new URL(next, at);
        if (new URL(start).origin !== target.origin) return target.href;
        at = target.href;
        continue;
      }
      const page = await response.text();
      const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&');
      if (!action) throw new Error(`The provider shows ${response.status}: ${page.slice(0, 300)}`);
      form = new URLSearchParams([...page.matchAll(/<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"/g)].map(([, name, value]): [string, string] => [name!, value!]));
      if (/name="login"/.test(page)) form.set('login', login);
      if (/name="password"/.test(page)) form.set('password', 'whatever');
      at = new URL(action, at).href;
    }
    throw new Error('The provider never sends back');
  }

  /** Follows a sign-out address to its end; answers where the provider sends the browser. */
  async signOut(url: string): Promise<string> {
    const page = await (await this.ask(url)).text();
    const action = new URL(/<form[^>]*action="([^"]+)"/.exec(page)![1]!.replaceAll('&amp;', '&'), url).href;
    const xsrf = /name="xsrf" value="([^"]*)"/.exec(page)![1]!;
    const response = await this.ask(action, new URLSearchParams({ xsrf, logout: 'yes' }));
    return new URL(response.headers.get('location')!, action).href;
  }

  private async ask(url: string, form?: URLSearchParams): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', headers: { ...(cookie ? { cookie } : {}) }, ...(form ? { method: 'POST', body: form } : {}) });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (/expires=Thu, 01 Jan 1970/i.test(line) || !value) this.cookies.delete(name!);
      else this.cookies.set(name!, value);
    }
    return response;
  }
}
