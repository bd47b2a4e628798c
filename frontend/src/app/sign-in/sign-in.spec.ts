import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { aSession, provideTexts, screen, server, settle } from '../../../test/support';
import { PAGE } from '../core/http/page';
import { spendLinkToken, takeLinkToken } from '../core/session/link-token';
import { destination, SignIn } from './sign-in';

type Answers = Parameters<typeof server>[0];

const tenant = { name: 'Fibre du Fleuve', locale: 'fr', colour: '#3d4fd6', logoUrl: null, demo: true, methods: ['link', 'password'] };
const marie = { label: 'Marie, répartition', identifier: 'marie@fibre.example', password: 'demo' };

async function open(answers: Answers, hash = '#/login', language: 'fr' | 'en' = 'fr') {
  localStorage.clear();
  localStorage.setItem('demarc.language', language);
  location.hash = hash;
  const wire = server({ '/auth/tenant': () => ({ body: { ...tenant, signInAs: [marie] } }), '/auth/session': () => ({ body: { session: null } }), ...answers });
  const went: string[] = [];
  TestBed.configureTestingModule({ providers: [provideTexts(language), { provide: PAGE, useValue: { go: (path: string) => went.push(path), reload: () => undefined, leave: () => undefined } }] });
  const fixture: ComponentFixture<SignIn> = TestBed.createComponent(SignIn);
  await settle(fixture);
  return { wire, went, fixture, page: screen(fixture) };
}

/** Comes by a link, as the first statement of the app sees it. */
function comeBy(hash: string): void {
  takeLinkToken({ hash, pathname: '/', search: '' }, { replaceState: () => undefined });
}

afterEach(() => spendLinkToken());

describe('asking for a link', () => {
  it('says to check the messages, the same whether or not the account exists', async () => {
    const { page, wire } = await open({ '/portal/request-link': () => ({ body: { ok: true, sent: [] } }) });
    await page.type('Courriel, téléphone ou numéro de client', ' C-00042 ');
    await page.click('button', 'Recevoir mon lien');
    expect(page.get('heading', 'Vérifiez vos messages')).toBeTruthy();
    expect(page.text()).toContain('C-00042');
    expect(wire.bodies('/portal/request-link')).toEqual([{ identifier: 'C-00042', locale: 'fr' }]);
  });

  it('asks for something to look up', async () => {
    const { page, wire } = await open({});
    await page.click('button', 'Recevoir mon lien');
    expect(page.get('alert').textContent).toContain('Entrez un courriel');
    expect(page.label('Courriel, téléphone ou numéro de client').getAttribute('aria-invalid')).toBe('true');
    expect(wire.bodies('/portal/request-link')).toEqual([]);
  });

  it('tells how long to wait after too many attempts, and keeps what was typed', async () => {
    const { page } = await open({ '/portal/request-link': () => ({ status: 429, body: { error: 'rate_limit', message: '…', retry_after_sec: 600 } }) });
    await page.type('Courriel, téléphone ou numéro de client', 'marie@fibre.example');
    await page.click('button', 'Recevoir mon lien');
    expect(page.get('alert').textContent).toContain('Trop de tentatives. Réessayez dans 10 min.');
    expect(page.label('Courriel, téléphone ou numéro de client').value).toBe('marie@fibre.example');
    expect((page.get('button', 'Recevoir mon lien') as HTMLButtonElement).disabled).toBe(true);
  });

  it('says that the server is out of reach', async () => {
    const { page } = await open({ '/portal/request-link': () => 'unreachable' });
    await page.type('Courriel, téléphone ou numéro de client', '514 555 0199');
    await page.click('button', 'Recevoir mon lien');
    expect(page.get('alert').textContent).toContain('Le serveur est injoignable');
  });
});

describe('a password', () => {
  it('signs staff in, from a demonstration identity, to where they were going', async () => {
    const session = aSession();
    const { page, went, fixture } = await open({ '/auth/password': (body) => ((body as { password: string }).password === 'demo' ? { body: { session } } : { status: 401, body: {} }) }, '#/login?next=%2Fops%2Finvoices');
    while (!page.find('button', /Marie, répartition/).length) await settle(fixture); // comes with a script of its own
    await page.click('button', /Marie, répartition/);
    expect(page.label('Courriel').value).toBe('marie@fibre.example');
    await page.click('button', 'Se connecter');
    expect(went).toEqual(['/ops/invoices']);
  });

  it('does not say which of the two is wrong', async () => {
    const { page, went } = await open({ '/auth/password': () => ({ status: 401, body: { error: 'credentials' } }) });
    await page.click('button', 'Entrer avec un mot de passe');
    await page.type('Courriel', 'x@y.example');
    await page.type('Mot de passe', 'no');
    await page.click('button', 'Se connecter');
    expect(page.get('alert').textContent).toContain('ne vont pas ensemble');
    expect(went).toEqual([]);
  });
});

describe('the ways in', () => {
  const ways = (page: Awaited<ReturnType<typeof open>>['page']) => [...page.find('button'), ...page.find('link')].map((one) => one.textContent.replace(/\s+/g, ' ').trim());

  it('stand in the order the provider chose', async () => {
    const { page } = await open({ '/auth/tenant': () => ({ body: { ...tenant, methods: ['code', 'passkey', 'password', 'link'] } }) });
    expect(ways(page).filter((way) => /code|clé|passe|lien/.test(way))).toEqual(['Recevoir un code', 'Utiliser une clé d’accès', 'Entrer avec un mot de passe', 'Recevoir un lien']);
  });

  it('begin with the company’s own sign-in where that is first', async () => {
    const providers = [{ label: 'Nord', href: '/auth/oidc/1/start' }];
    const oidc = await open({ '/auth/tenant': () => ({ body: { ...tenant, methods: ['oidc', 'password'], providers } }) });
    const link = oidc.page.get('link', 'Continuer avec Nord');
    expect(link.compareDocumentPosition(oidc.page.label('Courriel')) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  });
});

describe('a code', () => {
  it('is asked for first where the provider chose so, and lets in with its six digits', async () => {
    const { page, wire, went, fixture } = await open({
      '/auth/tenant': () => ({ body: { ...tenant, methods: ['code', 'link', 'passkey'] } }),
      '/auth/request-code': () => ({ body: { ok: true, sent: [] } }),
      '/auth/code': (body) => ((body as { code: string }).code === '042137' ? { body: { session: aSession({ kind: 'customer' }) } } : { status: 401, body: { error: 'code_wrong', message: 'Il vous reste 2 essais.', tries_left: 2 } }),
    });
    await page.type('Courriel, téléphone ou numéro de client', 'luc@example.com');
    await page.click('button', 'Recevoir un code');
    await settle(fixture);
    await page.type('Code à 6 chiffres', '000000');
    await page.click('button', 'Se connecter');
    expect(page.get('alert').textContent).toContain('Il vous reste 2 essais.');
    await page.type('Code à 6 chiffres', '042137');
    await page.click('button', 'Se connecter');
    expect(wire.bodies('/auth/code')).toEqual([{ identifier: 'luc@example.com', code: '000000', locale: 'fr' }, { identifier: 'luc@example.com', code: '042137', locale: 'fr' }]);
    expect(went).toEqual(['/']);
  });
});

describe('coming by a link', () => {
  it('goes straight in on the browser that asked', async () => {
    comeBy('#/?token=t1');
    const { wire, went } = await open({ '/auth/redeem': () => ({ body: { session: aSession({ kind: 'customer' }) } }) });
    expect(wire.bodies('/auth/redeem')).toEqual([{ token: 't1' }]);
    expect(went).toEqual(['/']);
  });

  it('asks for one tap on another browser', async () => {
    comeBy('#/?token=t1');
    const { page, wire, went } = await open({
      '/auth/redeem': (body) => ((body as { confirm?: boolean }).confirm ? { body: { session: aSession({ kind: 'customer' }) } } : { body: { confirm: true, name: 'Luc' } }),
    });
    expect(page.get('heading', 'Bonjour Luc')).toBeTruthy();
    expect(went).toEqual([]);
    await page.click('button', 'Entrer');
    expect(wire.bodies('/auth/redeem')).toEqual([{ token: 't1' }, { token: 't1', confirm: true }]);
    expect(went).toEqual(['/']);
  });

  it('lets one choose among several accounts', async () => {
    comeBy('#/?token=t1');
    const { page, wire, went } = await open({
      '/auth/redeem': () => ({ body: { choose: [{ customerId: 'a', number: 'C-00001', name: 'Chalet' }, { customerId: 'b', number: 'C-00002', name: 'Maison' }] } }),
      '/auth/choose': () => ({ body: { session: aSession({ kind: 'customer' }) } }),
    });
    await page.click('button', /Maison/);
    expect(wire.bodies('/auth/choose')).toEqual([{ customerId: 'b' }]);
    expect(went).toEqual(['/']);
  });

  it.each([
    ['link_expired', 'Ce lien a expiré'],
    ['link_spent', 'Ce lien a déjà servi'],
    ['link_invalid', 'Ce lien n’est pas valable'],
  ])('shows a way on when the answer is %s', async (error, title) => {
    comeBy('#/?token=t1');
    const { page } = await open({ '/auth/redeem': () => ({ status: 401, body: { error } }) });
    expect(page.get('heading', title)).toBeTruthy();
    await page.click('button', 'Demander un nouveau lien');
    expect(page.get('button', 'Recevoir mon lien')).toBeTruthy();
  });

  it('may be tried again when the network fails', async () => {
    comeBy('#/?token=t1');
    let tries = 0;
    const { page, went } = await open({ '/auth/redeem': () => (++tries === 1 ? 'unreachable' : { body: { session: aSession({ kind: 'technician' }) } }) });
    await page.click('button', 'Réessayer');
    expect(went).toEqual(['/j']);
  });
});

describe('coming back from the company’s own sign-in', () => {
  it.each([
    ['fr', 'unreachable', 'Le service de connexion ne répond pas', 'Courriel, téléphone ou numéro de client'],
    ['en', 'misconfigured', 'This sign-in is not set up properly', 'E-mail, phone or customer number'],
  ] as const)('says why nobody was let in, once, above the other ways in (%s, %s)', async (language, why, words, field) => {
    const { page } = await open({}, `#/login?refused=${why}`, language);
    expect(page.get('alert').textContent).toContain(words);
    expect(page.label(field)).toBeTruthy();
    expect(location.hash).toBe('#/login');
  });

  it('says nothing that somebody else put into the address', async () => {
    const { page } = await open({}, '#/login?refused=Call+555-0100+now');
    expect(page.find('alert')).toEqual([]);
  });
});

describe('where signing in leads', () => {
  it.each([
    [undefined, 'staff', '/ops'],
    ['/ops/tickets?x=1', 'staff', '/ops/tickets?x=1'],
    ['/invoices/INV-1', 'customer', '/invoices/INV-1'],
    ['/ops/tickets', 'customer', '/'],
    ['//evil.example', 'customer', '/'],
    ['https://evil.example', 'customer', '/'],
    ['/login', 'technician', '/j'],
    ['/j/42', 'technician', '/j/42'],
    ['/jobs', 'customer', '/jobs'],
  ] as const)('from %s as %s to %s', (next, kind, expected) => expect(destination(next, { kind })).toBe(expected));
});
