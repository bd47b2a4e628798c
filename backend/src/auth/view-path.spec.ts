import type { IncomingMessage } from 'node:http';
import { isViewing, pathMeant } from './view-path.js';

const ask = (method: string, url: string) => {
  const request = { method, url } as IncomingMessage;
  return [pathMeant(request), isViewing(request)];
};

describe('the path of viewing', () => {
  it.each([
    ['GET', '/view/', '/', true],
    ['GET', '/view/main-ABC.js', '/main-ABC.js', true],
    ['GET', '/view/auth/session', '/auth/session', true],
    ['GET', '/view/files/invoices/1.pdf?x=1', '/files/invoices/1.pdf?x=1', true],
    ['POST', '/view/graphql', '/graphql', true],
    ['POST', '/view/auth/view-end', '/auth/view-end', true],
    ['POST', '/view/auth/password', '/nowhere', true],
    ['POST', '/view/files/scan', '/nowhere', true],
    ['GET', '/view/auth/oidc/x/start', '/nowhere', true],
    ['PUT', '/view/graphql', '/nowhere', true],
    ['POST', '/graphql', '/graphql', false],
    ['GET', '/view', '/view', false],
    ['GET', '/viewer/x', '/viewer/x', false],
  ])('%s %s means %s', (method, url, path, marked) => expect(ask(method, url)).toEqual([path, marked]));
});
